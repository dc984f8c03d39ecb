"""Which rule applies: for every case exactly one, and never a lower one for more."""

from decimal import Decimal
from itertools import pairwise
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from partnerships.approval.ladder import Case, Limits, rung_for
from partnerships.approval.rules import fits_the_ladder


def a_rule(amount=None, total=None, months=None, kind="", name=""):
    as_number = [None if each is None else Decimal(each) for each in (amount, total, months)]
    return SimpleNamespace(limits=Limits(*as_number), kind=kind, name=name)


MATRIX = [
    a_rule(500, months=12, name="alone"),
    a_rule(5000, months=12, name="two"),
    a_rule(25000, months=12, name="prokura"),
    a_rule(100000, months=36, name="managers"),
    a_rule(name="board"),
]


def applies(rules, amount, months=12, kinds=()) -> str:
    return rung_for(rules, Case(Decimal(amount), None, Decimal(months), kinds)).rule.name


def test_amounts__up_to_and_including():
    found = [applies(MATRIX, amount) for amount in ("500", "500.01", "5000", "5000.01", "25000", "25000.01", "100000", "100000.01")]
    assert found == ["alone", "two", "two", "prokura", "prokura", "managers", "managers", "board"]


def test_term__a_longer_one_leads_higher_whatever_the_amount():
    assert [applies(MATRIX, 400, months) for months in (12, 13, 36, 37)] == ["alone", "managers", "managers", "board"]


def test_why__is_the_limit_of_the_rule_below_that_is_exceeded():
    rung = rung_for(MATRIX, Case(Decimal(30000), None, Decimal(12)))
    assert (rung.rule.name, rung.over.name, rung.exceeded) == ("managers", "prokura", "amount")
    rung = rung_for(MATRIX, Case(Decimal(400), None, Decimal(24)))
    assert (rung.rule.name, rung.exceeded) == ("managers", "months")
    assert rung_for(MATRIX, Case(Decimal(400), None, Decimal(2))).exceeded == ""


def test_nothing_above__the_highest_rule_decides_and_never_the_default():
    rung = rung_for(MATRIX[:3], Case(Decimal(900000), None, Decimal(12)))
    assert (rung.rule.name, rung.over.name, rung.exceeded) == ("prokura", "prokura", "amount")


def test_no_rule__none():
    assert rung_for([], Case(Decimal(1))) is None


def test_kind__the_finest_that_has_rules_of_its_own():
    rules = [*MATRIX, a_rule(name="rooms", kind="rooms"), a_rule(name="gift", kind="spende")]
    assert applies(rules, 400, kinds=("money", "zuschuss")) == "alone"
    assert applies(rules, 400, kinds=("money", "spende")) == "gift"
    assert applies(rules, 400, kinds=("rooms",)) == "rooms"


def test_overlap__refused_with_the_rule_it_crosses(db):
    verdict = fits_the_ladder(a_rule(10000, months=6).limits, [a_rule(5000, months=12)])
    assert not verdict
    assert "bis 5.000,00\u00a0€ im Jahr, bis 12 Monate" in verdict.reason
    assert not fits_the_ladder(a_rule(5000).limits, [a_rule(5000)])
    assert fits_the_ladder(a_rule(10000, months=12).limits, [a_rule(5000, months=12)])


limit = st.one_of(st.none(), st.decimals(1, 1000, places=2))
limits = st.builds(a_rule, limit, limit, st.one_of(st.none(), st.integers(1, 60)))
cases = st.builds(Case, st.decimals(0, 1200, places=2), st.decimals(0, 1200, places=2), st.integers(0, 72).map(Decimal))


def kept(wanted: list) -> list:
    """Those the house lets in, one after the other."""
    found: list = []
    for each in wanted:
        if fits_the_ladder(each.limits, found):
            found.append(each)
    return found


@settings(deadline=None)
@given(st.lists(limits, max_size=8), st.lists(cases, min_size=1, max_size=8))
def test_any_rules_let_in__no_gap_no_overlap__more_never_leads_lower(wanted, asked):
    rules = kept(wanted)
    ladder = sorted(rules, key=lambda rule: rule.limits.height)
    assert all(low.limits.is_below(high.limits) for low, high in pairwise(ladder))
    for case in asked:
        rung = rung_for(rules, case)
        if not rules:
            assert rung is None
            continue
        enough = [rule for rule in ladder if not rule.limits.exceeded_by(case)]
        assert rung.rule is (enough[0] if enough else ladder[-1])
        more = Case(case.amount + 1, case.total + 1, case.months + 1)
        assert ladder.index(rung_for(rules, more).rule) >= ladder.index(rung.rule)
