"""Files and pictures on topics: allowed kinds only, made smaller, without metadata; part of what both release, and still from then on."""

import io

import pytest
from django.urls import reverse
from PIL import Image

from partnerships.annex.models import AREA, Annex
from partnerships.base import clock, files
from partnerships.journal.models import Entry
from partnerships.meeting import actions as meetings
from partnerships.meeting.models import Meeting
from partnerships.topic import actions as topics
from tests.once import body, post
from tests.partnerships.annex import making
from tests.partnerships.meeting.stage import written

ITEM, STORED = 9, 5  # with session and user


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def send(client, item, content: bytes, name: str, comment: str = "Der neue Plan an der Tür."):
    url = reverse("item_annex_create", args=[item.pk])
    return post(client, url, {"kind": "topic", "upload": making.sent(content, name), "comment": comment})


def large_photo() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Kamera GmbH"
    buffer = io.BytesIO()
    Image.new("RGB", (3000, 2000), "#0f6b66").save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()


def test_picture__is_drawn_smaller_without_metadata__and_shown_with_its_words(client, cast):
    meeting = written(cast)
    item = meeting.items.get()
    client.force_login(cast.housing.staff)
    nothing_said = send(client, item, large_photo(), "Foto.jpg", comment="")
    assert (nothing_said.status_code, "was auf dem Bild zu sehen ist" in nothing_said.content.decode()) == (422, True)
    assert send(client, item, b"MZ\x90", "virus.exe").status_code == 422
    assert send(client, item, b"<svg onload=alert(1)>", "bild.svg").status_code == 422
    assert send(client, item, large_photo(), "Foto.jpg").status_code == 302
    annex = Annex.objects.get()
    with Image.open(files.path_of(AREA, annex.file)) as kept:
        assert (max(kept.size), dict(kept.getexif())) == (1600, {})
    shown = f'<img src="{annex.get_absolute_url()}" alt="Der neue Plan an der Tür."'
    for name in ("meeting_detail", "meeting_minutes", "meeting_live"):
        assert shown in client.get(reverse(name, args=[meeting.pk])).content.decode()
    assert body(client.get(annex.get_absolute_url())).startswith(b"\xff\xd8")
    client.force_login(cast.outsider.coordinator)
    assert client.get(annex.get_absolute_url()).status_code == 404
    assert send(client, item, making.PDF, "Plan.pdf").status_code == 404


def test_files__belong_to_what_both_release__and_stay(client, cast):
    meeting = written(cast)
    item, before = meeting.items.get(), meeting.digest()
    client.force_login(cast.social.staff)
    assert send(client, item, making.PDF, "Plan.pdf", comment="").status_code == 302
    annex = Annex.objects.get()
    assert meeting.content()["files"] == [["Plan.pdf", annex.sha256]]
    assert meeting.digest() != before
    assert Entry.objects.about(item).get().url == item.get_absolute_url()
    meetings.send_for_release(meeting, edition=1, by=cast.social.staff)
    assert send(client, item, making.PDF, "Noch ein Plan.pdf").status_code in (302, 409)
    client.post(reverse("annex_remove", args=[annex.pk]))
    assert list(Annex.objects.all()) == [annex]
    for team in cast.teams:
        meetings.release(Meeting.objects.get(pk=meeting.pk), edition=1, by=team.coordinator)
    client.force_login(cast.observer.reader)
    assert body(client.get(annex.get_absolute_url())).startswith(b"%PDF-")
    assert "Plan.pdf" in client.get(item.get_absolute_url()).content.decode()


def test_pages_of_topics__ask_the_same_however_many_files(client, cast, django_assert_num_queries):
    meeting = written(cast)
    item, stored = meeting.items.get(), topics.store(cast.partnership, title="Heizung", by=cast.social.staff)
    client.force_login(cast.housing.staff)
    client.get(item.get_absolute_url())
    for number in (1, 3):
        for each in range(number):
            making.add(item, by=cast.social.staff, kind="topic", name=f"{clock.now():%S} {each}.pdf")
        with django_assert_num_queries(ITEM):
            client.get(item.get_absolute_url())
        with django_assert_num_queries(STORED):
            client.get(stored.get_absolute_url())
    client.force_login(cast.observer.reader)
    assert (client.get(item.get_absolute_url()).status_code, client.get(stored.get_absolute_url()).status_code) == (404, 404)
