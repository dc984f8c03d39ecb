"""Whatever is typed: a sentence at the field or above the form, nothing lost, no error page."""

from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.urls import reverse

from partnerships.agreement import actions
from partnerships.agreement.edition import Edition
from partnerships.agreement.models import Agreement
from partnerships.base.meanwhile import sentence
from tests.once import post
from tests.partnerships.agreement.making import TERM, conclude, draft, offered, reworded, sheet_data, to_be_signed, wording

CREATE = {"kind": "cooperation", "title": "Kooperation", "starts_on": "2026-01-01", "ends_on": "2027-12-31", "notice_months": "6"} | TERM


@pytest.fixture
def sheet(client, cast):
    """Send the page of a draft with some fields typed differently."""
    agreement = draft(cast)
    client.force_login(cast.social.coordinator)

    def send(**typed):
        names = {name.replace("__", "-"): value for name, value in typed.items()}
        return client.post(reverse("agreement_edit", args=[agreement.pk]), sheet_data(agreement, wording(cast)) | names)

    return send


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("title", "", "Dieses Feld ist zwingend erforderlich."),
        ("title", "x" * 161, "höchstens 160 Zeichen"),
        ("title", "Text\x07mit Glocke", "unsichtbare Steuerzeichen"),
        ("kind", "handshake", "ist keine"),
        ("partnership", "01900000-0000-7000-8000-000000000000", "gültige Auswahl"),
        ("starts_on", "31.02.2026", "gültiges Datum"),
        ("starts_on", "0001-01-01", "Bitte prüfen Sie das Jahr"),
        ("ends_on", "2025-12-31", "Das Ende darf nicht vor dem Anfang liegen."),
        ("notice_months", "-1", "größer"),
        ("notice_months", "1e9", "ganze Zahl"),
        ("notice_months", "999", "kleiner"),
    ],
)
def test_create__says_what_is_wrong__and_keeps_what_was_typed(client, cast, field, typed, sentence):
    client.force_login(cast.social.coordinator)
    response = post(client, reverse("agreement_create"), CREATE | {"partnership": cast.partnership.pk, field: typed})
    assert response.status_code == 422
    assert sentence in " ".join(response.context["form"].errors[field])
    assert response.context["form"]["title"].value() == (typed if field == "title" else "Kooperation")
    assert Agreement.objects.count() == 0


def test_create__in_a_partnership_that_is_not_mine__is_no_choice(client, cast):
    client.force_login(cast.outsider.coordinator)
    response = post(client, reverse("agreement_create"), CREATE | {"partnership": cast.partnership.pk})
    assert "partnership" in response.context["form"].errors
    assert "Gute Nachbarschaft" not in response.content.decode()


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("clause__1__title", "", "Dieses Feld ist zwingend erforderlich."),
        ("clause__1__body", "x" * 20_001, "höchstens 20000 Zeichen"),
        ("clause__1__body", "\x00", "unsichtbare Steuerzeichen"),
        ("clause__1__key", "nicht erlaubt!", "gültigen Wert"),
        ("promise__0__amount", "1e9", "Bitte geben Sie eine Zahl ein"),
        ("promise__0__amount", "-5", "größer"),
        ("promise__0__amount", "9999999999999", "kleiner"),
        ("promise__0__amount", "", "Bitte geben Sie einen Betrag ein."),
        ("promise__0__amount", "1.234,567", "Dezimalstellen"),
        ("promise__0__money_type", "", "welche Art von Geld"),
        ("promise__0__ends_on", "2025-01-01", "Das Ende darf nicht vor dem Anfang liegen."),
        ("promise__0__starts_on", "morgen", "gültiges Datum"),
        ("promise__0__giver", "01900000-0000-7000-8000-000000000000", "gültige Auswahl"),
        ("promise__1__quantity", "", "um den Wert zu berechnen"),
        ("promise__1__quantity", "0", "größer"),
        ("promise__1__rate_source", "", "Woher kommt der Satz?"),
        ("promise__1__per", "once", "Räume werden je Monat gerechnet."),
        ("promise__1__kind", "gold", "ist keine"),
    ],
)
def test_edit__says_what_is_wrong_at_the_field__and_keeps_the_rest(sheet, field, typed, sentence):
    response = sheet(**{field: typed, "clause__2__body": "Neu getippt."})
    prefix, number, name = field.split("__")
    rows = {"clause": response.context["sheet"].clauses.formset, "promise": response.context["sheet"].promises}[prefix]
    assert response.status_code == 422
    assert sentence in " ".join(rows.forms[int(number)].errors[name])
    assert "Neu getippt." in response.content.decode()
    assert Edition.objects.get().saves == 1


def test_edit__giver_and_receiver_alike__told(sheet, cast):
    response = sheet(promise__0__receiver=str(cast.housing.org.pk))
    assert response.context["sheet"].promises.forms[0].errors["receiver"] == ["Wer gibt und wer erhält, muss verschieden sein."]


