"""The life of an agreement, driven at random from both sides."""

import hypothesis.strategies as st
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, settings
from hypothesis.extra.django import TestCase as HypothesisTestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from partnerships.agreement import actions
from partnerships.agreement.edition import Clause, Edition
from partnerships.agreement.models import Agreement
from partnerships.base.verdict import Refused
from partnerships.consent.models import Consent
from partnerships.journal.models import Entry
from tests.cast import make_cast
from tests.partnerships.agreement.making import draft, reworded

SIDES = st.sampled_from(["social", "housing"])
SEATS = st.sampled_from(["signatory", "coordinator", "signatory", "staff", "reader"])
BACK = st.sampled_from([0, 0, 0, 1])  # now and then somebody answers the edition before
LAST = {"active": "agreement.in_force", "dropped": "agreement.dropped"}


class Life(RuleBasedStateMachine):
    """Anybody of either side tries any verb at any time, with a fresh or a stale edition. `done` is what was not refused."""

    reached: set[str] = set()

    def __init__(self):
        super().__init__()
        self.point = transaction.atomic()
        self.point.__enter__()
        self.cast = make_cast()
        self.agreement = draft(self.cast)
        self.done, self.wordings, self.sent = ["agreement.drafted"], 0, {}

    def teardown(self):
        transaction.set_rollback(True)
        self.point.__exit__(None, None, None)

    def person(self, side, seat):
        return getattr(getattr(self.cast, side), seat)

    def attempt(self, verb, action, **arguments) -> None:
        try:
            action(self.agreement, **arguments)
        except Refused:
            return
        self.done.append(verb)

    @rule(side=SIDES, seat=SEATS)
    def offer(self, side, seat):
        self.attempt("agreement.offered", actions.offer, saves=1, by=self.person(side, seat))

    @rule(side=SIDES, seat=SEATS, back=BACK)
    def counter(self, side, seat, back):
        self.wordings += 1
        words = reworded(self.cast, f"Wortlaut {self.wordings}.")
        edition = Agreement.objects.get().edition - back
        self.attempt("agreement.countered", actions.counter, edition=edition, wording=words, comment="So.", by=self.person(side, seat))

    @initialize(side=SIDES, begins=st.booleans())
    def may_begin_offered(self, side, begins):
        if begins:
            self.offer(side, "coordinator")

    @rule(side=SIDES)
    def signatory_signs(self, side):
        self.sign(side, "signatory", 0)

    @rule(first=SIDES)
    def both_sign(self, first):
        for side in (first, "housing" if first == "social" else "social"):
            self.sign(side, "signatory", 0)

    @rule(side=SIDES, seat=SEATS, back=BACK)
    def sign(self, side, seat, back):
        before = len(self.done)
        edition = Agreement.objects.get().edition - back
        self.attempt("agreement.signed", actions.sign, edition=edition, by=self.person(side, seat))
        if len(self.done) > before and Agreement.objects.get().state == "active":
            self.done.append("agreement.in_force")

    @precondition(lambda self: len(self.done) > 2)
    @rule(side=SIDES)
    def coordinator_gives_up(self, side):
        self.drop(side, "coordinator")

    @precondition(lambda self: len(self.done) > 1)
    @rule(side=SIDES, seat=SEATS)
    def drop(self, side, seat):
        edition = Agreement.objects.get().edition
        self.attempt("agreement.dropped", actions.drop, edition=edition, reason="Schade.", by=self.person(side, seat))

    @invariant()
    def nothing_binds_without_both(self):
        agreement = Agreement.objects.get()
        sides = {consent.side for consent in Consent.objects.of(agreement)}
        assert (agreement.state == "active") <= (sides == {"social", "housing"})
        assert {consent.digest for consent in Consent.objects.of(agreement)} <= {agreement.digest()}

    @invariant()
    def at_most_one_edition_is_current(self):
        agreement = Agreement.objects.get()
        numbers = list(Edition.objects.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, agreement.edition + 1))
        assert (agreement.state == "offered") == bool(agreement.turn)

    @invariant()
    def the_journal_tells_all_in_order(self):
        lines = Entry.objects.filter(verb__startswith="agreement.").order_by("pk")
        assert list(lines.values_list("verb", flat=True)) == self.done
        state = Agreement.objects.get().state
        self.reached.add(state)
        assert self.done[-1] == LAST.get(state, self.done[-1])

    @invariant()
    def what_was_sent_stays_as_it_was(self):
        for edition in Edition.objects.for_reading().exclude(sent_at=None):
            assert self.sent.setdefault(edition.number, edition.content()) == edition.content()
            try:
                with transaction.atomic():
                    Clause.objects.filter(edition=edition).update(body="heimlich geändert")
            except DatabaseError:
                continue
            raise AssertionError("a clause of a sent edition was changed")


class TestLife(HypothesisTestCase):
    def test_life__at_random_from_both_sides(self):
        quick = settings(max_examples=40, stateful_step_count=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
        run_state_machine_as_test(Life, settings=quick)
        assert Life.reached == {"draft", "offered", "active", "dropped"}
