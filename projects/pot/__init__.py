"""Pots: what an organisation can give in a year, by purpose and, where it likes, by quarter. Both kinds of organisations may have some.

words     pot; reserved = granted from it; spent = of that, paid; left = amount + overbooking - reserved
who sees  the own organisation only: how much is left is nobody else's business. Kept by finance and approvers.
reserve   a grant of money reserves in a pot, from the moment it is proposed: all who release it see it counted. A grant over several years
          reserves in each year what spread.py gives to it, in the pots of the same purpose and quarter. Where the giver has no pot for
          any of these years nothing is reserved; where it has one, the grant must name it. What an agreement promises is put into a
          pot by hand.
spend     what is paid for a contribution fills its years one after the other, in a pot or not; the last one takes what is beyond
free      a decline, a withdrawal, a release refused free the whole of it, and what an amended agreement no longer promises is free by
          itself; what is left when the term is over, or the partnership, somebody frees by hand, with a reason: a final instalment may
          still come
no more   than is there: kept under the pot's row lock and said by the database itself (check constraint). Where the pot allows it, it is
          overbooked consciously: one asks with a reason, another person confirms; then there is that much more.
states    of an overbooking: asked -> confirmed | declined | withdrawn
"""