@pytest.mark.parametrize(("typed", "kept"), [("1.234,50", "1234.50"), ("1234.50", "1234.50"), ("1.234", "1234.00"), ("12 €", "12.00")])
def test_edit__amounts__german_and_plain(sheet, typed, kept):
    assert sheet(promise__0__amount=typed).status_code == 302
    assert str(Edition.objects.get().promises.get(title="Zuschuss").amount) == kept


def test_edit__what_belongs_to_another_kind__does_not_matter(sheet):
    assert sheet(promise__1__amount="Unsinn", promise__1__money_type="spende").status_code == 302
    room = Edition.objects.get().promises.get(title="Gruppenraum")
    assert (str(room.amount), room.money_type) == ("180.00", "")


def test_edit__html__is_shown_as_text(sheet, client):
    assert sheet(clause__1__body="<script>alert(1)</script>", clause__1__title="<b>fett</b>").status_code == 302
    page = client.get(Agreement.objects.get().get_absolute_url()).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<b>fett</b>" not in page


def test_edit__empty_rows_are_left_out__but_not_all_of_them(sheet):
    nothing = {f"clause__{number}__{name}": "" for number in range(3) for name in ("key", "title", "body")}
    response = sheet(**nothing)
    assert response.status_code == 422
    assert "Eine Vereinbarung braucht mindestens einen Abschnitt." in response.content.decode()
    assert sheet(**{name: "" for name in nothing if "__2__" in name}).status_code == 302
    assert Edition.objects.get().clauses.count() == 2


@pytest.mark.parametrize("number", ["9" * 5000, "9999", "²", "-1"])
def test_edit__a_button_with_a_broken_number__no_error_page(sheet, number):
    assert sheet(do=f"clause-up-{number}").status_code in (200, 422)
    assert Edition.objects.get().saves == 1


@pytest.mark.parametrize("total", ["", "x", "-1", "9999999"])
@pytest.mark.parametrize("do", ["save", "clause-add-0"])
def test_edit__a_broken_count_of_rows__no_error_page(sheet, total, do):
    assert sheet(clause__TOTAL_FORMS=total, do=do).status_code in (200, 422)
    assert Edition.objects.get().saves == 1


def test_edit__too_much_text__told(sheet):
    clauses = {f"clause__{number}__{name}": value for number in range(12) for name, value in (("title", "T"), ("body", "x" * 19_000))}
    response = sheet(clause__TOTAL_FORMS="12", **clauses)
    assert response.status_code == 422
    assert "Der Text ist zu lang" in response.content.decode()


def test_edit__a_colleague_was_quicker__told_and_nothing_lost(client, cast):
    agreement = draft(cast)
    client.force_login(cast.social.coordinator)
    mine = sheet_data(agreement, reworded(cast, "Mein Wortlaut."))
    actions.edit(agreement, saves=1, wording=reworded(cast, "Ihr Wortlaut."), by=cast.social.staff)

    told = client.post(reverse("agreement_edit", args=[agreement.pk]), mine)

    page = told.content.decode()
    assert told.status_code == 422
    assert sentence() in page
    assert "Mein Wortlaut." in page
    differs = page.partition("Worin Ihr Text von dem abweicht")[2].partition("</details>")[0]
    assert all(word in differs for word in ("Ihr ", "Mein "))
    again = client.post(reverse("agreement_edit", args=[agreement.pk]), mine | {"saves": told.context["form"]["saves"].value()})
    assert again.status_code == 302


def test_counter__stale__told__and_sent_again_it_answers_the_newest(client, cast):
    agreement = offered(cast)
    client.force_login(cast.housing.coordinator)
    mine = sheet_data(agreement, reworded(cast, "Mein Wortlaut."), comment="Warum.")
    actions.counter(agreement, edition=1, wording=reworded(cast, "Ihr Wortlaut."), comment="So.", by=cast.social.coordinator)

    told = client.post(reverse("agreement_counter", args=[agreement.pk]), mine)

    assert told.status_code == 422
    assert sentence() in told.content.decode()
    assert "Mein Wortlaut." in told.content.decode()
    shown = told.content.decode().partition("Was sich inzwischen geändert hat, von Fassung 1 zu Fassung 2")[2].partition("</details>")[0]
    assert "Ihr " in shown
    assert "Mein " not in shown
    again = client.post(reverse("agreement_counter", args=[agreement.pk]), mine | {"edition": told.context["form"]["edition"].value()})
    assert again.status_code == 302
    assert Agreement.objects.get().edition == 3


def test_counter__signed_meanwhile__told_and_the_text_is_kept(client, cast):
    agreement = offered(cast)
    client.force_login(cast.housing.coordinator)
    mine = sheet_data(agreement, reworded(cast, "Mein Wortlaut."), comment="Warum.")
    conclude(agreement, cast)
    told = client.post(reverse("agreement_counter", args=[agreement.pk]), mine)
    assert told.status_code == 422
    assert "ist in Kraft: An ihr ändert sich nichts mehr" in told.content.decode()
    assert "Mein Wortlaut." in told.content.decode()


