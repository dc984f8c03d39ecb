"""The PDF of released minutes: made once, with the releases and the checksum, recognised by the page that checks PDFs."""

import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from partnerships.base import files
from partnerships.meeting import actions as meetings
from partnerships.paper.verify import look_inside
from partnerships.passage import actions as passages
from partnerships.protocol.build import make
from partnerships.protocol.models import AREA, MinutesPaper
from partnerships.protocol.tasks import unmade_minutes
from tests.once import body, post
from tests.partnerships.annex import making
from tests.partnerships.meeting.stage import released, sent


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def made(meeting) -> MinutesPaper:
    assert unmade_minutes() == 1
    paper = MinutesPaper.objects.get(meeting=meeting)
    make(paper.pk)
    paper.refresh_from_db()
    return paper


def test_paper__of_released_minutes__carries_what_was_released__and_is_made_once(cast):
    assert unmade_minutes() == 0
    meeting = released(cast)
    paper = made(meeting)
    path = files.path_of(AREA, paper.file)
    inside = look_inside(path)
    assert inside.fits
    assert inside.named == meeting.digest_released == paper.digest
    assert files.sha256_of(path) == paper.sha256
    assert not make(paper.pk)
    assert unmade_minutes() == 0
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
        MinutesPaper.objects.filter(pk=paper.pk).update(sha256="0" * 64)


def test_paper__with_a_differing_view__is_downloaded_and_recognised__names_only_for_who_reads_it(client, cast):
    meeting = sent(cast)
    url = reverse("meeting_paper", args=[meeting.pk])
    client.force_login(cast.housing.reader)
    assert "sobald beide Seiten" in client.get(url, follow=True).content.decode()
    wish = passages.ask(meeting, edition=1, wish="Ab Mai.", item=meeting.items.get(), by=cast.housing.staff)
    client.force_login(cast.social.staff)
    photo = {"kind": "topic", "upload": making.sent(making.picture(), "Plan.jpg"), "comment": "Der Plan an der Tür."}
    assert post(client, reverse("item_annex_create", args=[meeting.items.get().pk]), photo).status_code == 302
    client.force_login(cast.housing.reader)
    passages.differ(wish, view="Ab Mai gilt der Plan.", by=cast.housing.staff)
    meeting = meetings.send_for_release(meeting, edition=2, by=cast.social.staff)
    for team in cast.teams:
        meeting = meetings.release(meeting, edition=2, by=team.coordinator)
    made(meeting)
    file = body(client.get(url))
    with pikepdf.open(io.BytesIO(file)) as pdf:
        drawn = [image for page in pdf.pages for image in page.get_images().values()]
        said = [str(each.Alt) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"]
    assert ([(each.Width, each.Height) for each in drawn], said) == ([(60, 40)], ["Der Plan an der Tür."])
    verify = reverse("paper_verify")

    def asked(content: bytes) -> str:
        return client.post(verify, {"upload": SimpleUploadedFile("protokoll.pdf", content)}).content.decode()

    assert "Bau coordinator" in asked(file)
    assert "Unbekannt oder verändert" in asked(file + b" ")
    client.force_login(cast.outsider.coordinator)
    assert client.get(url).status_code == 404
    page = asked(file)
    assert "unverändert" in page
    assert "Bau coordinator" not in page
