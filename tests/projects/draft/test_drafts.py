"""A draft keeps what was typed, is read by the own house only, and becomes a request once."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from partnerships.annex.models import Annex
from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from partnerships.organisation.models import Membership, Role
from projects.contribution.models import Contribution
from projects.draft import actions
from projects.draft.models import Draft
from tests.once import body, post
from tests.projects.contribution.test_views import form_of
from tests.projects.plan import making as plans

NEW, SAVE = "/contributions/new/", "/contributions/drafts/save/"
HTMX = {"headers": {"HX-Request": "true"}}


@pytest.mark.parametrize("index", [0, 1])
def test_draft__is_saved_while_one_types__gone_on_with__and_sent_once(client, cast, index):
    team = cast.teams[index]
    client.force_login(team.staff)
    page = client.get(NEW, {"partnership": cast.partnership.pk})
    pk = str(page.context["draft_pk"])
    assert not Draft.objects.exists()
    typed = form_of(cast, team, draft=pk, title="Halb <b>fertig</b>", money_amount="30.0", ends_on="")
    assert "Entwurf gespeichert" in client.post(SAVE, typed, **HTMX).content.decode()
    assert "Entwurf gespeichert" in client.post(SAVE, typed | {"money_amount": "30.000", "draft_edition": "1"}, **HTMX).content.decode()
    draft = Draft.objects.get()
    assert (str(draft.pk), draft.edition) == (pk, 2)
    assert not Entry.objects.filter(verb__startswith="contribution").exists()

    client.force_login(team.coordinator)  # somebody else of the same house goes on
    assert "Halb &lt;b&gt;fertig&lt;/b&gt;" in client.get("/contributions/drafts/").content.decode()
    html = client.get(draft.get_absolute_url()).content.decode()
    assert 'value="30.000"' in html
    sent = form_of(cast, team, draft=pk, title="Fertig", money_amount="30.000") | plans.typed()
    assert post(client, NEW, sent | {"plan-cost-0-amount": "38.000,01"}).status_code == 422
    assert post(client, NEW, sent | {"money_amount": "29.000"}).status_code == 422
    assert Draft.objects.exists()
    assert post(client, NEW, sent).status_code == 302
    assert not Draft.objects.exists()
    contribution = Contribution.objects.get()
    assert (contribution.title, contribution.plan.lines.count()) == ("Fertig", 12)


def test_draft__nobody_else_reads_or_overwrites_it(client, cast):
    pk = uuid4()
    words = {"partnership": cast.partnership, "edition": None}
    draft = actions.save(pk, data={"title": "Unser"}, by=cast.social.staff, **words)
    with pytest.raises(Refused, match="jemand anderem"):
        actions.save(pk, data={"title": "Ihrer"}, by=cast.housing.staff, **words)
    with pytest.raises(Refused, match="inzwischen gespeichert"):
        actions.save(pk, data={"title": "Zweiter"}, by=cast.social.coordinator, **words)
    client.force_login(cast.housing.staff)
    assert "Unser" not in client.get("/contributions/drafts/").content.decode()
    assert "Unser" not in client.get(draft.get_absolute_url()).content.decode()
    assert client.post(f"/contributions/drafts/{pk}/remove/").status_code == 404
    client.force_login(cast.social.reader)
    assert client.post(f"/contributions/drafts/{pk}/remove/").status_code == 404
    client.force_login(cast.social.coordinator)
    assert client.post(f"/contributions/drafts/{pk}/remove/").status_code == 302
    assert not Draft.objects.exists()


def test_draft__without_a_script__saves_adds_rows_and_survives_nonsense(client, cast):
    client.force_login(cast.social.staff)
    pk = str(uuid4())
    typed = form_of(cast, draft=pk, title="\x00Nul\x07", money_amount="1e9", foreign="x") | {"plan-cost-0-label": "Druck"}
    answer = client.post(SAVE, typed)
    assert answer.url.endswith(pk)
    assert client.get(answer.url).status_code == 200
    data = Draft.objects.get().data
    assert (data["title"], data["money_amount"], "foreign" in data) == ("Nul", "1e9", False)
    more = client.get(client.post(SAVE, typed | {"more": "cost"}).url)
    assert 'value="Druck"' in more.content.decode()
    assert client.post(SAVE, typed | {"draft": "nonsense"}).status_code == 404
    assert client.post(SAVE, typed | {"partnership": "x"}).status_code == 404
    assert client.get(SAVE).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_list__costs_the_same(client, cast, count, django_assert_num_queries, settings):
    settings.USERSESSIONS_TRACK_ACTIVITY = False
    for number in range(count):
        actions.save(uuid4(), partnership=cast.partnership, data={"title": str(number)}, edition=None, by=cast.social.staff)
    client.force_login(cast.social.staff)
    client.get("/contributions/drafts/")
    with django_assert_num_queries(5):  # session, user, standing, count, rows
        client.get("/contributions/drafts/")


def test_opened_for_one_organisation__sent_after_choosing_another__counts_for_the_first(client, cast):
    """In a second tab another one was chosen meanwhile: draft and request are of the organisation the form was opened for."""
    person = cast.social.staff
    Membership.objects.create(person=person, organisation=cast.housing.org, roles=[Role.COORDINATOR])
    person.acting_for = cast.social.org
    person.save(update_fields=["acting_for"])
    client.force_login(person)
    page = client.get(NEW, {"partnership": cast.partnership.pk}).content.decode()
    assert f'name="acting" value="{cast.social.org.pk}"' in page
    type(person).objects.filter(pk=person.pk).update(acting_for=cast.housing.org)
    sent = form_of(cast, cast.social, draft=str(uuid4()), acting=str(cast.social.org.pk))
    client.post(SAVE, sent)
    assert Draft.objects.get().organisation == cast.social.org
    assert post(client, NEW, sent).status_code == 302
    assert Contribution.objects.get().receiver == cast.social.org
    foreign = post(client, NEW, sent | {"acting": str(cast.outsider.org.pk)})
    assert foreign.status_code == 422, "nobody acts for a foreign one: it is the housing company that asks itself"


def test_files__laid_into_the_draft__go_along_when_it_is_sent__and_go_when_it_is_deleted(client, cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(cast.social.staff)
    typed = form_of(cast, cast.social, draft=str(uuid4()), title="Mit Angebot")
    attach = client.post(SAVE, typed | {"attach": "1"}).url
    draft = Draft.objects.get()
    for name in ("Angebot.txt", "Skizze.txt"):
        upload = SimpleUploadedFile(name, f"{name}: 400 Euro".encode())
        assert post(client, attach, {"kind": "attachment", "upload": upload, "comment": "Drei Angebote"}).url.endswith("#files")
    annex = Annex.objects.get(name="Angebot.txt")
    assert "Angebot.txt" in client.get(draft.get_absolute_url()).content.decode()
    assert body(client.get(annex.get_absolute_url())) == b"Angebot.txt: 400 Euro"
    client.force_login(cast.housing.approver)
    assert client.get(annex.get_absolute_url()).status_code == 404
    assert client.get(attach).status_code == 404
    client.force_login(cast.social.coordinator)
    assert post(client, f"/annexes/{Annex.objects.get(name='Skizze.txt').pk}/remove/").status_code == 302
    assert post(client, NEW, typed).status_code == 302
    assert not Draft.objects.exists()
    [moved] = Annex.objects.of(Contribution.objects.get())
    assert (moved.name, moved.person, moved.file, moved.is_internal) == ("Angebot.txt", cast.social.staff, annex.file, False)
    client.force_login(cast.housing.approver)
    assert body(client.get(moved.get_absolute_url())) == b"Angebot.txt: 400 Euro"
    assert [entry.verb for entry in Entry.objects.order_by("pk") if "annex" in entry.verb] == ["annex.added"]

    client.force_login(cast.social.staff)
    client.post(SAVE, typed | {"draft": str(uuid4())})
    other = Draft.objects.get()
    upload = SimpleUploadedFile("Weg.txt", b"weg")
    post(client, f"/contributions/drafts/{other.pk}/files/new/", {"kind": "attachment", "upload": upload, "comment": "Weg"})
    client.post(f"/contributions/drafts/{other.pk}/remove/")
    assert list(Annex.objects.all()) == [moved]
