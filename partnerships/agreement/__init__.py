"""The agreement: what two sides promise each other in writing.

edition   the whole text at one moment: clauses, promises, term. While the thing is a draft of one side its edition 1 is
          worked on in place; once offered, every change is a new edition (a counter-proposal, with a comment) and the turn goes to the
          other side; older yeses lapse because they name the older edition.
signing   a signatory of each party says yes to the current edition (consent). The last yes brings it into force.
promise   who gives what, how much, from when to when; in force it appears in the ledger by itself (signal
          `agreement_in_force`, heard by projects/contribution, in the same transaction).
states    draft (only its owner sees it) -> offered -> active -> ended; or dropped
"""
