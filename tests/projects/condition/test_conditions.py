"""Conditions: the receiver accepts them before anything binds; who says fulfilled does not accept it."""

from decimal import Decimal

import pytest
from django.db.utils import IntegrityError
from django.urls import reverse

from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from projects.condition import actions, rules, todos
from projects.condition.models import Condition
from projects.contribution import actions as contributions
from projects.contribution.models import Contribution
from tests.once import post
from tests.projects.contribution import making

TWO = ["Versicherung zeigen", "Das Angebot ist offen für alle"]
State = Contribution.State


def granted(cast, team=None, texts=TWO):
    contribution = making.asked(cast, team)
    return contributions.grant(contribution, edition=1, conditions=texts, by=cast.other(team or cast.social).approver)


@pytest.mark.parametrize("index", [0, 1])
def test_conditions__from_the_grant_to_the_last_yes(cast, index):
    team = cast.teams[index]
    giver = cast.other(team)
    contribution = granted(cast, team)
    assert (contribution.state, contribution.granted, contribution.offered) == (State.PART, 0, Decimal(1200))
    assert "Auflagen" in contribution.state_label
    first, second = Condition.objects.order_by("position")
    assert "an dem" in rules.may_fulfil(team.staff, first).reason
    contribution = contributions.accept_part(contribution, edition=contribution.edition, by=team.staff)
    assert (contribution.state, contribution.granted) == (State.GRANTED, Decimal(1200))

    assert [todo.waiting for todo in todos.conditions(team.staff)] == ["me", "me"]
    assert [todo.waiting for todo in todos.conditions(giver.staff)] == ["them", "them"]
    assert not rules.may_fulfil(giver.staff, Condition.objects.get(pk=first.pk))
    first = actions.fulfil(first, word="Police liegt bei.", by=team.staff)
    assert "selbst" in rules.may_judge(team.staff, first).reason
    with pytest.raises(Refused, match="noch fehlt"):
        actions.reopen(first, word=" ", by=giver.staff)
    first = actions.reopen(first, word="Sie ist abgelaufen.", by=giver.staff)
    first = actions.accept(actions.fulfil(first, word="Die neue.", by=team.staff), by=giver.finance)
    assert (first.state, first.accepted_by) == ("accepted", giver.finance)
    assert list(Condition.objects.unmet()) == [second]
    assert Entry.objects.filter(verb__startswith="condition.").count() == 4


def test_conditions__go_with_the_proposal_and_the_database_says_no(cast):
    contribution = granted(cast)
    contributions.withdraw(contribution, edition=contribution.edition, by=cast.social.staff)
    assert not Condition.objects.unmet().exists()
    one = Condition.objects.first()
    with pytest.raises(IntegrityError, match="condition_four_eyes"):
        Condition.objects.filter(pk=one.pk).update(state="accepted", fulfilled_by=cast.social.staff, accepted_by=cast.social.staff)


@pytest.mark.parametrize(("texts", "sentence"), [(["x"] * 13, "höchstens 12"), (["x" * 301], "höchstens 300")])
def test_conditions__too_many_or_too_long(cast, texts, sentence):
    with pytest.raises(Refused, match=sentence):
        granted(cast, texts=texts)
    assert not Condition.objects.exists()


def test_page__grants_with_conditions_and_goes_on(client, cast):
    contribution = making.asked(cast)
    client.force_login(cast.housing.approver)
    typed = {"edition": 1, "answer": "part", "part_amount": "800", "part_conditions": "- Versicherung zeigen\r\n\r\n  Offen für alle "}
    assert post(client, reverse("contribution_decide", args=[contribution.pk]), typed).status_code == 302
    assert [each.text for each in Condition.objects.order_by("position")] == ["Versicherung zeigen", "Offen für alle"]
    client.force_login(cast.social.staff)
    contribution.refresh_from_db()
    client.post(reverse("contribution_accept", args=[contribution.pk]), {"edition": contribution.edition})
    one = Condition.objects.first()
    assert client.get(reverse("condition_fulfil", args=[one.pk])).status_code == 405
    assert client.post(reverse("condition_fulfil", args=[one.pk]), {"word": "<b>ja</b>"}).status_code == 302
    html = client.get(contribution.get_absolute_url()).content.decode()
    assert "&lt;b&gt;ja&lt;/b&gt;" in html
    client.force_login(cast.outsider.coordinator)
    assert client.post(reverse("condition_accept", args=[one.pk])).status_code == 404
    client.force_login(cast.housing.reader)
    assert client.post(reverse("condition_accept", args=[one.pk])).status_code in (302, 409)
    one.refresh_from_db()
    assert one.state == "fulfilled"
