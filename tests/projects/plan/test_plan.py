"""A plan balances, in-kind beside it; what is typed is never lost."""

from decimal import Decimal

import pytest

from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from projects.contribution import actions as contributions
from projects.plan import actions, rules
from projects.plan.models import Line, Plan, sums
from projects.plan.panels import plan_of
from projects.plan.terms import PlanTerms, cost, income
from tests.once import post
from tests.projects.plan import making


def page(contribution) -> str:
    return f"/contributions/{contribution.pk}/plan/"


@pytest.mark.parametrize("index", [0, 1])
def test_write__either_side__in_kind_stands_beside(cast, index):
    team = cast.teams[index]
    plan = making.planned(cast, team)
    found = sums(plan.lines.all())
    assert (found.cost, found.income, found.in_kind, found.support) == (
        Decimal(55_000), Decimal(55_000), Decimal(21_576), Decimal(42_576),
    )  # fmt: skip
    contribution = plan.contribution
    contribution.refresh_from_db()
    assert contribution.edition == 2
    assert Entry.objects.filter(verb="plan.written", subject_id=contribution.pk).count() == 1
    again = actions.write(contribution, edition=2, terms=PlanTerms(making.LINES), by=team.staff)
    assert (again.edition, Entry.objects.filter(verb="plan.written").count()) == (1, 1)


def test_write__who_wrote_it_does_not_decide(cast):
    contribution = making.asked(cast)
    making.planned(cast, contribution=contribution)
    contribution.refresh_from_db()
    assert cast.social.staff.pk in contribution.hands
    with pytest.raises(Refused, match="neuere Fassung"):
        contributions.grant(contribution, edition=1, by=cast.housing.approver)


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([cost("fees", "30000.01"), income("partner", 30_000)], "0,01\u00a0€ fehlen"),
        ([cost("fees", 29_000), income("partner", 30_000)], "1.000,00\u00a0€ sind zu viel"),
        ([cost("fees", 31_000), income("partner", 31_000)], "dieselbe Summe"),
        ([income("partner", 30_000)], "mindestens eine"),
        ([], "mindestens eine"),
        # what is given in kind never makes up for money that is missing
        ([cost("fees", 40_000), income("partner", 30_000), income("inkind", 10_000)], "10.000,00\u00a0€ fehlen"),
    ],
)
def test_write__does_not_balance__names_the_difference(cast, lines, sentence):
    with pytest.raises(Refused) as refused:
        making.planned(cast, terms=PlanTerms(lines))
    assert sentence in refused.value.reason
    assert not Plan.objects.exists()


def test_rules__answer_alike_for_both_sides(cast):
    for team in cast.teams:
        contribution = making.asked(cast, team)
        assert rules.may_edit(team.staff, contribution, planned=True)
        assert not rules.may_edit(team.reader, contribution, planned=True)
        assert not rules.may_edit(cast.other(team).staff, contribution, planned=True)
        contribution = contributions.grant(contribution, edition=1, by=cast.other(team).approver)
        assert "Änderungsantrag" in rules.may_edit(team.staff, contribution, planned=True).reason
        assert rules.may_edit(team.staff, contribution, planned=False)
        assert not rules.may_edit(cast.other(team).staff, contribution, planned=False)


def test_line__keeps_its_id_and_its_limit(cast):
    plan = making.planned(cast)
    before = list(plan.lines.order_by("position"))
    lines = [type(making.LINES[0])(line.side, line.key, line.amount, line.label, str(line.pk)) for line in before]
    lines[1] = type(lines[1])("cost", "fees", Decimal(4_500), "", lines[1].id)
    lines[2] = type(lines[2])("cost", "material", Decimal(3_000), "", lines[2].id)
    actions.write(plan.contribution, edition=2, terms=PlanTerms(lines), by=cast.social.staff)
    after = list(plan.lines.order_by("position"))
    assert [line.pk for line in after] == [line.pk for line in before]
    assert plan.limit_of(after[1].amount) == Decimal("5400.00")
    assert Plan(cover="none").limit_of(Decimal(10)) == Decimal(10)
    assert Plan(cover="full").limit_of(Decimal(10)) is None


