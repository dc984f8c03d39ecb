"""The agreement: what two sides promise each other in writing.

edition   the whole text at one moment: clauses, promises, term. While the thing is a draft of one side its edition 1 is
          worked on in place (`saves` counts, so that two colleagues do not overwrite each other); once offered, every change is a new
          edition (a counter-proposal, with a comment) and the turn goes to the other side; older yeses lapse because they name the older
          edition. Triggers refuse every change of an edition that was sent.
wording   the words of an edition as one value: a form gives it, an action writes it, compare.py compares it, hints.py looks at it
signing   a signatory of each party says yes to the current edition (consent). The last yes brings it into force. The turn goes to the
          side that is still missing. Somebody who sits on both sides signs for one of them only.
promise   who gives what, how much, from when to when; in force it appears in the ledger by itself (signal
          `agreement_in_force`, heard by projects/contribution, in the same transaction).
states    draft (only its owner sees it, dropped drafts included) -> offered -> active -> ended; or dropped
"""
