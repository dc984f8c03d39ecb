"""An amount over several years: whole months of what is promised per month go to their year, and the years add up to the cent."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from partnerships.agreement.edition import Promise, periods
from projects.contribution import spread
from projects.contribution.models import Contribution
from projects.ledger import book as ledger
from tests.cast import make_cast
from tests.projects.contribution import making
from tests.projects.contribution.test_promises import make_agreement


def promised(cast, per: str, amount, start: date, end: date) -> Contribution:
    """A promise of an agreement, in the ledger."""
    agreement = make_agreement(cast, {"per": per, "amount": Decimal(amount), "starts_on": start, "ends_on": end})
    promise = Promise.objects.get(edition__agreement=agreement)
    return Contribution.objects.create(
        partnership=cast.partnership, agreement=agreement, promise=promise, giver=promise.giver, receiver=promise.receiver,
        giver_side="housing", receiver_side="social", kind=promise.kind, money_type=promise.money_type, title=promise.title,
        starts_on=start, ends_on=end, asked=promise.total, offered=promise.total, granted=promise.total, state="granted",
    )  # fmt: skip


def years_of(contributions) -> dict[int, Decimal]:
    return {year: ledger.sum_of(lines).granted for year, lines in sorted(ledger.by_year(contributions).items())}


@pytest.mark.parametrize(
    ("per", "amount", "start", "end", "years"),
    [
        ("month", 300, date(2026, 2, 15), date(2027, 12, 31), {2026: 3300, 2027: 3600}),
        ("month", 300, date(2026, 1, 1), date(2027, 12, 31), {2026: 3600, 2027: 3600}),
        ("month", 300, date(2026, 12, 20), date(2027, 1, 5), {2026: 300, 2027: 0}),
        ("month", 100, date(2026, 12, 31), date(2027, 2, 28), {2026: 100, 2027: 100}),
        ("month", "33.33", date(2024, 7, 1), date(2027, 6, 30), {2024: "199.98", 2025: "399.96", 2026: "399.96", 2027: "199.98"}),
        ("year", 12000, date(2026, 7, 1), date(2028, 6, 30), {2026: 6000, 2027: 12000, 2028: 6000}),
        ("year", 10000, date(2026, 7, 15), date(2027, 12, 31), {2026: 5000, 2027: 15000}),
        ("year", 30000, date(2024, 1, 1), date(2027, 12, 31), dict.fromkeys((2024, 2025, 2026, 2027), 30000)),
        ("once", 6900, date(2026, 2, 15), date(2027, 12, 31), {2026: 3220, 2027: 3680}),
    ],
)
def test_years_of_a_promise(cast, per, amount, start, end, years):
    contribution = promised(cast, per, amount, start, end)
    assert years_of(Contribution.objects.all()) == {year: Decimal(value) for year, value in years.items()}
    assert sum(years_of(Contribution.objects.all()).values()) == contribution.granted


class MonthsGoToTheirYear(TestCase):
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        per=st.sampled_from(["month", "year", "once"]),
        amount=st.decimals(min_value="0.01", max_value="99999.99", places=2),
        start=st.dates(min_value=date(2023, 1, 1), max_value=date(2026, 12, 31)),
        days=st.integers(0, 1500),
        cut=st.dates(min_value=date(2023, 1, 1), max_value=date(2031, 12, 31)),
    )
    def test_any_promise__adds_up__and_months_stay_whole(self, per, amount, start, days, cut):
        contribution = promised(make_cast(), per, amount, start, start + timedelta(days=days))
        everything = Contribution.objects.all()
        years = years_of(everything)
        assert sum(years.values()) == contribution.granted
        row = everything.annotate(before=spread.between(None, cut - timedelta(days=1)), after=spread.between(cut, None)).get()
        assert row.before + row.after == contribution.granted
        assert 0 <= row.before <= contribution.granted
        if per == "month":
            last, until = contribution.ends_on, min(contribution.ends_on, date(start.year, 12, 31))
            assert years[start.year] == amount * periods("month", start, until)
            if last.year - start.year >= 2:
                assert years[start.year + 1] == amount * 12


def test_list__filtered_by_year__every_amount_is_of_that_year(client, cast):
    """Two years asked and granted: the row, its sum and the order by amount speak of the same year."""
    making.granted(cast, terms=making.money(amount=Decimal(2400), starts_on=date(2026, 1, 1), ends_on=date(2027, 12, 31), title="Lang"))
    making.asked(cast, terms=making.money(amount=Decimal(1300), title="Kurz"))
    client.force_login(cast.social.staff)
    page = client.get("/contributions/?year=2026&sort=-asked")
    assert [row.title for row in page.context["page"]] == ["Kurz", "Lang"]
    assert [(row.asked_in, row.promised_in) for row in page.context["page"]] == [
        (Decimal(1300), Decimal(0)),
        (Decimal(1200), Decimal(1200)),
    ]
    assert page.context["sums"] == {"count": 2, "asked": 2500, "promised": 1200, "delivered": 0, "confirmed": 0}
    assert "Alle Beträge sind der Anteil von 2026" in page.content.decode()
    everything = client.get("/contributions/?sort=-asked")
    assert [row.title for row in everything.context["page"]] == ["Lang", "Kurz"]
    assert everything.context["sums"]["asked"] == 3700


def test_decide__what_was_given_before__is_told_of_the_requests_own_years(client, cast):
    """Today is in 2026, the request is for 2027: 2027 counts. Open requests count whatever their years are."""
    soon = {"starts_on": date(2027, 1, 1), "ends_on": date(2027, 12, 31)}
    making.granted(cast, terms=making.money(amount=Decimal(700), title="Für 2026"))
    making.granted(cast, terms=making.money(amount=Decimal(500), title="Für 2027", **soon))
    making.granted(cast, cast.housing, terms=making.money(amount=Decimal(90), title="Zurück", **soon))
    making.asked(cast, terms=making.money(title="Offen für 2026"))
    request = making.asked(cast, terms=making.money(title="Neu", **soon))
    client.force_login(cast.housing.approver)
    page = client.get(f"/contributions/{request.pk}/decide/")
    assert page.context["earlier"] == {
        "to_them": Decimal(500), "from_them": Decimal(90), "granted": 1, "declined": 0, "waiting": 1,
        "delivered": Decimal(0), "confirmed": Decimal(0), "years": "2027",
    }  # fmt: skip
    html = page.content.decode()
    assert "Zwischen Ihnen beiden: 2027" in html
