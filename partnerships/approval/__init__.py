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
          A cut-off that passes moves the day, and both sides are told, once; so does a house that changes its dates or rules.
who sees  the own house everything; partners the names of the steps, since when and expected when, never names or comments

How a slice above joins, for one more kind of thing (agreement/release.py and projects/contribution/release.py are the examples):
1  a line in models.Subject (AGREEMENT, CONTRIBUTION, CALL, PROOF are there): forms, filters and the ladder show it by themselves.
2  the thing: a Record with `partnership`, a page `<modelname>_detail`, maybe an `edition` (kept with the release).
3  begin: in your own transaction, the thing's row locked, actions.ask(thing, organisation=, subject=, amount_year=, amount_total=, months=,
   by=, hands=, says_yes=). Without a rule of the house one approver decides; granted at once where the asker's yes suffices.
4  in receivers.py @on_decided(Thing): granted, refused or withdrawn -> move the thing; @may_take_back (else never), @parties_of (else all).
5  the thing is reworded or withdrawn: actions.end(thing, by=). Its page: page.cards_of(thing, person) and approval/panel.html.
6  before it is asked: house.expectation(organisation, subject, ...) and approval/expected.html. A thing that waits for its release to
   begin keeps the day itself: release.Expecting, @expecting and watch.expect_by_house, watch.expect_anew in a @daily.

ladder, seats and calendar are plain calculation without the database; house brings what they calculate with.
"""
