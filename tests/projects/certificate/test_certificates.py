"""A paper is entered with its file; partners read it; it counts until its last day."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from partnerships.base import clock
from projects.certificate.models import Certificate
from tests.once import body, post

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def _june_2026(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with clock.travel(clock.at(date(2026, 6, 1), 12)):
        yield


def typed(**changes) -> dict:
    words = {"kind": "insurance", "issued_on": "2026-01-01", "valid_until": "2026-12-31", "note": "Haftpflicht"}
    return words | {"upload": SimpleUploadedFile("Police.pdf", PDF)} | changes


@pytest.mark.django_db
def test_entered_with_its_file__read_by_partners__taken_out(cast, client):
    client.force_login(cast.social.staff)
    made = post(client, reverse("certificate_create"), typed())
    certificate = Certificate.objects.get()
    assert made.url == certificate.get_absolute_url()
    assert list(Certificate.objects.valid()) == [certificate]
    assert list(Certificate.objects.valid(date(2027, 1, 1))) == []
    for person, status in ((cast.housing.reader, 200), (cast.outsider.coordinator, 404)):
        client.force_login(person)
        assert client.get(certificate.get_absolute_url()).status_code == status
    client.force_login(cast.housing.staff)
    html = client.get(certificate.get_absolute_url()).content.decode()
    assert "Police.pdf" in html
    [link] = [part.split('"')[0] for part in html.split('href="') if part.startswith("/annexes/")]
    assert body(client.get(link)) == PDF
    assert client.get(reverse("certificate_end", args=[certificate.pk])).status_code in (302, 409)
    client.force_login(cast.social.staff)
    client.post(reverse("certificate_end", args=[certificate.pk]), {"reason": "Falsches Papier"})
    assert list(Certificate.objects.valid()) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes",
    [
        {"valid_until": "2025-12-31"},
        {"valid_until": "2026-05-31"},
        {"issued_on": "2026-06-02"},
        {"valid_until": "2046-12-31"},
        {"valid_until": "31.02.2027"},
        {"upload": SimpleUploadedFile("x.exe", b"MZ\x90")},
        {"kind": "nonsense"},
    ],
)
def test_nonsense__is_told_and_nothing_is_kept(cast, client, changes):
    client.force_login(cast.social.staff)
    answer = post(client, reverse("certificate_create"), typed(**changes))
    assert answer.status_code == 422
    assert "Haftpflicht" in answer.content.decode()
    assert not Certificate.objects.exists()
