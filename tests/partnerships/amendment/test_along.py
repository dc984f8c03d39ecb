"""What goes along with an amendment: annexes from the agreement and back, letters to those who speak for a house, bad days."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from partnerships.agreement import actions as agreements
from partnerships.agreement.wording import Wording
from partnerships.amendment import actions
from partnerships.amendment.tasks import merge_amendments
from partnerships.annex import actions as annexes
from partnerships.annex.models import Annex
from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.notice.models import Letter
from partnerships.tenure import actions as tenure
from tests.once import post
from tests.partnerships.agreement import making
from tests.partnerships.amendment.making import drafted, in_force, offered, read, signed
from tests.partnerships.annex import making as papers

pytestmark = pytest.mark.django_db
JUNE, LATER = date(2026, 6, 1), date(2026, 9, 1)


@pytest.fixture(autouse=True)
def _june_2026(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    with clock.travel(clock.at(JUNE, 12)):
        yield


def names(thing) -> list[str]:
    return [name for _label, name, _digest in read(thing).current().annex_rows]


def with_annex(cast, name="Raumplan.pdf"):
    """In force, with a file that belongs to its text."""
    agreement = making.draft(cast)
    papers.add(agreement, by=cast.social.staff, name=name)
    agreement = agreements.offer(agreement, saves=1, by=cast.social.coordinator)
    return read(making.conclude(agreement, cast))


def test_annexes__go_along_with_a_file_of_their_own__and_back(cast):
    agreement = with_annex(cast)
    amendment = actions.amend(agreement, by=cast.housing.coordinator)
    copy, original = Annex.objects.of(amendment).get(), Annex.objects.of(agreement).get()
    assert (copy.sha256, copy.name, copy.kind) == (original.sha256, original.name, original.kind)
    assert copy.file != original.file
    assert Annex.objects.visible_to(cast.social.coordinator).of(amendment).count() == 0

    papers.add(amendment, by=cast.housing.staff, name="Inventar.pdf", content=papers.PDF + b"%")
    annexes.leave(copy, leaves=True, by=cast.housing.staff)
    amendment = agreements.offer(read(amendment), saves=1, by=cast.housing.coordinator)

    assert names(amendment) == ["Inventar.pdf"]
    assert names(agreement) == ["Raumplan.pdf"]
    making.conclude(amendment, cast)
    agreement = read(agreement)
    assert (agreement.edition, names(agreement)) == (2, ["Inventar.pdf"])
    assert [name for _l, name, _d in agreement.editions.get(number=1).annex_rows] == ["Raumplan.pdf"]
    held = list(Annex.objects.of(agreement).order_by("edition"))
    assert [(annex.name, annex.edition, annex.until) for annex in held] == [("Raumplan.pdf", 1, 2), ("Inventar.pdf", 2, None)]
    assert len({annex.file for annex in Annex.objects.all()}) == 4


def test_annexes__of_an_agreement_in_force__nobody_is_asked_to_propose_without_them(cast, client):
    agreement = with_annex(cast)
    without = "Ohne sie vorschlagen"
    for person in (cast.social.coordinator, cast.housing.staff):
        client.force_login(person)
        assert without not in client.get(reverse("agreement_papers", args=[agreement.pk])).content.decode()
        with pytest.raises(Refused, match="nicht mehr"):
            annexes.leave(Annex.objects.of(agreement).get(), leaves=True, by=person)
    amendment = actions.amend(agreement, by=cast.social.coordinator)
    client.force_login(cast.social.coordinator)
    assert without in client.get(reverse("agreement_papers", args=[amendment.pk])).content.decode()


def test_catch_up__takes_over_the_annexes_that_came_and_went(cast):
    agreement = with_annex(cast)
    second = offered(cast, agreement, cast.housing, key="rooms", body="Auch am Abend.")
    first = actions.amend(agreement, by=cast.social.coordinator)
    annexes.leave(Annex.objects.of(first).get(), leaves=True, by=cast.social.staff)
    papers.add(first, by=cast.social.staff, name="Neuer Plan.pdf", content=papers.PDF + b"%")
    making.conclude(agreements.offer(read(first), saves=1, by=cast.social.coordinator), cast)
    assert names(second) == ["Raumplan.pdf"]

    actions.catch_up(second, edition=1, by=cast.housing.coordinator)

    assert names(second) == ["Neuer Plan.pdf"]
    making.conclude(second, cast)
    assert names(agreement) == ["Neuer Plan.pdf"]


def letters(name: str) -> dict:
    return {letter.person: letter for letter in Letter.objects.filter(key__startswith=f"amendment.{name}:")}


def speakers(*teams) -> set:
    return {person for team in teams for person in (team.coordinator, team.approver, team.signatory)}


def test_letters__valid__to_both_sides_once_on_the_first_day(cast):
    agreement = in_force(cast)
    signed(cast, agreement, starts_on=LATER)
    assert letters("merged") == {}
    with clock.travel(clock.at(LATER, 0, 10)):
        merge_amendments(LATER)
        merge_amendments(LATER)
    found = letters("merged")
    assert set(found) == speakers(*cast.teams)
    letter = found[cast.housing.coordinator]
    assert letter.subject == "„Nachtrag Nr. 1 zur Vereinbarung Lindenhof“ gilt"
    assert "Geändert: §\u00a01 Zweck." in letter.body
    assert agreement.get_absolute_url() in letter.body


def test_letters__overtaken__to_both__of_a_hidden_draft_to_its_house_only(cast):
    agreement = in_force(cast)
    shared = offered(cast, agreement, cast.housing, key="rooms", body="Auch am Abend.")
    hidden = drafted(cast, agreement, cast.housing, key="rooms", body="Nie.")
    first = signed(cast, agreement)
    found = {}
    for letter in Letter.objects.filter(key__startswith="amendment.overtaken:"):
        found.setdefault(letter.key.split(":")[1], set()).add(letter.person)
        assert first.title in letter.body
    assert found == {str(shared.pk): speakers(*cast.teams), str(hidden.pk): speakers(cast.housing)}


def test_letters__lapsed__to_both__of_a_hidden_draft_to_its_house_only(cast):
    agreement = in_force(cast)
    offered(cast, agreement, cast.housing, key="rooms", body="Auch am Abend.", starts_on=LATER)
    motion = tenure.propose(agreement, verb="end", effective_on=JUNE, reason="Das Haus ist verkauft.", by=cast.housing.signatory)
    tenure.agree(motion, edition=1, by=cast.social.signatory)
    assert set(letters("lapsed")) == speakers(*cast.teams)
    assert letters("lapsed")[cast.social.coordinator].subject.endswith("ist nicht zustande gekommen")


@pytest.mark.parametrize("first", [date(2025, 12, 31), date(2026, 1, 1)])
def test_first_day__before_the_agreement_or_with_it__is_refused_on_both_ways(cast, client, first):
    agreement = in_force(cast)
    client.force_login(cast.social.coordinator)
    answer = post(client, reverse("agreement_amend", args=[agreement.pk]), {"starts_on": first.isoformat()})
    assert "Ihr Nachtrag beginnt später." in answer.content.decode()
    draft = drafted(cast, agreement)
    words = replace(Wording.of(read(draft).current()), starts_on=first)
    agreements.edit(draft, saves=2, wording=words, by=cast.social.coordinator)
    with pytest.raises(Refused, match="beginnt später"):
        agreements.offer(draft, saves=3, by=cast.social.coordinator)


def test_end_before_the_first_day__told_at_the_field__in_draft_and_counter_proposal(cast, client):
    agreement = in_force(cast)
    amendment = offered(cast, agreement, starts_on=LATER)
    mine = drafted(cast, agreement, cast.housing, key="rooms", body="Auch am Abend.", starts_on=LATER)
    client.force_login(cast.housing.coordinator)
    for thing, page in ((mine, "agreement_edit"), (amendment, "agreement_counter")):
        data = making.sheet_data(thing, Wording.of(read(thing).current()), comment="Kürzer.") | {"ends_on": "2026-08-31"}
        answer = client.post(reverse(page, args=[thing.pk]), data)
        assert answer.status_code == 422
        assert answer.context["form"].errors["ends_on"] == ["Das Ende darf nicht vor dem Anfang liegen."]
    assert (read(amendment).edition, read(mine).current().ends_on) == (1, date(2030, 12, 31))
