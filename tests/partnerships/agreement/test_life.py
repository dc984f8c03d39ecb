"""The life of an agreement, driven at random from both sides."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import hypothesis.strategies as st
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis.extra.django import TestCase as HypothesisTestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from partnerships.agreement import actions, signing, talks
from partnerships.agreement.edition import Edition
from partnerships.agreement.models import Agreement
from partnerships.agreement.motion import Motion
from partnerships.agreement.moves import BOUND, MOVES, NEGOTIATED, OPEN, VALID, State
from partnerships.agreement.parts import table_of
from partnerships.agreement.tasks import start_agreements
from partnerships.approval import actions as approval
from partnerships.approval.release import Release
from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.consent.models import Consent
from partnerships.journal.models import Entry
from partnerships.tenure import actions as tenure
from partnerships.tenure.days import notice_effective_on
from partnerships.tenure.tasks import pass_day
from tests.cast import make_cast
from tests.partnerships.agreement.making import draft, idea, reworded

SIDES = st.sampled_from(["social", "housing"])
SEATS = st.sampled_from(["signatory", "coordinator", "signatory", "staff"])
BACK = st.sampled_from([0, 0, 0, 1])  # now and then somebody answers the edition before
PARTS = st.sampled_from(["purpose", "rooms", ":term", ":promises", ":outline"])
FAR = ["idea", "draft", "offered", "dropped", "counter", "agreed", "signing", "signed", "active", "renewal", "suspended", "ended"]
TERM = {"starts_on": clock.today() + timedelta(days=10), "ends_on": clock.today() + timedelta(days=900)}


NO_SHRINKING = (Phase.explicit, Phase.generate)  # of a database's life: it would take minutes


class Life(RuleBasedStateMachine):
    """Anybody of either side tries any verb at any time, with a fresh or a stale edition."""

    reached: set[str] = set()
    far = FAR[0]

    def __init__(self):
        super().__init__()
        self.point = transaction.atomic()
        self.point.__enter__()
        self.cast = make_cast()
        self.wordings, self.sent, self.states, self.term, self.changed = 0, {}, [], {}, False

    def teardown(self):
        transaction.set_rollback(True)
        self.point.__exit__(None, None, None)

    @property
    def agreement(self) -> Agreement:
        return Agreement.objects.get()

    def person(self, side, seat):
        return getattr(getattr(self.cast, side), seat)

    def attempt(self, action, **arguments) -> bool:
        before = self.agreement.state
        try:
            action(self.agreement, **arguments)
        except Refused:
            return False
        self.moved(before)
        return True

    def moved(self, before: str) -> None:
        self.changed = True
        self.states.append((before, self.agreement.state))
        self.reached.add(self.agreement.state)

    @initialize(side=SIDES, later=st.booleans())
    def begin(self, side, later):
        """From a place of the way, so that all of it is walked often."""
        far = self.far
        team, other = getattr(self.cast, side), self.cast.other(getattr(self.cast, side))
        if far == "idea":
            idea(self.cast, team)
            self.reached.add(State.IDEA)
            return
        self.term = TERM if far == "signed" or (later and FAR.index(far) < FAR.index("signed")) else {}
        draft(self.cast, team, **self.term)
        steps = {
            "offered": lambda: self.offer(side, "coordinator"),
            "counter": lambda: self.counter(other.side, "coordinator", 0),
            "agreed": lambda: [self.agree(each.side, "coordinator", None, 0) for each in self.cast.teams],
            "signing": lambda: [self.release(each.side) for each in self.cast.teams],
            "signed": lambda: [self.sign(each.side, "signatory", 0) for each in self.cast.teams],
            "renewal": lambda: self.tenure_verb(side, "signatory", "begin_renewal"),
            "suspended": lambda: self.motion(side, "suspend", alone=False),
            "ended": lambda: self.days_pass(3000),
        }
        if far == "dropped":
            self.drop(side, "coordinator")
            return
        for name, step in steps.items():
            if FAR.index(name) <= FAR.index(far):
                step()

        self.reached.add(self.agreement.state)

    @rule(side=SIDES, seat=SEATS)
    def take_up(self, side, seat):
        self.attempt(actions.take_up, by=self.person(side, seat))

    @rule(side=SIDES, seat=SEATS)
    def offer(self, side, seat):
        edition = self.agreement.editions.last()
        self.attempt(actions.offer, saves=edition.saves if edition else 1, by=self.person(side, seat))

    @rule(side=SIDES, seat=SEATS, back=BACK)
    def counter(self, side, seat, back):
        self.wordings += 1
        words = replace(reworded(self.cast, f"Wortlaut {self.wordings}."), **self.term)
        self.attempt(actions.counter, edition=self.agreement.edition - back, wording=words, comment="So.", by=self.person(side, seat))

    @rule(side=SIDES, seat=SEATS, part=st.none() | PARTS, back=BACK)
    def agree(self, side, seat, part, back):
        edition = self.agreement.edition - back
        self.attempt(talks.agree, edition=edition, parts=part and [part], by=self.person(side, seat))

    @rule(side=SIDES, seat=SEATS, part=PARTS, back=BACK)
    def want_change(self, side, seat, part, back):
        edition = self.agreement.edition - back
        self.attempt(talks.want_change, edition=edition, part=part, text="Anders.", by=self.person(side, seat))

    @rule(side=SIDES, seat=SEATS, part=PARTS)
    def take_back(self, side, seat, part):
        self.attempt(talks.take_back, edition=self.agreement.edition, part=part, by=self.person(side, seat))

    @rule(side=SIDES, seat=SEATS, internal=st.booleans(), part=PARTS)
    def remark(self, side, seat, internal, part):
        self.attempt(talks.remark, part=part, text="Ein Wort.", internal=internal, by=self.person(side, seat))

    @rule(side=SIDES, seat=SEATS, back=BACK)
    def submit(self, side, seat, back):
        self.attempt(signing.submit, edition=self.agreement.edition - back, by=self.person(side, seat))

    @rule(side=SIDES, how=st.sampled_from(["approve", "approve", "refuse", "withdraw"]))
    def decide(self, side, how):
        """The house releases, does not, or takes its release back."""
        house = getattr(self.cast, side)
        release = Release.objects.filter(organisation=house.org).order_by("asked_at").last()
        reason = {"approve": {}, "refuse": {"reason_shown": "Zu viel."}, "withdraw": {"reason": "Noch nicht."}}[how]
        if release:
            self.attempt(lambda _agreement, by: getattr(approval, how)(release, by=by, **reason), by=house.approver)

    @rule(side=SIDES, seat=SEATS, part=PARTS)
    def reopen(self, side, seat, part):
        edition = self.agreement.edition
        self.attempt(signing.reopen, edition=edition, parts=[part], reason="Doch anders.", by=self.person(side, seat))

    @rule(side=SIDES, seat=SEATS, back=BACK)
    def sign(self, side, seat, back):
        self.attempt(signing.sign, edition=self.agreement.edition - back, by=self.person(side, seat))

    def release(self, side):
        self.submit(side, "coordinator", 0)
        self.decide(side, "approve")

    @rule(side=SIDES)
    def go_on(self, side):
        """Whatever comes next, done by somebody of this side who may."""
        notice = partial(self.tenure_verb, side, "signatory", "give_notice")
        steps = {
            State.IDEA: partial(self.take_up, side, "coordinator"),
            State.DRAFT: partial(self.offer, side, "coordinator"),
            **dict.fromkeys(NEGOTIATED, partial(self.agree, side, "coordinator", None, 0)),
            **dict.fromkeys((State.AGREED, State.RELEASE), partial(self.release, side)),
            State.SIGNING: partial(self.sign, side, "signatory", 0),
            State.SIGNED: partial(self.days_pass, 10),
            State.ACTIVE: partial(self.tenure_verb, side, "signatory", "begin_renewal"),
            State.RENEWAL: partial(self.motion, side, "suspend", alone=False) if side == "social" else notice,
            State.SUSPENDED: notice,
            State.NOTICE: partial(self.days_pass, 3000),
            State.ENDED: partial(self.motion, side, "archive", alone=False),
            State.DROPPED: partial(self.revive, side, "coordinator"),
        }
        if step := steps.get(State(self.agreement.state)):
            step()

    @rule(first=SIDES)
    def both_go_on(self, first):
        for side in (first, "housing" if first == "social" else "social"):
            self.go_on(side)

    @precondition(lambda self: self.agreement.state != State.SIGNING)
    @rule(side=SIDES, seat=st.sampled_from(["coordinator", "reader"]))
    def drop(self, side, seat):
        self.attempt(actions.drop, edition=self.agreement.edition, reason="Schade.", by=self.person(side, seat))

    @rule(side=SIDES, seat=SEATS)
    def revive(self, side, seat):
        self.attempt(actions.revive, by=self.person(side, seat))

    @rule(side=SIDES)
    def coordinator_counters(self, side):
        self.counter(side, "coordinator", 0)

    @rule(side=SIDES, seat=SEATS, verb=st.sampled_from(["begin_renewal", "give_notice"]))
    def tenure_verb(self, side, seat, verb):
        day = {"effective_on": notice_effective_on(self.agreement)} if verb == "give_notice" else {}
        self.attempt(getattr(tenure, verb), by=self.person(side, seat), **day)

    @precondition(lambda self: self.agreement.state in BOUND)
    @rule(first=SIDES, verb=st.sampled_from(sorted(Motion.Verb.values)), alone=st.booleans())
    def motion(self, first, verb, alone):
        """One side proposes it; the other agrees, or it stays proposed."""
        today = clock.today()
        words = {"until": (self.agreement.ends_on or today) + timedelta(days=400)} if verb == "renew" else {"effective_on": today}
        team = getattr(self.cast, first)
        before = self.agreement.state
        proposed = self.attempt(tenure.propose, verb=verb, by=team.signatory, reason="Umbau.", **words)
        assert self.agreement.state == before
        motion = Motion.objects.filter(verb=verb, state=Motion.State.PROPOSED).first()
        if motion and not (alone and proposed):
            agree = lambda _agreement, by: tenure.agree(motion, edition=motion.edition, by=by)  # noqa: E731
            self.attempt(agree, by=self.cast.other(team).signatory)

    @rule(days=st.sampled_from([3000, 10, 9, 0]))
    def days_pass(self, days):
        before = self.agreement.state
        day = clock.today() + timedelta(days=days)
        with clock.travel(clock.at(day)):
            start_agreements(day)
            self.moved(before)
            before = self.agreement.state
            pass_day(day)
        self.moved(before)

    @invariant()
    def all_is_well(self):
        """Asked again only when something has happened: what was refused was rolled back."""
        if self.changed:
            agreement = self.agreement
            self.only_moves_of_the_table_are_made()
            self.nothing_binds_without_both(agreement)
            self.at_most_one_edition_is_current(agreement)
            self.the_journal_is_complete_and_in_order(agreement)
            self.what_was_sent_stays_as_it_was()
            self.changed = False

    def only_moves_of_the_table_are_made(self):
        """Two moves at once are the last signature when the first day has come, and the submission that is a release, too."""
        table = {(source, move.target) for move in MOVES for source in move.sources}
        at_once = {(State.SIGNING, State.ACTIVE), (State.AGREED, State.SIGNING)}
        made = {pair for pair in self.states if pair[0] != pair[1]}
        assert made <= table | at_once, made - table - at_once
        self.states = []

    def nothing_binds_without_both(self, agreement):
        consents = list(Consent.objects.of(agreement))
        for motion in Motion.objects.exclude(state__in=[Motion.State.PROPOSED, Motion.State.LAPSED]):
            assert {voice.organisation_id for voice in motion.voices.all()} == {team.org.pk for team in self.cast.teams}
        if agreement.state in BOUND:
            assert {consent.side for consent in consents} == {"social", "housing"}
            assert set(agreement.released_ids) == {team.org.pk for team in self.cast.teams}
        if consents:
            assert {consent.digest for consent in consents} == {agreement.digest()}
        if agreement.state == State.SIGNING:
            assert set(agreement.released_ids) == {team.org.pk for team in self.cast.teams}
        if agreement.state == State.AGREED:
            assert table_of(agreement).all_agreed

    def at_most_one_edition_is_current(self, agreement):
        numbers = list(Edition.objects.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, agreement.edition + 1)) or not numbers
        if agreement.state in NEGOTIATED:
            assert not table_of(agreement).all_agreed
        assert bool(agreement.waiting) == (agreement.state in OPEN)

    def the_journal_is_complete_and_in_order(self, agreement):
        lines = list(Entry.objects.about(agreement).order_by("pk").values_list("verb", "internal_to"))
        verbs = [verb.removeprefix("agreement.") for verb, _internal in lines]
        signed = agreement.signatures.count()
        assert verbs[0] in ("idea", "drafted")
        assert verbs.count("signed") == signed
        assert verbs.count("countered") + verbs.count("revived") >= agreement.edition - 1
        assert sum(verb.startswith("remarked") for verb in verbs) == agreement.remarks.filter(internal=False).count()
        assert all(internal for verb, internal in lines if verb.startswith("agreement.noted"))
        assert verbs.count("motion_decided") == Motion.objects.filter(state__in=["done", "accepted"]).count()
        told = {"signed": "concluded", "dropped": "dropped", "agreed": "agreed", "idea": "idea", "archived": "done_archive"}
        last = [verb for verb in verbs if not verb.startswith(("remarked", "noted", "motion_"))][-1]
        assert told.get(agreement.state, last) == last
        assert ("in_force" in verbs) >= (agreement.state in VALID)

    def what_was_sent_stays_as_it_was(self):
        for edition in Edition.objects.for_reading().exclude(sent_at=None):
            assert self.sent.setdefault(edition.number, edition.content()) == edition.content()


class TestLife(HypothesisTestCase):
    def test_life__at_random_from_both_sides(self):
        quick = settings(
            max_examples=2,
            stateful_step_count=14,
            deadline=None,
            derandomize=True,
            phases=NO_SHRINKING,
            suppress_health_check=list(HealthCheck),
        )
        for Life.far in FAR:
            run_state_machine_as_test(Life, settings=quick)
        assert Life.reached == {
            "idea",
            "draft",
            "review",
            "counter",
            "agreed",
            "release",
            "signing",
            "signed",
            "active",
            "renewal",
            "notice",
            "suspended",
            "ended",
            "archived",
            "dropped",
        }
