"""Attachments of a request: both sides read them; taken away only while the request is open, by those who brought them."""

from django.core.files.uploadedfile import SimpleUploadedFile

from partnerships.annex.models import Annex
from projects.contribution import actions
from tests.once import body, post
from tests.projects.contribution import making


def test_files__both_sides__until_it_is_granted(client, cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    contribution = making.asked(cast)
    page = f"/contributions/{contribution.pk}/files/new/"
    client.force_login(cast.social.staff)
    assert client.get(page).status_code == 200
    upload = SimpleUploadedFile("Angebot <b>.txt", "Bühne: 400 Euro".encode())
    answer = post(client, page, {"kind": "attachment", "upload": upload, "comment": "Drei Angebote"})
    assert answer.url == f"{contribution.get_absolute_url()}#files"
    annex = Annex.objects.get()
    client.force_login(cast.housing.approver)
    html = client.get(f"/contributions/{contribution.pk}/decide/").content.decode()
    assert "Drei Angebote" in html
    assert "Entfernen" not in html
    assert "400 Euro" in body(client.get(annex.get_absolute_url())).decode()
    actions.grant(contribution, edition=1, by=cast.housing.approver)
    client.force_login(cast.social.staff)
    assert "Entfernen" not in client.get(contribution.get_absolute_url()).content.decode()
    client.post(f"/annexes/{annex.pk}/remove/")
    assert Annex.objects.exists()
    client.force_login(cast.outsider.coordinator)
    assert client.get(page).status_code == 404
    assert client.get(annex.get_absolute_url()).status_code == 404
