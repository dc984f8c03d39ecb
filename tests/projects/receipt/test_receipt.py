"""Receipts: entered once, from a phone, told as sums to the giver, fixed once handed in."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse
from PIL import Image

from partnerships.annex.models import Annex
from partnerships.base import clock, files
from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from partnerships.todo.registry import todos_of
from projects.receipt import actions
from projects.receipt.actual import BEYOND, NEARLY, OK, OVER, actual_of
from projects.receipt.models import Receipt
from tests.once import body, post
from tests.partnerships.annex import making as annexes
from tests.partnerships.annex.test_upload import disk_with
from tests.projects.receipt import making


@pytest.fixture(autouse=True)
def _place_and_time(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    with clock.travel(clock.at(date(2026, 11, 20), 9)):
        yield


def typed(contribution, **changes) -> dict:
    return {"amount": "120,00", "day": "2026-03-05", "payee": "Ada Weber", "reason": "Nähkurs im März", "reference": "R 17",
            "line": str(making.line(contribution, "fees").pk)} | changes  # fmt: skip


def send(client, contribution, **changes):
    return post(client, reverse("receipt_create", args=[contribution.pk]), typed(contribution, **changes))


def test_worked_example__to_the_cent(cast):
    """Domain example: fees +30 % need a change request, materials +11 % are within the 20 %, the total is kept."""
    contribution = making.grant(cast)
    making.spend_all(contribution, cast.social.finance)
    actual = actual_of(contribution)
    assert [(row.planned, row.spent, row.deviation, row.light) for row in actual.rows] == [
        (Decimal("38000.00"), Decimal("36600.00"), -4, NEARLY),
        (Decimal("4000.00"), Decimal("5200.00"), 30, BEYOND),
        (Decimal("3500.00"), Decimal("3900.00"), 11, OVER),
        (Decimal("4500.00"), Decimal("4300.00"), -4, NEARLY),
        (Decimal("5000.00"), Decimal("5000.00"), 0, NEARLY),
    ]
    assert (actual.total.planned, actual.total.spent, actual.total.left) == (Decimal("55000.00"), Decimal("55000.00"), Decimal(0))
    assert (actual.total.light, actual.needs_change) == (NEARLY, True)


@pytest.mark.parametrize(
    ("cover", "spent", "light"),
    [
        ("tolerance", "3599.99", OK), ("tolerance", "3600.00", NEARLY), ("tolerance", "4000.00", NEARLY), ("tolerance", "4000.01", OVER),
        ("tolerance", "4800.00", OVER), ("tolerance", "4800.01", BEYOND),
        ("none", "4000.00", NEARLY), ("none", "4000.01", BEYOND), ("full", "9000.00", OVER),
    ],
)  # fmt: skip
def test_light__of_a_line(cast, cover, spent, light):
    contribution = making.grant(cast)
    contribution.plan.cover = cover
    contribution.plan.save()
    making.enter(contribution, cast.social.finance, amount=Decimal(spent))
    assert actual_of(contribution).rows[1].light == light


def test_warned__before_it_is_too_late__and_led_to_the_change_request(client, cast):
    contribution = making.grant(cast)
    client.force_login(cast.social.staff)
    for amount, says in (("3.000,00", ""), ("700,00", "bei 92 % des Plans: 300,00\xa0€ sind noch übrig"), ("1.200,00", "mehr als erlaubt")):
        send(client, contribution, amount=amount, payee=amount)
        assert says in (page := client.get(reverse("contribution_receipts", args=[contribution.pk])).content.decode())
    change = reverse("contribution_change", args=[contribution.pk])
    assert change in page
    client.force_login(cast.housing.approver)
    assert change in client.get(reverse("contribution_receipts", args=[contribution.pk])).content.decode()


def test_phone__photo_drawn_anew_smaller_without_metadata(client, cast):
    contribution = making.grant(cast)
    client.force_login(cast.social.staff)
    exif = Image.Exif()
    exif[0x010F] = "Telefonwerk"
    photo = annexes.picture(size=(3000, 1500), exif=exif)
    answer = send(client, contribution, photo=annexes.sent(photo, "IMG_2041.jpg"))
    assert (answer.status_code, answer["Location"]) == (302, reverse("contribution_receipts", args=[contribution.pk]))
    receipt, annex = Receipt.objects.get(), Annex.objects.get()
    assert (receipt.no, receipt.amount, receipt.sha256, annex.kind, annex.shared_at) == (1, Decimal(120), annex.sha256, "receipt", None)
    content = body(client.get(reverse("annex_download", args=[annex.pk])))
    drawn = Image.open(io.BytesIO(content))
    assert (drawn.size, dict(drawn.getexif()), b"Telefonwerk" in content) == ((2400, 1200), {}, False)
    page = client.get(reverse("receipt_create", args=[contribution.pk])).content.decode()
    assert 'capture="environment"' in page
    assert page.index('name="amount"') < page.index('name="photo"') < page.index('name="day"')


def test_photo__kept_when_the_form_comes_back(client, cast):
    contribution = making.grant(cast)
    client.force_login(cast.social.staff)
    answer = send(client, contribution, amount="1e9", photo=annexes.sent(annexes.picture(), "<b>Foto</b>.jpg"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert ("<b>Foto" in page, "ist schon da" in page, "Nähkurs im März" in page) == (False, True, True)
    kept = answer.context["form"]["kept"].value()
    assert send(client, contribution, kept=kept).status_code == 302
    assert Annex.objects.get().sha256 == Receipt.objects.get().sha256
    assert send(client, contribution, kept="nonsense", payee="Anders").status_code == 302
    assert Annex.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (annexes.word(), "Beleg.docx", "Möglich sind: JPEG, PNG, PDF"),
        (annexes.picture()[:200], "Foto.jpg", "beschädigt"),
        (b"<svg>", "Foto.svg", "nicht angenommen"),
    ],
    ids=["word", "broken", "svg"],
)
def test_other_files__refused(client, cast, content, name, says):
    contribution = making.grant(cast)
    client.force_login(cast.social.staff)
    answer = send(client, contribution, upload=annexes.sent(content, name))
    assert (answer.status_code, says in answer.content.decode(), Receipt.objects.count()) == (422, True, 0)


@pytest.mark.parametrize("most", [0, 1000])
def test_disk_full__a_sentence_and_nothing_half_saved(client, cast, most):
    contribution = making.grant(cast)
    client.force_login(cast.social.staff)
    making.enter(contribution, cast.social.finance)
    with disk_with(most):
        answer = send(client, contribution, photo=annexes.sent(annexes.noise(bytes(range(256)) * 30 * 30 * 3, quality=60), "IMG.jpg"))
    assert (answer.status_code, "konnte nicht gespeichert werden" in answer.content.decode()) == (422, True)
    assert (Receipt.objects.count(), Annex.objects.count(), annexes.kept(files.folder())) == (1, 0, [])


def test_once__the_same_file_or_words_in_any_grant_of_the_house(cast):
    first, second = making.grant(cast), making.grant(cast, title="Zweite")
    by = cast.social.finance
    making.enter(first, by, upload=making.picture(), reference="R 17")
    with pytest.raises(Refused, match=r"Dieses Bild oder diese Datei .* Nr\. 1, Ada Weber, 120,00.€, in „Stadtteiltreff Lindenhof“"):
        making.enter(second, by, upload=making.picture(), payee="Jemand", reference="R 18")
    with pytest.raises(Refused, match="Empfänger, Tag, Betrag und Nummer"):
        making.enter(second, by, payee="ada  WEBER", reference="r 17")
    with pytest.raises(Refused, match="gleichen Empfänger"):
        making.enter(second, by)
    alike = f"alike:{Receipt.objects.get().pk}"
    assert making.enter(second, by, meant=[alike]).no == 1
    struck = Receipt.objects.get(contribution=first)
    actions.strike(struck, edition=1, reason="Falscher Zuschuss", by=by)
    alike = f"alike:{Receipt.objects.get(reference='').pk}"
    assert making.enter(second, by, upload=making.picture(), reference="R 17", meant=[alike]).no == 2


def test_once__the_database_holds_it(cast):
    contribution = making.grant(cast)
    receipt = making.enter(contribution, cast.social.finance, reference="R 17")
    receipt.pk, receipt.no, receipt.payee, receipt._state.adding = None, 2, "ADA WEBER", True
    with pytest.raises(Refused, match="gerade jemand anderes"):
        actions._save(receipt)


@pytest.mark.parametrize(
    ("day", "says"),
    [("2027-01-20", "noch bevor|liegt noch vor"), ("2019-03-05", "Jahre"), ("5.3.26.1", "gültiges Datum")],
)
def test_day__what_is_never_kept(client, cast, day, says):
    contribution = making.grant(cast)
    client.force_login(cast.social.staff)
    answer = send(client, contribution, day=day)
    assert (answer.status_code, Receipt.objects.count()) == (422, 0)
    assert any(word in answer.content.decode() for word in says.split("|")), answer.context["form"].errors


def test_day__outside_the_period_is_asked_about(client, cast):
    contribution = making.grant(cast)
    client.force_login(cast.social.staff)
    answer = send(client, contribution, day="2025-12-30")
    assert answer.status_code == 422
    assert "01.01.2026 bis 31.12.2026" in answer.content.decode()
    assert send(client, contribution, day="2025-12-30", meant="outside:2025-12-30").status_code == 302
    assert Receipt.objects.get().outside


@pytest.mark.parametrize(
    "changes", [{"amount": "-5"}, {"amount": "0"}, {"amount": "1,005"}, {"payee": "x" * 121}, {"payee": "a\u202eb"}, {"line": ""}]
)
def test_bad_input__nothing_saved_nothing_lost(client, cast, changes):
    contribution = making.grant(cast)
    client.force_login(cast.social.staff)
    answer = send(client, contribution, **changes)
    assert (answer.status_code, Receipt.objects.count(), "Nähkurs im März" in answer.content.decode()) == (422, 0, True)


def test_sides__the_giver_sees_sums_the_receiver_each_receipt(client, cast):
    for team in cast.teams:
        other = cast.other(team)
        contribution = making.grant(cast, team)
        receipt = making.enter(contribution, team.finance, upload=making.picture(annexes.picture(size=(60, 40 + len(team.side)))))
        page = reverse("contribution_receipts", args=[contribution.pk])
        for person, single in ((team.reader, True), (other.coordinator, False)):
            client.force_login(person)
            content = client.get(page).content.decode()
            assert ("Ada Weber" in content, "120,00" in content) == (single, True)
            assert client.get(receipt.get_absolute_url()).status_code == (200 if single else 404)
            download = client.get(reverse("annex_download", args=[Annex.objects.latest("pk").pk]))
            assert (download.status_code, len(body(download)) > 100) == (200 if single else 404, True)
        client.force_login(other.coordinator)
        assert not Entry.objects.visible_to(other.coordinator).filter(subject_id=receipt.pk).exists()
        with pytest.raises(Refused, match=r"nur (Klang|Bau)"):
            making.enter(contribution, other.finance)
        with pytest.raises(Refused):
            making.enter(contribution, team.reader)


def test_fixed__neither_actions_nor_sql_change_it(cast):
    contribution = making.grant(cast)
    receipt = making.enter(contribution, cast.social.finance, upload=making.picture())
    mine = Receipt.objects.filter(contribution=contribution)
    actions.fix(contribution, receipts=mine, through=date(9999, 12, 31))
    receipt = Receipt.objects.get()
    for verb in (lambda: actions.strike(receipt, edition=1, reason="x", by=cast.social.finance),
                 lambda: making.enter(contribution, cast.social.finance, payee="Neu")):  # fmt: skip
        with pytest.raises(Refused):
            verb()
    for change in (lambda: mine.update(amount=1), Annex.objects.all().delete, mine.delete):
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()
    actions.open_again(contribution, receipts=mine, through=None)
    assert actions.strike(Receipt.objects.get(), edition=1, reason="Doppelt", by=cast.social.finance).struck_at
    assert actual_of(contribution).total.spent == 0


def test_edit__with_old_and_new_value_and_a_stale_edition_refused(client, cast):
    contribution = making.grant(cast)
    receipt = making.enter(contribution, cast.social.finance)
    client.force_login(cast.social.staff)
    url = reverse("receipt_edit", args=[receipt.pk])
    assert post(client, url, typed(contribution, amount="130,00", edition="1", shown="")).status_code == 302
    receipt.refresh_from_db()
    assert (receipt.amount, receipt.edition) == (Decimal(130), 2)
    assert Entry.objects.get(verb="receipt.edited").data["changes"]["amount"] == ["120.00", "130.00"]
    assert post(client, url, typed(contribution, amount="140,00", edition="1", shown="")).status_code == 422


def test_todo__a_line_above_the_plan_is_told_to_the_house_that_spends(cast):
    contribution = making.grant(cast)
    making.spend_all(contribution, cast.social.finance)
    asks = {(todo.title, todo.ask) for todo in todos_of(cast.social.staff)["me"]}
    assert {
        ("Stadtteiltreff Lindenhof: Honorare", "Weit über dem Plan: beantragen Sie eine Änderung"),
        ("Stadtteiltreff Lindenhof: Sachkosten", "Über dem Plan: sparen Sie es in einer anderen Zeile"),
    } <= asks
    assert not [todo for todos in todos_of(cast.housing.staff).values() for todo in todos if "Honorare" in todo.title]


def test_list__queries(client, cast, django_assert_num_queries):
    contribution = making.grant(cast)
    client.force_login(cast.social.staff)
    url = reverse("contribution_receipts", args=[contribution.pk])
    making.enter(contribution, cast.social.finance)
    client.get(url)
    with django_assert_num_queries(7):
        client.get(url)
    for number in range(2):
        making.enter(contribution, cast.social.finance, payee=f"Firma {number}")
    with django_assert_num_queries(7):
        client.get(url)
