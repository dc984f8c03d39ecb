"""The agreement: what two sides promise each other in writing.

edition   the whole text at one moment: clauses, promises, term. While the thing is a draft of one side its edition 1 is
          worked on in place (`saves` counts, so that two colleagues do not overwrite each other); once offered, every change is a new
          edition (a counter-proposal, with a comment) and the turn goes to the other side; older yeses lapse because they name the older
          edition. Triggers refuse every change of an edition that was sent.
wording   the words of an edition as one value: a form gives it, an action writes it, compare.py compares it, hints.py looks at it
part      a clause, the term, the promises, or the order of the whole. Each party agrees to a part or wants it changed; its yes counts
          as long as the part reads the same, through counter-proposals too. All parts agreed by all parties: the text is agreed
release   each house releases the agreed text by its own rules (approval) before it may be signed for it
signing   a signatory of each party (or two, as the organisation says) says yes to the current edition (consent). Somebody who sits on
          both sides signs for one of them only. Signed by all, it comes into force on its first day
promise   who gives what, how much, from when to when; signed by all it appears in the ledger by itself (signal `agreement_signed`,
          heard by projects/contribution, in the same transaction)
profile   a draft begins when every party has said who it is (Organisation.profile_gaps); an idea needs nothing
overtaken who writes a text while somebody else saves theirs keeps every word; what was not touched reads as it does now (overtaken.py)
states    and who may lead from one to the other: the table in moves.py. What follows the signature is partnerships/tenure
"""
