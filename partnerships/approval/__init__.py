"""An organisation's own release: who inside the house has to agree before it binds itself, in which order, and when that can be.

rule      for one subject (agreements, grants, calls for funds, proofs of use), and for one kind of support where that is decided
          otherwise: up to which amount a year, in all, and up to how many months it suffices. The rules of a subject form a ladder:
          the first whose limits hold the case applies, so there is no gap and no overlap; of two rules neither may allow more in one
          measure and less in another (refused with a sentence). What exceeds all limits is decided by the highest rule. This is how
          houses speak ("up to 5,000 EUR ... up to 100,000 EUR or longer than a year"); "from" follows from the rule below.
          A rule never changes: editing ends it and begins a new one (the database refuses the rest). No rule: one approver.
step      who must say yes: roles or named people, one or several, any of them or all; or a body, whose yes is noted by such a person
release   one thing on its way through the house: a copy of the steps of the rule in force. Ended by: granted, refused, withdrawn.
four eyes whoever asked or has a hand in it says no yes; nobody says two, neither for oneself nor as somebody's deputy
deputy    named in an absence with dates; acts only while the absent is absent, and it is kept for whom
calendar  bodies with meeting and cut-off dates, periods without decisions; gives the expected day and why, before anything is sent.
          A cut-off that passes moves the day, and both sides are told, once.
who sees  the own house everything; partners the names of the steps, since when and expected when, never names or comments

A slice above calls actions.ask(thing, ...) and registers what happens then (registry.on_decided). ladder, seats and calendar are
plain calculation without the database; house brings what they calculate with.
"""
