"""A request on its way to a decision: formal check, assessment, proposal; both sides read the steps, the giver alone what is proposed."""

from datetime import date

import pytest
from django.urls import reverse

from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from projects.contribution import actions as contributions
from projects.contribution.models import Contribution
from projects.examination import actions, rules
from projects.examination.models import Examination
from projects.limit import actions as limits
from tests.projects.contribution import making

WHY = "Passt zu unserem Zweck, die Kosten sind belegt."


@pytest.fixture(autouse=True)
def _june_2026():
    with clock.travel(clock.at(date(2026, 6, 1))):
        yield


def page(client, person, contribution) -> str:
    client.force_login(person)
    return client.get(contribution.get_absolute_url()).content.decode()


def assessed(cast, receiver=None) -> Contribution:
    contribution = making.asked(cast, receiver)
    giver = cast.other(receiver or cast.social)
    examination = actions.check(contribution, edition=1, by=giver.staff)
    actions.assess(contribution, seen=examination.fingerprint(), proposal="part", text=WHY, by=giver.coordinator)
    return contribution


@pytest.mark.parametrize("index", [0, 1])
def test_steps__in_plain_words_for_both__the_proposal_for_the_giver(client, cast, index):
    team = cast.teams[index]
    giver = cast.other(team)
    limits.change(giver.org, days={"formal": 5, "assess": 40}, by=giver.coordinator)
    contribution = making.asked(cast, team)
    for person in (team.staff, giver.finance):
        text = page(client, person, contribution)
        assert "bis 06.06.2026" in text  # the check
        assert text.count("bis 01.07.2026") == 3  # whose turn it is, the decision, and no assessment after that
    with clock.travel(clock.at(date(2026, 6, 7))):
        assert "überfällig" in page(client, team.staff, contribution)

    for name, words in (("check", {"answer": "complete", "edition": 1}), ("assess", {"proposal": "part", "text": WHY})):
        path = reverse("contribution_examine", args=[contribution.pk])
        client.force_login(team.staff)
        assert client.get(path).status_code == 302
        client.force_login(giver.staff)
        seen = {} if name == "check" else {"seen": Examination.objects.get().fingerprint()}
        assert client.post(path, words | seen).status_code == 302
    theirs, ours = page(client, team.staff, contribution), page(client, giver.approver, contribution)
    for text in (theirs, ours):
        assert text.count(f"{giver.staff}, 01.06.2026") >= 2
    assert (WHY in ours, WHY in theirs) == (True, False)
    assert WHY in client.get(reverse("contribution_decide", args=[contribution.pk])).content.decode()
    assert [Entry.objects.get(verb=f"contribution.{each}").internal_to_id for each in ("checked", "assessed")] == [None, None]
    contributions.grant(contribution, edition=1, by=giver.approver)  # the same wording: nobody who read it is told of a newer one


def test_missing__goes_back_as_a_question__what_is_answered_is_assessed_anew__what_is_reworded_examined_anew(client, cast):
    contribution = assessed(cast)
    contributions.ask_back(contribution, edition=1, text="Und das Angebot?", by=cast.housing.staff)
    contributions.answer(contribution, edition=2, text="Liegt bei.", by=cast.social.coordinator)
    examination = Examination.objects.get()
    assert (examination.checked_by, examination.assessed_at, examination.text) == (cast.housing.staff, None, "")
    contributions.edit(contribution, edition=3, terms=making.money(title="Hoffest"), by=cast.social.staff)
    assert not Examination.objects.exists()
    client.force_login(cast.housing.staff)
    late = client.post(reverse("contribution_examine", args=[contribution.pk]), {"proposal": "grant", "text": WHY, "seen": "0"})
    assert (late.status_code, WHY in late.content.decode()) == (422, True)  # nothing that was typed is lost
    path = reverse("contribution_examine", args=[contribution.pk])
    assert client.post(path, {"answer": "missing", "text": " ", "edition": 4}).status_code == 422
    assert client.post(path, {"answer": "complete", "edition": 3}).status_code == 422  # read before it was reworded
    assert client.post(path, {"answer": "missing", "text": "Der Plan fehlt.", "edition": 4}).status_code == 302
    assert Contribution.objects.get().state == "question"
    assert not Examination.objects.exists()


def test_who__writes_for_the_giver__without_a_hand_in_it__each_step_once(client, cast):
    contribution = making.asked(cast)
    for person in (cast.social.staff, cast.social.approver, cast.housing.reader, cast.outsider.coordinator):
        assert not rules.may_check(person, contribution, None)
        assert not rules.may_assess(person, contribution, Examination())
    assert "alles da" in rules.may_assess(cast.housing.staff, contribution, None).reason
    examination = actions.check(contribution, edition=1, by=cast.housing.finance)
    with pytest.raises(Refused, match=str(cast.housing.finance)):
        actions.check(contribution, edition=1, by=cast.housing.staff)
    seen = examination.fingerprint()
    for words in ({"proposal": "perhaps"}, {"text": " "}, {"seen": "0"}):
        with pytest.raises(Refused):
            actions.assess(contribution, by=cast.housing.staff, **{"seen": seen, "proposal": "grant", "text": WHY} | words)
    actions.assess(contribution, seen=seen, proposal="grant", text=WHY, by=cast.housing.staff)
    client.force_login(cast.housing.coordinator)
    path, words = reverse("contribution_examine", args=[contribution.pk]), {"seen": seen, "proposal": "decline", "text": "<b>Nein</b>"}
    answer = client.post(path, words)
    assert (answer.status_code, "&lt;b&gt;Nein" in answer.content.decode(), WHY in answer.content.decode()) == (422, True, True)
    assert Examination.objects.get().proposal == "grant"
    contributions.decline(contribution, edition=1, reason="budget", text="Leer", next_date=making.LATER, by=cast.housing.approver)
    assert not rules.may_check(cast.housing.staff, Contribution.objects.get(), None)
    assert WHY not in page(client, cast.housing.staff, contribution)
