"""An annex of an agreement: laid ready inside the own house, given with a proposal, final from then on."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import ProgrammingError, transaction
from django.urls import reverse

from partnerships.agreement import actions as actions_of_agreement
from partnerships.agreement.models import Agreement
from partnerships.annex import actions
from partnerships.annex.models import AREA, Annex, Kind
from partnerships.base import clock, files
from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from tests.once import body, post
from tests.partnerships.agreement.making import active, agreed, draft, dropped, idea, offered
from tests.partnerships.annex import making


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def given(agreement, team, edition=1):
    """The team's proposal is made."""
    with transaction.atomic():
        return actions.give(agreement, organisation=team.org, edition=edition, by=team.coordinator)


def seen(person, agreement) -> list[str]:
    return [annex.name for annex in Annex.objects.visible_to(person).of(agreement).for_list()]


def test_laid_ready__only_the_own_house_knows(cast):
    for team in cast.teams:
        other = cast.other(team)
        agreement = offered(cast, team)
        annex = making.add(agreement, by=other.staff, comment="Stand Mai")
        assert (annex.edition, annex.shared_at, annex.final_at, annex.organisation) == (None, None, None, other.org)
        assert seen(other.reader, agreement) == ["Raumplan.pdf"]
        assert seen(team.coordinator, agreement) == []
        line = Entry.objects.get(verb="annex.added", subject_id=agreement.pk)
        assert line.internal_to == other.org
        assert Entry.objects.visible_to(team.coordinator).filter(pk=line.pk).count() == 0


def test_given__both_read_it_and_it_stays(cast):
    agreement = offered(cast)
    annex = making.add(agreement, by=cast.housing.staff)
    assert given(agreement, cast.social) == []  # somebody else's
    assert given(agreement, cast.housing, edition=2) == [annex]
    annex.refresh_from_db()
    assert (annex.edition, annex.is_internal, annex.final_at is None) == (2, False, False)
    assert seen(cast.social.reader, agreement) == seen(cast.housing.reader, agreement) == ["Raumplan.pdf"]
    with pytest.raises(Refused, match="wurde der anderen Seite gesendet"):
        actions.remove(annex, by=cast.housing.staff)
    assert list(Annex.objects.of(agreement).in_edition(1)) == []
    assert list(Annex.objects.of(agreement).in_edition(2)) == [annex]


def test_observers_and_strangers__see_no_file(cast):
    agreement = active(cast)
    making.add(agreement, by=cast.social.staff, kind=Kind.SCAN)
    assert seen(cast.housing.reader, agreement) == ["Raumplan.pdf"]
    assert seen(cast.observer.reader, agreement) == seen(cast.outsider.coordinator, agreement) == []


def test_left_out__belongs_to_the_former_editions_only(cast):
    agreement = offered(cast)
    annex = making.add(agreement, by=cast.social.staff)
    given(agreement, cast.social)
    actions.leave(annex, leaves=True, by=cast.housing.staff)
    assert actions.has_changes(agreement, cast.housing.org)
    assert not actions.has_changes(agreement, cast.social.org)
    given(agreement, cast.social, edition=2)  # the other side's next proposal keeps it
    annex.refresh_from_db()
    assert annex.until is None
    given(agreement, cast.housing, edition=3)
    annex.refresh_from_db()
    assert annex.until == 3
    assert [list(Annex.objects.of(agreement).in_edition(number)) for number in (1, 2, 3)] == [[annex], [annex], []]
    assert Entry.objects.filter(verb="annex.left_out").count() == 1


def test_left_out__may_be_kept_after_all(cast):
    agreement = offered(cast)
    annex = making.add(agreement, by=cast.social.staff)
    given(agreement, cast.social)
    actions.leave(annex, leaves=True, by=cast.housing.staff)
    actions.leave(annex, leaves=False, by=cast.housing.coordinator)
    assert not actions.has_changes(agreement, cast.housing.org)


def test_removed__row_and_file_go(cast, django_capture_on_commit_callbacks):
    agreement = draft(cast)
    annex = making.add(agreement, by=cast.social.staff)
    path = files.path_of(AREA, annex.file)
    with pytest.raises(Refused, match="Nur Klang"):
        actions.remove(annex, by=cast.housing.staff)
    with pytest.raises(Refused, match="Nur Klang"):
        actions.remove(annex, by=cast.social.reader)
    assert path.is_file()
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove(annex, by=cast.social.coordinator)
    assert not path.exists()
    assert not Annex.objects.exists()
    assert Entry.objects.get(verb="annex.removed").internal_to == cast.social.org