@pytest.mark.parametrize("edition", ["", "x", "0", "-1", "99", "1e3"])
@pytest.mark.parametrize("verb", ["sign", "drop", "reopen"])
def test_sign_drop_reopen__nonsense_for_an_edition__no_error_page(client, cast, verb, edition):
    agreement = to_be_signed(cast)
    client.force_login(cast.housing.signatory)
    response = client.post(
        reverse(f"agreement_{verb}", args=[agreement.pk]), {"edition": edition, "read": "on", "reason": "Darum.", "parts": ["purpose"]}
    )
    assert response.status_code == 422
    assert (Agreement.objects.get().state, Agreement.objects.get().yeses()) == ("signing", [])


@pytest.mark.parametrize("query", ["from=x&to=y", "from=&to=", "from=99&to=1", "from=1&to=999999999999", "from=-1"])
def test_compare__nonsense__no_error_page(client, cast, query):
    agreement = offered(cast)
    client.force_login(cast.housing.reader)
    assert client.get(f"{reverse('agreement_compare', args=[agreement.pk])}?{query}").status_code in (200, 404)


def test_edition__a_number_too_large__is_404(client, cast):
    agreement = offered(cast)
    client.force_login(cast.housing.reader)
    assert client.get(f"{agreement.get_absolute_url()}editions/99999999999999999999/").status_code == 404


def test_counter__after_the_session_ended__is_back_at_the_form_with_all_that_was_typed(client, cast):
    agreement = offered(cast)
    url = reverse("agreement_counter", args=[agreement.pk])
    typed = urlencode(sheet_data(agreement, reworded(cast, "Lange getippt."), comment="Warum."))
    client.force_login(cast.housing.coordinator)
    client.get(url)
    del client.cookies[settings.SESSION_COOKIE_NAME]
    sent = client.post(url, typed, content_type="application/x-www-form-urlencoded")
    assert sent.status_code == 302
    session = client.session["stash"]
    client.force_login(cast.housing.coordinator)
    kept = client.session
    kept["stash"] = session
    kept.save()
    page = client.get(url).content.decode()
    assert "Lange getippt." in page
    assert "Warum." in page
    assert Agreement.objects.get().edition == 1


TALKS = [
    ({"do": "change", "part": "purpose", "text": " "}, "Bitte schreiben Sie, was anders werden soll."),
    ({"do": "remark", "part": "purpose", "text": ""}, "Bitte schreiben Sie etwas."),
    ({"do": "change", "part": "nowhere", "text": "Mehr Geld."}, "Diesen Teil gibt es in dieser Fassung nicht."),
    ({"do": "change", "part": "", "text": "Mehr Geld."}, "Diesen Teil gibt es in dieser Fassung nicht."),
    ({"do": "change", "part": "purpose", "text": "Mehr Geld.", "edition": 7}, "Inzwischen hat jemand"),
    ({"do": "change", "part": "purpose", "text": "x" * 2001}, "höchstens 2000 Zeichen"),
    ({"do": "note", "part": "purpose", "text": "un\x00sichtbar"}, "unsichtbare Steuerzeichen"),
    ({"do": "open", "part": "purpose"}, "hat zu diesem Teil noch nichts gesagt"),
]


@pytest.mark.parametrize(("data", "sentence"), TALKS)
def test_talk__what_cannot_be_taken__comes_back_with_its_words(client, cast, data, sentence):
    agreement = offered(cast)
    client.force_login(cast.housing.coordinator)
    response = client.post(reverse("agreement_talk", args=[agreement.pk]), {"edition": 1} | data)
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    if data["part"] != "nowhere" and data.get("text", "").isprintable():
        assert data.get("text", "").strip() in page
    assert agreement.stances.filter(organisation=cast.housing.org).count() == 0


@pytest.mark.parametrize("data", [{"do": "nonsense", "edition": 1}, {"do": "agree"}, {"edition": "x"}, {}])
def test_talk__nonsense__no_error_page(client, cast, data):
    agreement = offered(cast)
    client.force_login(cast.housing.coordinator)
    assert client.post(reverse("agreement_talk", args=[agreement.pk]), data).status_code == 422
    assert Agreement.objects.get().state == "review"


def test_talk__markup__is_shown_as_text(client, cast):
    agreement = offered(cast)
    client.force_login(cast.housing.coordinator)
    client.post(
        reverse("agreement_talk", args=[agreement.pk]), {"edition": 1, "do": "change", "part": "purpose", "text": "<script>x</script>"}
    )
    page = client.get(agreement.get_absolute_url()).content.decode()
    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert "<script>x" not in page
