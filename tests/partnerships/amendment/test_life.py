"""Amendments at random from both sides: several at once, dropped, overtaken, signed, waiting for their day."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import hypothesis.strategies as st
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis.extra.django import TestCase as HypothesisTestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from partnerships.agreement import actions as agreements
from partnerships.agreement.models import Agreement
from partnerships.agreement.moves import OPEN, State
from partnerships.agreement.parts import parts_of
from partnerships.agreement.wording import Wording
from partnerships.amendment import actions
from partnerships.amendment.tasks import merge_amendments
from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.consent.models import Consent
from partnerships.journal.models import Entry
from partnerships.tenure import actions as tenure
from partnerships.tenure.days import notice_effective_on
from projects.contribution.models import Contribution
from projects.ledger import book as ledger
from tests.cast import make_cast
from tests.partnerships.agreement import making
from tests.partnerships.amendment.making import read

SIDES = st.sampled_from(["social", "housing"])
WHAT = st.sampled_from(["purpose", "rooms", "money", "gone", "new"])
NUMBERS = st.integers(0, 5)
BEGIN = date(2026, 6, 1)


class Life(RuleBasedStateMachine):
    """Whatever is done to amendments: the agreement has one valid text, both have signed it, and the ledger promises what it says."""

    seen: Counter = Counter()

    def __init__(self):
        super().__init__()
        self.point = transaction.atomic()
        self.point.__enter__()
        self.now = clock.travel(clock.at(BEGIN, 12))
        self.now.__enter__()
        self.day, self.words, self.sent = BEGIN, 0, {}
        self.cast = make_cast()
        self.agreement = read(making.active(self.cast))

    def teardown(self):
        self.now.__exit__(None, None, None)
        transaction.set_rollback(True)
        self.point.__exit__(None, None, None)

    def attempt(self, action, *args, **arguments) -> bool:
        try:
            with transaction.atomic():
                action(*args, **arguments)
        except Refused as refused:
            self.seen[str(refused.reason)[:30]] += 1
            return False
        return True

    def chosen(self, number: int) -> Agreement | None:
        rows = list(Agreement.objects.filter(amends=self.agreement, state__in=OPEN).order_by("pk"))
        return rows[number % len(rows)] if rows else None

    @initialize(side=SIDES)
    def two_are_begun(self, side):
        self.begin(side, "purpose", 1, 0)
        self.begin(side, "rooms", 1, 0)

    @rule(side=SIDES, what=WHAT, factor=st.integers(1, 3), wait=st.sampled_from([0, 0, 40]))
    def begin(self, side, what, factor, wait):
        """Another text, another amount, a promise less or more; valid at once or later."""
        by = getattr(self.cast, side).coordinator
        starts_on = self.day + timedelta(days=wait) if wait else None
        before = set(Agreement.objects.values_list("pk", flat=True))
        if not self.attempt(actions.amend, read(self.agreement), by=by, starts_on=starts_on):
            return
        amendment = Agreement.objects.exclude(pk__in=before).get()
        words = Wording.of(amendment.current())
        self.words += 1
        if what in ("purpose", "rooms"):
            clauses = tuple(replace(each, body=f"Wortlaut {self.words}.") if each.key == what else each for each in words.clauses)
            words = replace(words, clauses=clauses)
        else:
            words = replace(words, promises=self.promises(what, factor, words.promises))
        self.attempt(agreements.edit, amendment, saves=1, wording=words, by=by)

    def promises(self, what, factor, promises):
        if what == "gone":
            return promises[1:]
        if what == "new" and promises:
            return (*promises, replace(promises[-1], key="", title=f"Neu {self.words}"))
        return tuple(replace(each, amount=each.amount * factor) if each.kind == "money" else each for each in promises)

    @rule(number=NUMBERS, far=st.sampled_from(["offered", "signed", "signed"]))
    def go_on(self, number, far):
        """As far as both can bring it."""
        if not (amendment := self.chosen(number)):
            return
        if amendment.state == State.DRAFT:
            by = making.member(amendment.owner, "coordinator")
            if not self.attempt(agreements.offer, amendment, saves=amendment.current().saves, by=by):
                return
        if far == "signed":
            self.attempt(making.conclude, read(amendment), self.cast)

    @rule(number=NUMBERS, side=SIDES)
    def catch_up(self, number, side):
        rows = Agreement.objects.filter(amends=self.agreement, state__in=OPEN, amends_edition__lt=read(self.agreement).edition)
        if amendment := rows.order_by("pk").first() or self.chosen(number):
            by = getattr(self.cast, side).coordinator
            self.seen["caught up"] += self.attempt(actions.catch_up, amendment, edition=amendment.edition, by=by)

    @rule(number=NUMBERS, side=SIDES)
    def drop(self, number, side):
        if amendment := self.chosen(number):
            self.attempt(agreements.drop, amendment, edition=amendment.edition, reason="Nein.", by=getattr(self.cast, side).coordinator)

    @rule(side=SIDES)
    def notice(self, side):
        agreement = read(self.agreement)
        by = getattr(self.cast, side).signatory
        self.attempt(lambda: tenure.give_notice(agreement, effective_on=notice_effective_on(agreement), by=by))

    @rule(days=st.sampled_from([1, 50]))
    def days_pass(self, days):
        self.day += timedelta(days=days)
        self.now.__exit__(None, None, None)
        self.now = clock.travel(clock.at(self.day, 12))
        self.now.__enter__()
        merge_amendments(self.day)

    @invariant()
    def the_valid_text_is_what_both_have_signed(self):
        agreement = read(self.agreement)
        merged = list(Agreement.objects.filter(amends=agreement, state=State.MERGED).order_by("amends_edition"))
        self.seen["merged"] += len(merged)
        assert agreement.edition == 1 + len(merged)
        assert [each.amends_edition for each in merged] == list(range(1, agreement.edition))
        assert [each.amends_number for each in merged] == list(range(1, agreement.edition))
        assert {consent.side for consent in Consent.objects.of(agreement)} == {"social", "housing"}
        assert {consent.digest for consent in Consent.objects.of(agreement)} == {agreement.digest()}
        if merged:
            mine, its = ({part.key: part.digest for part in parts_of(each.current())} for each in (agreement, merged[-1]))
            assert {key: digest for key, digest in mine.items() if key != ":term"} == {
                key: digest for key, digest in its.items() if key != ":term"
            }
        assert Entry.objects.about(agreement).filter(verb="agreement.amended").count() == len(merged)

    @invariant()
    def the_ledger_promises_what_the_text_says(self):
        agreement = read(self.agreement)
        rows = Contribution.objects.filter(agreement=agreement)
        text = {promise.pk: promise.total for promise in agreement.current().promises.all()}
        assert {each.promise_id: each.granted for each in rows if each.promise_id in text} == text
        rest = sum((each.granted for each in rows if each.promise_id not in text), Decimal(0))
        promised = ledger.sum_of(ledger.totals(Contribution.objects.filter(partnership=self.cast.partnership))).promised
        assert promised == sum(text.values(), Decimal(0)) + rest
        assert not Contribution.objects.filter(agreement__amends__isnull=False).exists()

    @invariant()
    def what_was_signed_stays_as_it_was(self):
        for edition in read(self.agreement).editions.for_reading():
            assert self.sent.setdefault(edition.number, edition.content()) == edition.content()


class TestLife(HypothesisTestCase):
    def test_life__several_amendments_at_random(self):
        quick = settings(
            max_examples=12,
            stateful_step_count=9,
            deadline=None,
            derandomize=True,
            phases=(Phase.explicit, Phase.generate),
            suppress_health_check=list(HealthCheck),
        )
        run_state_machine_as_test(Life, settings=quick)
        assert Life.seen["merged"] > 5
        assert Life.seen["caught up"], Life.seen