@pytest.mark.parametrize("change", [{"sha256": "0" * 64}, {"name": "anders.pdf"}, {"kind": "a1"}, {"size": 1}, {"comment": "anders"}])
def test_what_was_sent__not_even_sql_changes_it(cast, change):
    making.add(draft(cast), by=cast.social.staff)
    with pytest.raises(ProgrammingError, match="Cannot update"):
        Annex.objects.update(**change)


@pytest.mark.parametrize("change", [{"edition": 2}, {"shared_at": None}, {"final_at": None}])
def test_final__not_even_sql_takes_it_back(cast, change):
    agreement = offered(cast)
    making.add(agreement, by=cast.social.staff)
    given(agreement, cast.social)
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        Annex.objects.update(**change)
    with pytest.raises(ProgrammingError, match="Cannot delete"), transaction.atomic():
        Annex.objects.all().delete()


@pytest.mark.parametrize("seat", ["reader", "administrator"])
def test_who_does_not_write__adds_nothing(cast, seat):
    agreement = offered(cast)
    for team in cast.teams:
        with pytest.raises(Refused, match=f"Ihre Rolle bei {team.org}"):
            making.add(agreement, by=getattr(team, seat))
    with pytest.raises(Refused, match="Nur die Beteiligten"):
        making.add(agreement, by=cast.outsider.coordinator)
    assert not Annex.objects.exists()


def test_kinds__what_the_state_takes(cast):
    agreement = offered(cast)
    with pytest.raises(Refused, match="im Moment nicht"):
        making.add(agreement, by=cast.social.staff, kind=Kind.SCAN)
    signed = active(cast)
    with pytest.raises(Refused, match="im Moment nicht"):
        making.add(signed, by=cast.social.staff, kind=Kind.A1)
    scan = making.add(signed, by=cast.social.staff, kind=Kind.SCAN)
    assert (scan.is_internal, scan.edition) == (False, signed.edition)
    for closed in (dropped(cast), idea(cast)):
        with pytest.raises(Refused, match="nichts hinzugefügt"):
            making.add(closed, by=cast.social.staff)
    text_agreed = agreed(cast)
    assert making.add(text_agreed, by=cast.social.staff, kind=Kind.RETURNED, comment="x").edition == 1
    with pytest.raises(Refused, match="im Moment nicht"):
        making.add(text_agreed, by=cast.social.staff, kind=Kind.A1)


def test_a_draft_of_the_other_side__takes_no_file(cast):
    revived = actions_of_agreement.revive(dropped(cast), by=cast.social.coordinator)
    assert making.add(revived, by=cast.social.staff).edition is None
    with pytest.raises(Refused, match="Klang schreibt"):
        making.add(revived, by=cast.housing.staff)


def test_a_draft_that_came_back__internal_or_shared_as_its_writer_says(cast):
    agreement = offered(cast)
    own = making.add(
        agreement, by=cast.housing.staff, kind=Kind.RETURNED, content=making.word(), name="v1.docx", internal=True, comment="x"
    )
    both = making.add(
        agreement, by=cast.housing.staff, kind=Kind.RETURNED, content=making.word(), name="v2.docx", internal=False, comment="x"
    )
    assert (own.is_internal, both.is_internal) == (True, False)
    assert own.edition == both.edition == 1
    assert seen(cast.social.staff, agreement) == ["v2.docx"]
    assert list(Annex.objects.of(agreement).in_edition(1)) == []  # no part of the text
    hidden = making.add(draft(cast), by=cast.social.staff, kind=Kind.RETURNED, internal=False)
    assert hidden.is_internal  # the draft itself is


def test_there_is_a_limit(cast):
    agreement = draft(cast)
    annex = making.add(agreement, by=cast.social.staff)
    content_type = ContentType.objects.get_for_model(Agreement)
    common = {"subject_type": content_type, "subject_id": agreement.pk, "organisation": annex.organisation, "person": annex.person}
    Annex.objects.bulk_create(
        Annex(**common, kind="a1", name=f"{n}.pdf", format="pdf", size=1, sha256="0" * 64, file=f"aa/{n}", state="clean") for n in range(59)
    )
    with pytest.raises(Refused, match="höchstens 60"):
        making.add(agreement, by=cast.social.staff)


