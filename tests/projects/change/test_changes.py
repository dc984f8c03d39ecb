"""What binds is changed by both, from the day of the second yes on."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from projects.change import actions, rules, todos
from projects.change.models import Change
from projects.contribution import actions as contributions
from projects.contribution.models import Contribution
from projects.plan.models import Line
from projects.plan.terms import LineTerms
from projects.pot.models import Reservation
from tests.once import post
from tests.projects.contribution import making
from tests.projects.plan import making as plans
from tests.projects.pot import making as pots

State = Change.State


def planned(cast, team=None) -> Contribution:
    """Granted, with its plan."""
    team = team or cast.social
    contribution = plans.planned(cast, team).contribution
    contribution.refresh_from_db()
    return contributions.grant(contribution, edition=contribution.edition, by=cast.other(team).approver)


def shifted(contribution, **amounts) -> list[LineTerms]:
    """The plan's lines with other amounts, by key."""
    rows = Line.objects.filter(plan__contribution=contribution).order_by("position")
    return [LineTerms(row.side, row.key, Decimal(amounts.get(row.key, row.amount)), row.label, str(row.pk)) for row in rows]


def proposed(cast, team=None, **words) -> Change:
    contribution = planned(cast, team)
    words = words or {"lines": shifted(contribution, fees=5_200, personnel=36_800)}
    by = (team or cast.social).staff
    return actions.propose(contribution, edition=contribution.edition, reason="Mehr Kurse", by=by, **words)


@pytest.mark.parametrize("index", [0, 1])
def test_shift__both_agree__plan_has_a_new_edition_from_that_day(cast, index):
    team = cast.teams[index]
    giver = cast.other(team)
    change = proposed(cast, team)
    assert [row["beyond"] for row in change.lines if row["key"] == "fees"] == [True]
    assert "schon vorgeschlagen" in _refusal(
        actions.propose, change.contribution, edition=3, reason="Noch eine", purpose="x", by=team.staff
    )
    assert not rules.may_agree(giver.staff, change)  # for the giver an approver speaks
    assert [todo.waiting for todo in todos.changes(giver.approver)] == ["me"]
    assert [todo.waiting for todo in todos.changes(team.staff)] == ["them"]
    before = {line.pk: line.key for line in Line.objects.all()}
    with clock.travel(clock.at(date(2026, 6, 20))):
        change = actions.agree(change, edition=1, by=giver.approver)
    assert (change.state, change.effective_on) == (State.AGREED, date(2026, 6, 20))
    assert {line.pk: line.key for line in Line.objects.all()} == before
    assert Line.objects.get(key="fees").amount == Decimal(5_200)
    change.contribution.refresh_from_db()
    assert (change.contribution.plan.edition, change.contribution.edition) == (2, 4)
    told = Entry.objects.get(verb="change.agreed")
    assert ["4000.00", "5200.00"] in told.data["changes"].values()


def _refusal(action, *args, **words) -> str:
    with pytest.raises(Refused) as refused:
        action(*args, **words)
    return refused.value.reason


@pytest.mark.parametrize("index", [0, 1])
def test_period_and_use__proposed_by_the_giver__agreed_by_the_receiver(cast, index):
    giver = cast.teams[index]
    team = cast.other(giver)
    contribution = making.granted(cast, team, making.hours())
    words = {"edition": contribution.edition, "reason": "Später begonnen", "purpose": "Auch für Gäste", "ends_on": date(2027, 3, 31)}
    assert "Rolle" in _refusal(actions.propose, contribution, by=giver.staff, **words)
    change = actions.propose(contribution, by=giver.approver, **words)
    assert not rules.may_agree(giver.approver, change)
    actions.agree(change, edition=1, by=team.staff)
    contribution.refresh_from_db()
    assert (contribution.ends_on, contribution.purpose, contribution.granted) == (date(2027, 3, 31), "Auch für Gäste", Decimal(2_496))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({}, "Nichts wäre anders"),
        ({"ends_on": date(2026, 12, 30)}, "nie rückwirkend"),
        ({"ends_on": date(2070, 1, 1)}, "nie rückwirkend"),
        ({"shift": {"fees": 5_200}}, "1.200,00\u00a0€ fehlen"),
        ({"shift": {"fees": "4000.01", "partner": "30000.01"}}, "dieselbe Summe"),
        ({"drop": 1}, "fehlt"),
    ],
)
def test_propose__what_is_not_possible__is_said(cast, words, sentence):
    contribution = planned(cast)
    if "shift" in words:
        words = {"lines": shifted(contribution, **words["shift"])}
    if "drop" in words:
        words = {"lines": shifted(contribution)[1:]}
    assert sentence in _refusal(actions.propose, contribution, edition=contribution.edition, reason="Darum", by=cast.social.staff, **words)
    assert not Change.objects.exists()


