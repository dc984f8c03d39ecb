"""Who reads at the signing whose turn it is, and what the history says in one sentence."""

import pytest
from django.urls import reverse

from partnerships.agreement import actions, signing, talks
from partnerships.agreement.models import Agreement
from partnerships.approval import actions as approval
from partnerships.approval.release import Release
from partnerships.journal.models import Entry
from partnerships.organisation.models import Role
from tests.partnerships.agreement.making import offered, reworded, to_be_signed
from tests.partnerships.approval.making import approver, fresh

pytestmark = pytest.mark.django_db


def page(client, person, url: str) -> str:
    client.force_login(fresh(person))
    return " ".join(client.get(url).content.decode().partition("<main")[2].split())


@pytest.mark.parametrize("side", ["social", "housing"])
def test_signing__only_who_may_sign_reads_that_it_is_their_turn__the_others_who_may(client, cast, side):
    team = getattr(cast, side)
    second = approver(team, "zweite", Role.SIGNATORY)
    agreement = to_be_signed(cast)
    mine, listed = agreement.get_absolute_url(), reverse("agreement_list")
    both = sorted([str(team.signatory), str(second)])
    for person in (team.coordinator, team.reader):
        read = page(client, person, mine)
        assert f"{both[0]} oder {both[1]} ist am Zug" in read
        assert f"Eine Unterschrift von {team.org} fehlt noch." in read
        assert "Lesen und unterzeichnen" not in read
        assert "Sie sind am Zug" not in page(client, person, listed)
    assert "Sie sind am Zug" in page(client, team.signatory, listed)
    assert "Lesen und unterzeichnen" in page(client, team.signatory, mine)
    signing.sign(agreement, edition=1, by=team.signatory)
    for person in (team.signatory, second, team.coordinator):
        read = page(client, person, mine)
        assert "Lesen und unterzeichnen" not in read
        assert f"{cast.other(team).org} ist am Zug" in read


def test_signing__of_two__the_first_has_signed__it_is_the_second_ones_turn(client, cast):
    team = cast.housing
    team.org.signs = "jointly"
    team.org.save()
    second = approver(team, "zweite", Role.SIGNATORY)
    agreement = signing.sign(to_be_signed(cast), edition=1, by=team.signatory)
    assert f"{second} ist am Zug" in page(client, team.signatory, agreement.get_absolute_url())
    assert "Sie sind am Zug" in page(client, second, agreement.get_absolute_url())


def test_release_taken_back__who_has_signed_still_stands_there(client, cast):
    agreement = signing.sign(to_be_signed(cast), edition=1, by=cast.social.signatory)
    release = Release.objects.get(organisation=cast.housing.org)
    approval.withdraw(release, by=cast.housing.approver, reason="Noch eine Frage.")
    for team in cast.teams:
        read = page(client, team.coordinator, agreement.get_absolute_url())
        assert f"{cast.social.signatory}" in read.partition('id="consent"')[2].partition("</section>")[0]


def test_turn__of_those_who_speak_for_the_house(client, cast):
    agreement = offered(cast)
    assert "Sie sind am Zug" in page(client, cast.housing.coordinator, agreement.get_absolute_url())
    assert f"{cast.housing.org} ist am Zug" in page(client, cast.housing.reader, agreement.get_absolute_url())


def test_history__all_parts_in_two_words__some_by_name_with_a_number_that_does_not_break(cast):
    talks.agree(offered(cast), edition=1, by=cast.housing.coordinator)
    assert "einverstanden mit: allen Teilen." in Entry.objects.get(verb="agreement.part_agreed").sentence
    agreement = offered(cast)
    talks.want_change(agreement, edition=1, part="purpose", text="Kürzer.", by=cast.housing.coordinator)
    assert ", §\u00a01 Zweck" in Entry.objects.get(verb="agreement.change_wanted").sentence


def test_drop__says_of_which_kind_the_reason_is__in_the_list_too(client, cast):
    agreement = offered(cast)
    client.force_login(cast.housing.coordinator)
    url = reverse("agreement_drop", args=[agreement.pk])
    assert client.post(url, {"edition": 1, "reason": "Der Topf ist leer."}).status_code == 422
    assert client.post(url, {"edition": 1, "why": "money", "reason": "Der Topf ist leer."}).status_code == 302
    for team in cast.teams:
        assert "kam nicht zustande: das Geld fehlt." in page(client, team.coordinator, agreement.get_absolute_url())
        assert "das Geld fehlt" in page(client, team.coordinator, reverse("agreement_list"))
    revived = actions.revive(agreement, by=cast.social.coordinator)
    assert (revived.why, revived.reason) == ("", "")


def test_sign__what_was_read_is_older__nothing_is_signed__the_way_to_what_changed(client, cast):
    agreement = to_be_signed(cast)
    signing.reopen(agreement, edition=1, parts=["purpose"], reason="Noch eins.", by=cast.social.coordinator)
    actions.counter(agreement, edition=1, wording=reworded(cast, "Täglich."), comment="So.", by=cast.social.coordinator)
    Agreement.objects.filter(pk=agreement.pk).update(state="signing", waiting=[cast.housing.org.pk])
    Agreement.objects.filter(pk=agreement.pk).update(released_ids=[cast.social.org.pk, cast.housing.org.pk])
    client.force_login(cast.housing.signatory)
    answer = client.post(reverse("agreement_sign", args=[agreement.pk]), {"edition": 1, "read": "on"})
    assert answer.status_code == 422
    assert f"{reverse('agreement_compare', args=[agreement.pk])}?from=1&amp;to=2" in answer.content.decode()
    assert answer.context["form"]["read"].value() is False
