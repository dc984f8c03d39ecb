"""Annexes are a part of what is agreed and signed: they go with a proposal, change the outline, and stand in the check sum."""

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from partnerships.agreement import actions, signing, talks
from partnerships.agreement.edition import Edition
from partnerships.agreement.models import Agreement
from partnerships.annex import actions as annexes
from partnerships.annex.models import Annex
from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from partnerships.paper.build import make
from partnerships.paper.models import SignedPaper
from tests.partnerships.agreement.making import draft, give_into_release, offered, wording
from tests.partnerships.annex import making
from tests.partnerships.annex.scanner import running
from tests.partnerships.paper.making import path_of, text_of


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def counter(cast, agreement, team, edition=1, **changes):
    return actions.counter(agreement, edition=edition, wording=wording(cast, **changes), comment="Mit Plan.", by=team.coordinator)


def names(agreement, number) -> list[str]:
    return [name for _label, name, _digest in Edition.objects.get(agreement=agreement, number=number).annex_rows]


def test_offer__takes_along_what_lies_ready(cast):
    agreement = draft(cast)
    annex = making.add(agreement, by=cast.social.staff)
    bare = agreement.digest()
    agreement = actions.offer(agreement, saves=1, by=cast.social.coordinator)
    annex.refresh_from_db()
    assert (annex.edition, annex.is_internal) == (1, False)
    assert agreement.current().annexes == [["a2", "Raumplan.pdf", annex.sha256]]
    assert agreement.digest() != bare
    assert list(Annex.objects.visible_to(cast.housing.reader)) == [annex]
    line = Entry.objects.get(verb="annex.given")
    assert line.internal_to is None
    assert (
        line.sentence
        == "Klang hat „Raumplan.pdf“ (Anlage 2: Raumverzeichnis, Grundriss, Inventar) der Fassung 1 von „Vereinbarung Lindenhof“ beigelegt."
    )


def test_without_annexes__the_check_sum_is_as_it_ever_was(cast):
    assert "annexes" not in offered(cast).content()


def test_counter__an_annex_alone_is_a_change_and_asks_the_others_about_the_outline(cast):
    for team in cast.teams:
        agreement = offered(cast, cast.other(team))
        with pytest.raises(Refused, match="nichts geändert"):
            counter(cast, agreement, team)
        making.add(agreement, by=team.staff)
        agreement = counter(cast, agreement, team)
        assert (agreement.edition, names(agreement, 1), names(agreement, 2)) == (2, [], ["Raumplan.pdf"])
        table = talks.table_of(agreement)
        assert [part.key for part in table.open_parts(cast.other(team).org.pk)] == [":outline"]


def test_counter__may_leave_an_annex_out(cast):
    agreement = draft(cast)
    making.add(agreement, by=cast.social.staff)
    kept = making.add(agreement, by=cast.social.staff, kind="a5", name="Hausordnung.pdf")
    agreement = actions.offer(agreement, saves=1, by=cast.social.coordinator)
    annexes.leave(Annex.objects.get(kind="a2"), leaves=True, by=cast.housing.staff)
    agreement = counter(cast, agreement, cast.housing)
    assert (names(agreement, 1), names(agreement, 2)) == (["Raumplan.pdf", "Hausordnung.pdf"], ["Hausordnung.pdf"])
    assert list(Annex.objects.of(agreement).in_edition(2)) == [kept]


def test_sent__the_list_of_annexes_is_final(cast):
    agreement = offered(cast)
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        Edition.objects.filter(agreement=agreement).update(annexes=[["a1", "anders.pdf", "0" * 64]])


def test_offer__waits_for_the_virus_scanner(cast, settings):
    with running() as scanner:
        settings.CLAMAV_URL = scanner.url
        agreement = draft(cast)
        making.add(agreement, by=cast.social.staff)
        with pytest.raises(Refused, match="wird noch auf Viren geprüft"):
            actions.offer(agreement, saves=1, by=cast.social.coordinator)
    assert Agreement.objects.get(pk=agreement.pk).state == "draft"


def test_signed__the_annexes_stand_in_the_paper(cast):
    agreement = draft(cast)
    annex = making.add(agreement, by=cast.social.staff)
    agreement = actions.offer(agreement, saves=1, by=cast.social.coordinator)
    agreement = talks.agree(agreement, edition=1, by=cast.housing.coordinator)
    for team in cast.teams:
        agreement = give_into_release(agreement, team.org)
    for team in cast.teams:
        agreement = signing.sign(agreement, edition=1, by=team.signatory)
    paper = SignedPaper.objects.get()
    assert make(paper.pk)
    text = text_of(path_of(SignedPaper.objects.get()))
    assert "Anlage 2: Raumverzeichnis, Grundriss, Inventar: Raumplan.pdf" in text
    assert annex.sha256 in text.replace(" ", "")


def test_pages__name_them(client, cast):
    agreement = offered(cast)
    making.add(agreement, by=cast.housing.staff)
    client.force_login(cast.housing.coordinator)
    assert "Diese Dateien gehen mit: Raumplan.pdf" in client.get(reverse("agreement_counter", args=[agreement.pk])).content.decode()
    client.force_login(cast.social.coordinator)
    assert "Raumplan.pdf" not in client.get(reverse("agreement_counter", args=[agreement.pk])).content.decode()
    agreement = counter(cast, agreement, cast.housing)
    for name, *more in (("agreement_detail",), ("agreement_edition", 2), ("agreement_compare",)):
        assert "Raumplan.pdf" in client.get(reverse(name, args=[agreement.pk, *more])).content.decode(), name
    talks.agree(agreement, edition=2, by=cast.social.coordinator)
    for team in cast.teams:
        agreement = give_into_release(agreement, team.org)
    client.force_login(cast.social.signatory)
    assert "Raumplan.pdf" in client.get(reverse("agreement_sign", args=[agreement.pk])).content.decode()
    mine = draft(cast)
    making.add(mine, by=cast.social.staff)
    client.force_login(cast.social.coordinator)
    assert "Diese Dateien gehen mit" in client.get(reverse("agreement_offer", args=[mine.pk])).content.decode()
