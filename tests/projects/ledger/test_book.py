"""The ledger adds up: for any history, any span, any direction, to the cent."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Sum
from django.urls import reverse
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from neighbourhoods.quarter.models import Quarter
from partnerships.base import clock
from partnerships.base.verdict import Refused
from projects.contribution import actions, deliveries
from projects.contribution.models import Contribution, Delivery
from projects.funding import actions as funding
from projects.ledger import actions as corrections
from projects.ledger import book as ledger
from projects.ledger import rows as behind
from projects.ledger.models import Rebooking
from projects.ledger.threesixty import grant, grants_of
from projects.project.models import Project
from projects.proof import actions as proofs
from tests.cast import make_cast
from tests.projects.contribution import making
from tests.projects.contribution.test_spread import promised
from tests.projects.funding import making as calls
from tests.projects.ledger.test_exports import check_tables
from tests.projects.proof import making as proof_making

DAYS = st.dates(min_value=date(2023, 1, 1), max_value=date(2028, 12, 31))


def test_totals__by_direction_and_kind(cast):
    making.delivered(cast, amount=Decimal("400.00"))
    deliveries.confirm(Delivery.objects.get(), edition=1, by=cast.social.finance)
    making.granted(cast, cast.housing, making.hours())
    making.asked(cast, terms=making.money(amount=Decimal(99999)))
    assert ledger.totals(Contribution.objects.all()) == [
        ledger.Total("housing", "social", "money", Decimal(0), Decimal("1200.00"), Decimal("400.00"), Decimal("400.00")),
        ledger.Total("social", "housing", "time", Decimal(0), Decimal("2496.00"), Decimal("0.00"), Decimal("0.00")),
    ]


def test_by_year__a_promise_of_four_years__the_same_each_full_year(cast):
    making.granted(cast, terms=making.money(starts_on=date(2024, 1, 1), ends_on=date(2027, 12, 31), amount=Decimal(120000)))
    by_year = ledger.by_year(Contribution.objects.all())
    assert {year: ledger.sum_of(lines).granted for year, lines in by_year.items()} == dict.fromkeys(
        (2027, 2026, 2025, 2024), Decimal("30000.00")
    )


def test_by_year__a_part_month_counts_by_its_days(cast):
    making.granted(cast, terms=making.money(starts_on=date(2025, 12, 16), ends_on=date(2026, 1, 31), amount=Decimal("1516.13")))
    by_year = ledger.by_year(Contribution.objects.all())
    assert ledger.sum_of(by_year[2025]).granted == Decimal("516.13")  # 16 of 31 days, and one whole month


def key_of(line) -> tuple:
    return line.kind, line.giver_side, line.receiver_side


def sums_behind(everything, stage: str, year: int | None) -> dict:
    """All rows of a stage and a year, added up by kind and direction; what comes to nothing is left out."""
    found: dict = {}
    number = behind.Number(stage, year)
    for row in behind.rows_of(everything, number):
        key, amount = (key_of(row.contribution), row.amount) if number.of_deliveries else (key_of(row), row.part)
        found[key] = found.get(key, 0) + amount
    return {key: amount for key, amount in found.items() if amount}


def check_that_it_adds_up(cuts: list[date]) -> None:
    """Totals, rows and years agree with the plain sums of the rows in the database."""
    everything = Contribution.objects.all()
    plain = ledger.Total(
        "",
        "",
        "",
        granted=sum((c.granted for c in everything.filter(state__in=Contribution.PROMISED)), Decimal(0)),
        delivered=sum((d.amount for d in Delivery.objects.all()), Decimal(0)),
        confirmed=sum((d.amount for d in Delivery.objects.exclude(confirmed_at=None)), Decimal(0)),
    )
    assert ledger.sum_of(ledger.totals(everything)) == plain
    assert ledger.sum_of(line for lines in ledger.by_year(everything).values() for line in lines) == plain
    for contribution in everything:
        assert contribution.delivered == sum((d.amount for d in contribution.deliveries.all()), Decimal(0))
        assert contribution.confirmed == sum((d.amount for d in contribution.deliveries.exclude(confirmed_at=None)), Decimal(0))
    # every number of every year opens to rows whose sum it is
    years = {None: ledger.totals(everything), **ledger.by_year(everything)}
    for year, lines in years.items():
        for stage in ledger.STAGES:
            assert sums_behind(everything, stage, year) == {key_of(line): figure for line in lines if (figure := getattr(line, stage))}
    for line in years[None]:  # and so does each by its own address
        for stage in ledger.STAGES:
            number = behind.Number(stage, None, line.kind, line.giver_side, line.receiver_side)
            assert behind.sum_of(behind.rows_of(everything, number), number)["total"] == getattr(line, stage)
    # and so do the files
    for year in (None, 2026):
        check_tables(everything, year)
    money = Contribution.objects.filter(kind="money", state__in=Contribution.PROMISED)
    grants = [grant(each) for each in grants_of(everything, None)]
    for name, total in (("amountAwarded", Sum("granted")), ("amountDisbursed", Sum("confirmed"))):
        assert sum(Decimal(str(each[name])) for each in grants) == (money.aggregate(total=total)["total"] or 0)
    # any cutting of time into spans adds up again, and so do the rows of each span
    edges = [None, *sorted(set(cuts)), None]
    spans = [(edges[i], edges[i + 1] and edges[i + 1] - timedelta(days=1)) for i in range(len(edges) - 1)]
    assert ledger.sum_of(line for span in spans for line in ledger.totals(everything, *span)) == plain
    for span in spans:
        rows = list(ledger.rows(everything, *span))
        total = ledger.sum_of(ledger.totals(everything, *span))
        assert total.granted == sum((row.promised_in for row in rows), Decimal(0))
        assert total.delivered == sum((row.delivered_in for row in rows), Decimal(0))
        assert total.confirmed == sum((row.confirmed_in for row in rows), Decimal(0))
        assert all(0 <= row.promised_in <= row.granted for row in rows)
        assert all(row.promised_in == row.granted for row in rows if lies_within(row, *span))


# asked, granted, delivered and confirmed more often than not, so that most histories come to something
OFTEN = [
    "ask",
    "grant",
    "grant",
    "deliver",
    "deliver",
    "deliver",
    *4 * ["confirm"],
    "amend",
    "amend",
    "cancel",
    "give_back",
    *4 * ["agree"],
    "refuse",
]


def lies_within(row, start, end) -> bool:
    return (start is None or start <= row.starts_on) and (end is None or row.ends_on <= end)


STEPS = st.lists(
    st.tuples(
        st.sampled_from([*OFTEN, "part", "accept", "withdraw", "decline", "correct", "correct", "take_back", "take_back"]),
        st.integers(0, 5),
        st.decimals(min_value="0.01", max_value="99999.99", places=2),
        DAYS,
        DAYS,
        st.booleans(),
    ),
    min_size=4,
    max_size=30,
)
BEGIN = st.lists(
    st.tuples(st.integers(0, 5), st.decimals(min_value="0.01", max_value="99999.99", places=2), DAYS, DAYS, st.booleans()),
    min_size=1,
    max_size=3,
)


class LedgerAddsUp(TestCase):
    """Random histories of both sides, refused moves included."""

    def setUp(self):
        self.cast = make_cast()

    @settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    @given(begin=BEGIN, steps=STEPS, cuts=st.lists(DAYS, max_size=4))
    def test_any_history(self, begin, steps, cuts):
        connection.check_constraints()
        with clock.travel(clock.at(date(2028, 12, 31))):
            granted = [
                (verb, number, *first[1:])
                for number, first in enumerate(begin)
                for verb in (("grant",) if first[0] % 2 else ("part", "accept"))
            ]
            for step in [*[("ask", *first) for first in begin], *granted, *steps]:
                try:
                    self.take(*step)
                except Refused:
                    continue
            check_that_it_adds_up(cuts)
        event(f"something corrected: {Delivery.objects.exclude(nature='came').exists()}")
        event(f"something confirmed: {Delivery.objects.exclude(confirmed_at=None).exists()}")

    def take(self, verb, index, amount, one, other, mirrored):
        receiver = self.cast.teams[mirrored]
        start, end = sorted([one, other])
        if verb == "ask":
            terms = making.money(amount=amount, starts_on=start, ends_on=end)
            if index % 2:
                terms = making.hours(quantity=amount, rate=Decimal("7.77"), starts_on=start, ends_on=end)
            making.asked(self.cast, receiver, terms)
            return
        if verb in ("correct", "take_back", "confirm", "amend", "cancel"):
            self.take_delivery(verb, index, amount, one, mirrored)
            return
        if verb in ("agree", "refuse"):
            self.take_correction(verb, index)
            return
        self.take_contribution(verb, index, amount, one, mirrored)

    def take_correction(self, verb, index):
        correction = self.pick(Rebooking.objects.filter(state="open").select_related("contribution").order_by("pk"), index)
        by = self.teams_of(correction.contribution)[correction.organisation_id == correction.contribution.giver_id].finance
        (corrections.agree if verb == "agree" else corrections.decline)(correction, by=by)

    def take_contribution(self, verb, index, amount, one, mirrored):
        contribution = self.pick(Contribution.objects.select_related("giver", "receiver").order_by("pk"), index)
        giver, receiver = self.teams_of(contribution)
        edition = contribution.edition
        if verb == "grant":
            actions.grant(contribution, edition=edition, by=giver.approver)
        elif verb == "part":
            half = {"amount": contribution.asked / 2, "quantity": contribution.quantity and contribution.quantity / 2}
            actions.grant_part(contribution, edition=edition, by=giver.approver, **half)
        elif verb == "accept":
            actions.accept_part(contribution, edition=edition, by=receiver.staff)
        elif verb == "withdraw":
            actions.withdraw(contribution, edition=edition, by=receiver.staff)
        elif verb == "decline":
            actions.decline(contribution, edition=edition, reason="budget", text="Nein", next_date=making.LATER, by=giver.approver)
        elif verb == "give_back":
            corrections.give_back(
                contribution, on=one, amount=min(amount, contribution.confirmed), reason="Rest", by=(giver, receiver)[mirrored].staff
            )
        else:
            within = min(max(one, contribution.starts_on), contribution.ends_on) if index % 3 else one
            deliveries.deliver(contribution, on=within, amount=amount, quantity=amount, meant=making.Everything(), by=giver.finance)

    def take_delivery(self, verb, index, amount, on, mirrored):
        delivery = self.pick(Delivery.objects.select_related("contribution").order_by("pk"), index)
        giver, receiver = self.teams_of(delivery.contribution)
        if verb == "amend":
            corrections.amend(delivery, on=on, amount=amount, quantity=amount, reason="Vertippt", by=(giver, receiver)[mirrored].staff)
        elif verb == "cancel":
            corrections.cancel(delivery, reason="Doppelt", by=(giver, receiver)[mirrored].staff)
        elif verb == "confirm":
            deliveries.confirm(delivery, edition=delivery.edition, meant=making.Everything(), by=receiver.finance)
        elif verb == "correct":
            deliveries.correct(
                delivery, edition=delivery.edition, on=on, amount=amount, quantity=amount, meant=making.Everything(), by=giver.finance
            )
        else:
            deliveries.take_back(delivery, edition=delivery.edition, by=giver.finance)

    def pick(self, rows, index):
        rows = list(rows)
        if not rows:
            raise Refused("nothing there yet")
        return rows[index % len(rows)]

    def teams_of(self, contribution):
        giver = next(team for team in self.cast.teams if team.org.pk == contribution.giver_id)
        return giver, self.cast.other(giver)


@pytest.mark.parametrize("count", [1, 3])
def test_page__costs_the_same(client, cast, count, settings, django_assert_num_queries):
    settings.USERSESSIONS_TRACK_ACTIVITY = False
    for number in range(count):
        making.delivered(cast, contribution=making.granted(cast, terms=making.money(ends_on=date(2026 + number, 12, 31))))
    client.force_login(cast.social.reader)
    client.get("/contributions/")
    with django_assert_num_queries(6):  # session, user, standing, partnership, what came and when, what was promised
        client.get(reverse("ledger", args=[cast.partnership.pk]))
    with django_assert_num_queries(5):
        client.get(reverse("ledger_all"))
    for stage in ("granted", "delivered"):
        with django_assert_num_queries(6):
            client.get(reverse("ledger_rows"), {"stage": stage, "partnership": cast.partnership.pk})


def test_page__every_figure_leads_to_its_rows(client, cast):
    making.delivered(cast, contribution=making.granted(cast, terms=making.money(starts_on=date(2025, 1, 1))))
    deliveries.confirm(Delivery.objects.get(), edition=1, by=cast.social.finance)
    making.granted(cast, cast.housing, making.hours())
    client.force_login(cast.housing.reader)
    opened = 0
    for query in ({}, {"year": 2025}, {"year": 2026}):
        page = client.get(reverse("ledger", args=[cast.partnership.pk]), query)
        lines = [row["cells"] for direction in page.context["directions"] for row in direction["lines"]]
        lines += [direction["cells"] for direction in page.context["directions"]] + [row["cells"] for row in page.context["by_year"]]
        for cell in [cell for cells in lines for cell in cells if cell["url"]]:
            assert client.get(cell["url"]).context["sums"]["total"] == cell["value"]
            opened += 1
    assert opened > 30


def test_page__of_the_money__called_and_proven__lead_to_their_rows(client, cast):
    proof = proof_making.checking(cast)
    with clock.travel(clock.at(proof_making.LATER, 14)):
        proofs.accept(proof, edition=proof.edition, marks=proof_making.YES, by=cast.housing.finance)
    with clock.travel(clock.at(date(2026, 6, 1))):
        calls.called(cast)
        again = calls.called(cast)
        funding.withdraw(again, edition=again.edition, by=cast.social.staff)
    making.granted(cast, terms=making.money(ends_on=date(2027, 12, 31)))
    everything = {"called": 1200, "proven": 30000}
    client.force_login(cast.housing.reader)
    for scope in (reverse("ledger", args=[cast.partnership.pk]), reverse("ledger_all")):
        for query, wanted in (({}, everything), ({"year": 2026}, everything), ({"year": 2027}, {})):
            directions = client.get(scope, query).context["directions"]
            assert [direction["money"] for direction in directions[1:]] == [[]]
            found = {re.search(r"stage=(\w+)", cell["url"])[1]: cell for cell in directions[0]["money"]}
            assert {stage: cell["value"] for stage, cell in found.items()} == wanted
            for cell in found.values():
                assert client.get(cell["url"]).context["sums"]["total"] == cell["value"]


def test_page__marks_what_differs_from_the_agreement(client, cast):
    """300 € a month from January on: 1,800 € by June, of which 1,500 € came. Nobody is late with what was only granted on request."""
    contribution = promised(cast, "month", 300, *making.YEAR)
    deliveries.deliver(contribution, on=date(2026, 5, 1), amount=Decimal(1500), by=cast.housing.finance)
    making.granted(cast, cast.housing)
    client.force_login(cast.social.reader)
    page = client.get(reverse("ledger", args=[cast.partnership.pk]), {"year": 2026})
    assert [[row["mark"] for row in direction["lines"]] for direction in page.context["directions"]] == [
        ["Bis heute kamen 300,00\u00a0€ weniger, als die Vereinbarung zusagt"],
        [""],
    ]


def test_scopes__each_has_its_page_and_the_same_sums(client, cast):
    quarter = Quarter.objects.create(name="Lindenhof", city="Auenstedt", brought_in_by=cast.social.org)
    project = Project.objects.create(
        partnership=cast.partnership, title="Treff", field_of_action="garden", created_by=cast.social.staff, organisation=cast.social.org
    )
    project.quarters.add(quarter)
    making.granted(cast, terms=making.money(project=project, amount=Decimal(700)))
    making.granted(cast, terms=making.money(amount=Decimal(90)))
    client.force_login(cast.social.reader)
    expected = {
        "project": (project, 700),
        "quarter": (quarter, 700),
        "organisation": (cast.housing.org, 790),
        "partnership": (cast.partnership, 790),
    }
    for key, (thing, amount) in expected.items():
        page = client.get(reverse("ledger" if key == "partnership" else f"{key}_ledger", args=[thing.pk]))
        given = page.context["directions"][0]["cells"][1]
        assert given["value"] == amount
        assert client.get(given["url"]).context["sums"]["total"] == amount


@pytest.mark.parametrize("year", ["", "2026", "1999", "abc", "99999999999", "²"])
def test_page__any_year(client, cast, year):
    making.granted(cast)
    client.force_login(cast.social.reader)
    assert client.get(reverse("ledger", args=[cast.partnership.pk]), {"year": year}).status_code == 200


def test_page__outsider_and_observer__404_and_nothing(client, cast):
    making.granted(cast)
    for person in (cast.outsider.coordinator, cast.observer.reader):
        client.force_login(person)
        assert client.get(reverse("ledger", args=[cast.partnership.pk])).status_code == 404
        assert client.get(reverse("ledger_rows"), {"partnership": cast.partnership.pk}).status_code == 404
        page = client.get(reverse("ledger_all"))
        assert [direction["sum"].granted for direction in page.context["directions"]] == [0, 0]
        assert client.get(reverse("ledger_rows")).context["sums"] == {"count": 0, "total": 0}
