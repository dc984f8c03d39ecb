"""The tenure: what happens to an agreement after both sides have signed it, until everything is given back.

course    the last day as it stands now (`agreement.ends_on`): the signed term, moved on by each renewal, brought forward by notice or by
          a joint end. `end_decided` says that no renewal moves it any more
notice    one party alone gives it; the day it takes effect is computed from the signed term, shown before, and checked again when it is
          sent. For a grave reason it may name a day of its own and must say why. Taking it back takes both sides
motion    what takes both (renew, suspend, resume, end, take back a notice, close): one proposes it, the last yes decides it. Where the
          organisation signs with two, its yes takes two. Decided for a later day, it is carried out on that day
clock     once a day, in German time, also for days on which nothing ran: prolong what renews by itself, carry out what was decided for
          today, end what is over, remind both sides before the end and before the last day for notice
wind-up   with the end in sight there is a list: keys, inventory, money left over, final report, telling the neighbourhood, and whatever
          the clause on the end names. Either side adds and ticks off. Ended and with an empty list, or with the rest consciously left
          open by both, the agreement is closed
"""