def test_agree__the_plan_moved_on__is_refused(cast):
    change = proposed(cast)
    plan = change.contribution.plan
    type(plan).objects.filter(pk=plan.pk).update(edition=7)
    assert "neuere Fassung" in _refusal(actions.agree, change, edition=1, by=cast.housing.approver)


def test_extended_into_another_year__what_is_not_paid_moves_to_its_pot(cast):
    """1,200 of a half-year; twice as long, half of it falls into the next year. Beyond the room there it stays where it was."""
    pot = pots.pot(cast.housing)
    contribution = pots.granted(cast, cast.housing, pot, starts_on=date(2026, 7, 1))
    actions.agree(_longer(cast, contribution, date(2027, 6, 30)), edition=1, by=cast.housing.approver)
    assert _reserved() == {2026: Decimal(1200)}, "no pot there yet"
    following = pots.pot(cast.housing, year=2028, amount="299")
    actions.agree(_longer(cast, contribution, date(2028, 6, 30)), edition=1, by=cast.housing.approver)
    assert _reserved() == {2026: Decimal(1200)}, "no room there"
    pots.pot(cast.housing, year=2029, amount="3000")
    actions.agree(_longer(cast, contribution, date(2029, 6, 30)), edition=1, by=cast.housing.approver)
    assert _reserved() == {2026: Decimal(1000), 2029: Decimal(200)}
    following.refresh_from_db()
    pot.refresh_from_db()
    assert (pot.reserved, following.reserved) == (Decimal(1000), 0)


def _longer(cast, contribution, ends_on):
    contribution.refresh_from_db()
    return actions.propose(contribution, edition=contribution.edition, reason="Später", ends_on=ends_on, by=cast.social.staff)


def _reserved() -> dict:
    return dict(Reservation.objects.values_list("year", "amount"))


def test_answered__once__declined_with_words_or_withdrawn(cast):
    change = proposed(cast)
    assert "warum nicht" in _refusal(actions.decline, change, edition=1, text=" ", by=cast.housing.approver)
    actions.decline(change, edition=1, text="Die Honorare sind hoch genug.", by=cast.housing.approver)
    assert "beantwortet" in _refusal(actions.agree, change, edition=1, by=cast.housing.approver)
    again = actions.propose(
        change.contribution, edition=change.contribution.edition, reason="Kleiner", purpose="Nur Kurse", by=cast.social.staff
    )
    actions.withdraw(again, edition=1, by=cast.social.coordinator)
    assert list(Change.objects.order_by("pk").values_list("state", flat=True)) == [State.DECLINED, State.WITHDRAWN]
    assert Line.objects.get(key="fees").amount == Decimal(4_000)


def test_pages__propose_read_agree(client, cast, django_assert_num_queries, settings):
    settings.USERSESSIONS_TRACK_ACTIVITY = False
    contribution = planned(cast)
    client.force_login(cast.social.staff)
    page = reverse("contribution_change", args=[contribution.pk])
    assert client.get(page).status_code == 200
    typed = plans.typed(edition=contribution.edition, reason="<b>Mehr</b> Kurse", purpose=contribution.purpose, ends_on="2026-12-31")
    typed |= {"plan-cost-1-amount": "5.200,00", "plan-cost-0-amount": "36.800"}
    ids = {line.position: str(line.pk) for line in Line.objects.all()}
    position = 0
    for name, count in (("cost", 5), ("income", 4), ("kind", 3)):
        for index in range(count):
            typed[f"plan-{name}-{index}-id"] = ids[position]
            position += 1
    wrong = post(client, page, typed | {"plan-cost-1-amount": "5.200,005"})
    assert wrong.status_code == 422
    assert "&lt;b&gt;Mehr&lt;/b&gt;" in wrong.content.decode()
    assert post(client, page, typed).status_code == 302
    change = Change.objects.get()
    client.force_login(cast.housing.approver)
    client.get(change.get_absolute_url())
    with django_assert_num_queries(5):  # session, user, standing, change, history
        html = client.get(change.get_absolute_url()).content.decode()
    assert "1.200,00\u00a0€" in html
    assert "&lt;b&gt;Mehr&lt;/b&gt;" in html
    assert client.get(reverse("change_agree", args=[change.pk])).status_code == 405
    assert client.post(reverse("change_agree", args=[change.pk]), {"edition": 1}).url == contribution.get_absolute_url()
    client.force_login(cast.outsider.coordinator)
    assert client.get(change.get_absolute_url()).status_code == 404
    change.refresh_from_db()
    assert change.state == State.AGREED