def test_page__saves_and_shows(client, cast):
    contribution = making.asked(cast)
    client.force_login(cast.social.staff)
    assert client.get(page(contribution)).status_code == 200
    answer = client.post(page(contribution), making.typed())
    assert answer.status_code == 302
    assert Line.objects.count() == 12
    shown = client.get(contribution.get_absolute_url()).content.decode()
    assert "55.000,00\u00a0€" in shown
    assert "42.576,00\u00a0€" in shown
    assert "69,1 %" in shown
    client.force_login(cast.housing.approver)
    assert "55.000,00\u00a0€" in client.get(f"/contributions/{contribution.pk}/decide/").content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"plan-cost-1-amount": "4.000,005"}, "Dezimalstellen"),
        ({"plan-cost-1-amount": "4.000,50"}, "0,50\u00a0€ fehlen"),
        ({"plan-cost-1-amount": "1e9"}, "Zahl"),
        ({"plan-cost-1-amount": "-4"}, "größer"),
        ({"plan-cost-1-amount": ""}, "markierten Zeilen"),
        ({"plan-cost-1-key": "partner"}, "gültige"),
        ({"plan-cost-1-key": ""}, "wählen Sie eine Art"),
        ({"plan-cost-1-label": "\x07"}, "Steuerzeichen"),
        ({"plan-percent": "101"}, "kleiner"),
        ({"plan-cost-TOTAL_FORMS": "nonsense"}, "mindestens eine"),
        ({"plan-cost-TOTAL_FORMS": "99999999"}, None),
    ],
)
def test_page__bad_input__nothing_lost(client, cast, changes, sentence):
    contribution = making.asked(cast)
    client.force_login(cast.social.staff)
    data = making.typed(**changes) | {"plan-cost-0-label": "<b>Koordination</b>"}
    if changes.get("plan-cost-1-amount") == "":
        data["plan-cost-1-label"] = "Dolmetschen"
    answer = client.post(page(contribution), data)
    if sentence is None:
        assert answer.status_code in (302, 422)
        return
    assert answer.status_code == 422
    html = answer.content.decode()
    assert sentence in html
    assert not Plan.objects.exists()
    if "TOTAL_FORMS" not in str(changes):
        assert "&lt;b&gt;Koordination&lt;/b&gt;" in html
        assert 'value="38000,00"' in html


def test_page__more_rows__stores_nothing(client, cast):
    contribution = making.asked(cast)
    client.force_login(cast.social.staff)
    answer = client.post(page(contribution), making.typed(more="income", **{"plan-cost-0-amount": "1"}))
    assert answer.status_code == 200
    assert len(answer.context["rows"].sets["income"].forms) == 10
    assert 'value="38000,00"' not in answer.content.decode()
    assert not Plan.objects.exists()


def test_page__stale_edition_and_outsiders(client, cast):
    contribution = making.asked(cast)
    client.force_login(cast.social.staff)
    assert "Inzwischen hat jemand" in client.post(page(contribution), making.typed(edition="7")).content.decode()
    client.force_login(cast.housing.staff)
    assert client.post(page(contribution), making.typed()).status_code == 422
    client.force_login(cast.outsider.coordinator)
    assert client.get(page(contribution)).status_code == 404
    assert not Plan.objects.exists()


def test_sums__are_told_while_one_types(client, cast):
    client.force_login(cast.social.staff)
    answer = post(client, "/contributions/plan/sums/", making.typed(**{"plan-cost-1-amount": "4.100"})).content.decode()
    assert "100,00\u00a0€ fehlen" in answer
    assert "10 % der anderen" not in answer
    assert "balances" not in answer


@pytest.mark.parametrize("count", [1, 3])
def test_detail__costs_the_same_with_a_plan(client, cast, count, django_assert_num_queries, settings):
    settings.USERSESSIONS_TRACK_ACTIVITY = False
    plan = making.planned(cast, terms=PlanTerms([cost("fees", 30_000 / count)] * count + [income("partner", 30_000)]))
    client.force_login(cast.social.staff)
    client.get(plan.contribution.get_absolute_url())
    with django_assert_num_queries(8):
        answer = client.get(plan.contribution.get_absolute_url())
    assert len(plan_of(answer.context["contribution"])[1]) == count + 1