def test_form__one_file_once_with_its_words(client, cast):
    agreement = draft(cast)
    client.force_login(cast.social.staff)
    url = reverse("agreement_annex_create", args=[agreement.pk])
    assert 'enctype="multipart/form-data"' in client.get(url).content.decode()
    data = {"kind": "a2", "upload": making.sent(name="Raum plan.PDF"), "comment": "Stand <b>Mai</b>", "readers": "own"}
    answer = post(client, url, data)
    assert (answer.status_code, answer["Location"]) == (302, reverse("agreement_papers", args=[agreement.pk]))
    annex = Annex.objects.get()
    assert (annex.kind, annex.name, annex.format, annex.size, annex.comment) == (
        "a2",
        "Raum plan.pdf",
        "pdf",
        len(making.PDF),
        data["comment"],
    )
    assert files.sha256_of(files.path_of(AREA, annex.file)) == annex.sha256
    page = client.get(answer["Location"]).content.decode()
    assert "Stand &lt;b&gt;Mai&lt;/b&gt;" in page
    assert "nur Ihre Organisation" in page


def test_form__a_double_click_makes_one(client, cast):
    agreement = draft(cast)
    client.force_login(cast.social.staff)
    url = reverse("agreement_annex_create", args=[agreement.pk])
    token = {"once": "01900000-0000-7000-8000-00000000abcd"}
    answers = [client.post(url, token | {"kind": "a2", "upload": making.sent(), "readers": "own"})["Location"] for _twice in range(2)]
    assert answers[0] == answers[1]
    assert Annex.objects.count() == 1
    assert len(making.kept(files.folder(AREA))) == 1
    assert making.kept(files.folder(files.INCOMING)) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"upload": ""}, "Bitte"),
        ({"upload": making.sent(b"MZ", "virus.exe")}, "Diese Art von Datei wird nicht angenommen."),
        ({"upload": making.sent(b"", "leer.pdf")}, "leer"),
        ({"kind": "scan"}, "Auswahl"),
        ({"comment": "x" * 2001}, "2000"),
        ({"comment": "a\x07b"}, "Steuerzeichen"),
        ({"kind": "returned", "comment": ""}, "Bitte sagen Sie in einem Satz"),
    ],
)
def test_form__wrong_input_is_told_and_nothing_is_kept(client, cast, change, sentence):
    agreement = draft(cast)
    client.force_login(cast.social.staff)
    data = {"kind": "a2", "upload": making.sent(), "comment": "Stand Mai", "readers": "own"}
    answer = post(client, reverse("agreement_annex_create", args=[agreement.pk]), data | change)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Annex.objects.exists()
    assert making.kept(files.folder()) == []


def test_download__a_download_and_nothing_else(client, cast):
    agreement = offered(cast)
    annex = making.add(agreement, by=cast.housing.staff, name='Plan "Nord".pdf')
    client.force_login(cast.housing.reader)
    answer = client.get(reverse("annex_download", args=[annex.pk]))
    assert body(answer) == making.PDF
    assert answer["Content-Disposition"] == 'attachment; filename="Plan Nord.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "no-store"
    for stranger in (cast.social.coordinator, cast.observer.reader, cast.outsider.coordinator):
        client.force_login(stranger)
        assert client.get(reverse("annex_download", args=[annex.pk])).status_code == 404


def test_download__asks_at_that_moment(client, cast):
    annex = making.add(offered(cast), by=cast.housing.staff)
    client.force_login(cast.housing.reader)
    assert body(client.get(reverse("annex_download", args=[annex.pk]))) == making.PDF
    cast.housing.people["reader"].memberships.update(ended_at=clock.now())
    assert client.get(reverse("annex_download", args=[annex.pk])).status_code == 404


def test_download__a_lost_file_is_told(client, cast):
    annex = making.add(draft(cast), by=cast.social.staff)
    files.path_of(AREA, annex.file).unlink()
    client.force_login(cast.social.staff)
    answer = client.get(reverse("annex_download", args=[annex.pk]), follow=True)
    assert "Die Datei ist im Moment nicht da." in answer.content.decode()


def test_remove__asks_first(client, cast):
    annex = making.add(draft(cast), by=cast.social.staff)
    client.force_login(cast.social.staff)
    url = reverse("annex_remove", args=[annex.pk])
    assert "endgültig gelöscht" in client.get(url).content.decode()
    assert Annex.objects.exists()
    assert client.post(url)["Location"] == reverse("agreement_papers", args=[annex.subject_id])
    assert not Annex.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_papers__cost_the_same_for_one_file_or_three(client, cast, count, settings, django_assert_num_queries):
    agreement = offered(cast)
    for number in range(count):
        making.add(agreement, by=cast.social.staff, name=f"{number}.pdf")
        making.add(agreement, by=cast.social.signatory, kind="returned", name=f"{number}.pdf", comment="x")
    client.force_login(cast.social.coordinator)
    ContentType.objects.get_for_model(Agreement)
    with django_assert_num_queries(7):  # session, person; standing, agreement, parties, editions, annexes
        answer = client.get(reverse("agreement_papers", args=[agreement.pk]))
    assert answer.content.decode().count("Prüfsumme") == 2 * count
