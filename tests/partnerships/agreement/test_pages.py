"""Every page: it works, the outsider gets 404, the reader a sentence, GET writes nothing, the list costs the same for one row or three."""

from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from docx import Document

from partnerships.agreement import actions, signing, talks
from partnerships.agreement.edition import Edition
from partnerships.agreement.models import Agreement
from partnerships.journal.models import Entry
from partnerships.notice.models import Letter
from partnerships.paper.text import paper_of
from partnerships.paper.word import write_word
from tests.once import post
from tests.partnerships.agreement.making import (
    TERM,
    active,
    agreed,
    conclude,
    draft,
    dropped,
    give_into_release,
    idea,
    offered,
    reworded,
    sheet_data,
    to_be_signed,
    wording,
)

PAGES = ["agreement_edit", "agreement_offer", "agreement_counter", "agreement_sign", "agreement_drop", "agreement_reopen"]
STAGES = {
    "agreement_edit": draft,
    "agreement_offer": draft,
    "agreement_sign": to_be_signed,
    "agreement_reopen": to_be_signed,
    "agreement_submit": agreed,
    "agreement_take_up": idea,
    "agreement_revive": dropped,
}


def make(cast, name):
    stage = STAGES.get(name, offered)
    return stage(cast, cast.social if stage is draft else cast.housing)


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_create__begins_with_the_filled_template(client, cast):
    client.force_login(cast.social.staff)
    data = {"partnership": cast.partnership.pk, "kind": "cooperation", "title": "Kooperation", "starts_on": "2026-01-01"}
    data |= {"ends_on": "31.12.2027", "notice_months": "3"} | TERM

    response = post(client, reverse("agreement_create"), data)

    agreement = Agreement.objects.get()
    assert response["Location"] == reverse("agreement_edit", args=[agreement.pk])
    clauses = {clause.key: clause for clause in agreement.current().clauses.all()}
    assert (agreement.state, agreement.owner, len(clauses)) == ("draft", cast.social.org, 21)
    assert "Klang Auenstedt, Auenstedt, vertreten durch Klang signatory\n– nachfolgend „Klang“ –" in clauses["parties"].body
    assert "vom 01.01.2026 bis 31.12.2027" in clauses["term"].body
    assert "Frist von 3 Monaten" in clauses["term"].body
    assert "durch Räume nach §\u00a05" in clauses["contrib_housing"].body
    assert "{Betrag}" in clauses["funding"].body


def test_create__sent_twice__makes_one(client, cast):
    client.force_login(cast.social.coordinator)
    data = {"partnership": cast.partnership.pk, "kind": "letter", "title": "Absicht", "notice_months": "0"} | TERM
    first = post(client, reverse("agreement_create"), data | {"once": "01900000-0000-7000-8000-000000000001"})
    second = post(client, reverse("agreement_create"), data | {"once": "01900000-0000-7000-8000-000000000001"})
    assert (first["Location"], Agreement.objects.count()) == (second["Location"], 1)


@pytest.mark.parametrize("name", ["agreement_detail", "agreement_compare", *PAGES])
def test_page__opens_for_those_who_may_and_is_404_for_outsiders(client, cast, name):
    agreement = make(cast, name)
    url = reverse(name, args=[agreement.pk])
    client.force_login(cast.social.signatory)
    assert client.get(url).status_code == 200
    client.force_login(cast.outsider.coordinator)
    assert client.get(url).status_code == 404
    assert client.post(url).status_code == 404
    client.force_login(cast.observer.reader)
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("name", ["agreement_talk", "agreement_submit", "agreement_take_up", "agreement_revive"])
def test_button__is_404_for_outsiders_and_answers_only_post(client, cast, name):
    url = reverse(name, args=[make(cast, name).pk])
    for person in (cast.outsider.coordinator, cast.observer.reader):
        client.force_login(person)
        assert client.post(url, {"edition": 1}).status_code == 404
    client.force_login(cast.social.coordinator)
    assert client.get(url).status_code == 405


@pytest.mark.parametrize("name", ["agreement_submit", "agreement_take_up", "agreement_revive"])
def test_button__reader__gets_a_sentence(client, cast, name):
    url = reverse(name, args=[make(cast, name).pk])
    client.force_login(cast.social.reader)
    response = client.post(url, {"edition": 1})
    assert "Ihre Rolle bei Klang umfasst das nicht" in said(response)[0]


@pytest.mark.parametrize("name", PAGES)
def test_verb__reader__gets_a_sentence(client, cast, name):
    agreement = make(cast, name)
    url = reverse(name, args=[agreement.pk])
    client.force_login(cast.social.reader)
    came_from = {"Referer": f"http://testserver{reverse('agreement_list')}"}
    sentence = "Ihre Rolle bei Klang umfasst das nicht"
    opened, sent = client.get(url, headers=came_from), client.post(url, headers=came_from)
    assert opened.status_code == 302
    assert sentence in said(opened)[0]
    if name in ("agreement_drop", "agreement_reopen"):  # what was typed stands there still
        assert sent.status_code == 422
        assert sentence in sent.content.decode()
    else:
        assert sent.status_code == 302
        assert sentence in said(sent)[-1]


def test_detail__of_a_draft__is_404_for_the_other_side(client, cast):
    agreement = draft(cast)
    client.force_login(cast.housing.coordinator)
    assert client.get(agreement.get_absolute_url()).status_code == 404
    assert client.get(reverse("agreement_edition", args=[agreement.pk, 1])).status_code == 404


def test_observer__reads_what_is_in_force__but_not_how_it_was_negotiated(client, cast):
    agreement = offered(cast)
    actions.counter(agreement, edition=1, wording=reworded(cast), comment="Nur unter uns gesagt.", by=cast.housing.coordinator)
    conclude(Agreement.objects.get(), cast)
    client.force_login(cast.observer.reader)

    page = client.get(agreement.get_absolute_url())

    assert page.status_code == 200
    assert "Sie treffen sich jede Woche." in page.content.decode()
    assert "Nur unter uns gesagt" not in page.content.decode()
    assert "in Kraft getreten" in page.content.decode()
    assert "Gegenvorschlag zu" not in page.content.decode()
    assert client.get(reverse("agreement_edition", args=[agreement.pk, 1])).status_code == 404
    assert client.get(reverse("agreement_edition", args=[agreement.pk, 2])).status_code == 200
    assert client.get(reverse("agreement_compare", args=[agreement.pk])).status_code == 404


def test_edit__saves_all_of_it(client, cast):
    agreement = draft(cast)
    client.force_login(cast.social.staff)
    words = reworded(cast)

    response = client.post(reverse("agreement_edit", args=[agreement.pk]), sheet_data(agreement, words))

    assert response["Location"] == agreement.get_absolute_url()
    edition = Edition.objects.get()
    assert [clause.body for clause in edition.clauses.all()] == [clause.body for clause in words.clauses]
    assert [str(promise.total) for promise in edition.promises.all()] == ["12000.00", "4320.00", "960.00"]


def test_counter__through_the_page__makes_edition_two(client, cast):
    agreement = offered(cast)
    client.force_login(cast.housing.coordinator)
    data = sheet_data(agreement, reworded(cast), comment="Öfter, bitte.")

    response = client.post(reverse("agreement_counter", args=[agreement.pk]), data)

    assert response["Location"] == agreement.get_absolute_url()
    assert (Agreement.objects.get().edition, Agreement.objects.get().waiting) == (2, [cast.social.org.pk])
    comparison = client.get(reverse("agreement_compare", args=[agreement.pk])).content.decode()
    assert "<del>" in comparison
    assert "Öfter, bitte." in comparison


@pytest.mark.parametrize(
    ("button", "titles"),
    [
        ("clause-down-0", ["Zweck", "Vertragsparteien", "Räume"]),
        ("clause-up-2", ["Vertragsparteien", "Räume", "Zweck"]),
        ("clause-remove-1", ["Vertragsparteien", "Räume"]),
        ("clause-add-0", ["Vertragsparteien", "", "Zweck", "Räume"]),
        ("clause-up-0", ["Vertragsparteien", "Zweck", "Räume"]),
        ("clause-remove-99", ["Vertragsparteien", "Zweck", "Räume"]),
        ("nonsense", ["Vertragsparteien", "Zweck", "Räume"]),
    ],
)
def test_edit__rearranges_without_javascript_and_without_writing(client, cast, button, titles):
    agreement = draft(cast)
    client.force_login(cast.social.staff)
    response = client.post(reverse("agreement_edit", args=[agreement.pk]), sheet_data(agreement, wording(cast), do=button, title=""))
    assert response.status_code == 200
    assert [part.form["title"].value() or "" for part in response.context["sheet"].clauses.parts] == titles
    assert "error-summary" not in response.content.decode()
    assert agreement.current().saves == 1


def test_sign__through_the_page__needs_the_checkbox(client, cast):
    agreement = to_be_signed(cast)
    client.force_login(cast.housing.signatory)
    url = reverse("agreement_sign", args=[agreement.pk])
    page = client.get(url).content.decode()
    assert agreement.digest() in page
    assert "Dokumentierte Zustimmung (Textform)" in page

    without = client.post(url, {"edition": 1})
    assert without.status_code == 422
    assert "Bitte bestätigen Sie, dass Sie den Text gelesen haben" in without.content.decode()

    assert client.post(url, {"edition": 1, "read": "on"}).status_code == 302
    assert Agreement.objects.get().yeses() == [cast.housing.org.pk]


def test_sign__a_stale_edition__shows_the_new_one_and_asks_again(client, cast):
    """It moved on a second ago, and was agreed and released anew."""
    agreement = to_be_signed(cast)
    signing.reopen(agreement, edition=1, parts=["purpose"], reason="Öfter.", by=cast.social.coordinator)
    actions.counter(agreement, edition=1, wording=reworded(cast), comment="Öfter.", by=cast.social.coordinator)
    talks.agree(agreement, edition=2, by=cast.housing.coordinator)
    for team in cast.teams:
        give_into_release(Agreement.objects.get(), team.org)
    client.force_login(cast.housing.signatory)

    response = client.post(reverse("agreement_sign", args=[agreement.pk]), {"edition": 1, "read": "on"})

    assert response.status_code == 422
    assert "Inzwischen gibt es eine neuere Fassung" in response.content.decode()
    assert response.context["form"]["edition"].value() == "2"
    assert not response.context["form"]["read"].value()
    assert "Sie treffen sich jede Woche." in response.content.decode()
    assert Agreement.objects.get().names() == []


def test_idea__through_the_page__and_its_draft(client, cast):
    client.force_login(cast.social.coordinator)
    data = {"partnership": cast.partnership.pk, "kind": "use", "title": "Abends", "about": "Den Raum auch abends nutzen."}
    post(client, reverse("agreement_idea"), data)
    agreement = Agreement.objects.get()
    client.force_login(cast.housing.coordinator)
    assert "Den Raum auch abends nutzen." in client.get(agreement.get_absolute_url()).content.decode()
    response = client.post(reverse("agreement_take_up", args=[agreement.pk]))
    assert response["Location"] == reverse("agreement_edit", args=[agreement.pk])
    client.force_login(cast.social.coordinator)
    page = client.get(agreement.get_absolute_url()).content.decode()
    assert "Bau schreibt einen Entwurf" in page
    assert "Vertragsparteien" not in page


def test_history__of_a_counter_proposal__which_parts__and_the_term_before_and_after(client, cast):
    agreement = offered(cast)
    words = replace(reworded(cast), ends_on=date(2031, 12, 31))
    actions.counter(agreement, edition=1, wording=words, comment="Länger.", by=cast.housing.coordinator)
    client.force_login(cast.social.coordinator)
    page = " ".join(unescape(client.get(agreement.get_absolute_url()).content.decode()).split())
    assert "Fassung 2. Geändert: Titel und Laufzeit, § 1 Zweck." in page
    assert "<dt>Bis</dt> <dd><del>31.12.2030</del><br><ins>31.12.2031</ins></dd>" in page


def test_internal_note__is_read_only_by_its_own_house__wherever_one_looks(client, cast, tmp_path):
    agreement = offered(cast)
    client.force_login(cast.housing.coordinator)
    data = {"edition": 1, "do": "note", "part": "purpose", "text": "Das geht nur bis 5.000 Euro."}
    assert client.post(reverse("agreement_talk", args=[agreement.pk]), data).status_code == 302
    assert "Das geht nur bis 5.000 Euro." in client.get(agreement.get_absolute_url()).content.decode()
    for person in (cast.social.coordinator, cast.social.administrator):
        client.force_login(person)
        page = client.get(agreement.get_absolute_url()).content.decode()
        assert "5.000" not in page
        assert "Interne Notiz, nur" not in page
        assert "hat eine interne Notiz" not in page
        assert "Lindenhof" not in client.get(reverse("agreement_list"), {"q": "5.000"}).content.decode().partition('id="rows"')[2]
        assert "Notiz" not in client.get(reverse("journal_list", args=[cast.partnership.pk])).content.decode()
    write_word(paper_of(agreement, agreement.current()), tmp_path / "text.docx")
    assert "5.000" not in " ".join(each.text for each in Document(str(tmp_path / "text.docx")).paragraphs)
    assert not [letter for letter in Letter.objects.all() if "5.000" in f"{letter.subject} {letter.body}"]
    assert not Entry.objects.filter(data__icontains="5.000").exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_list__costs_the_same_for_one_row_or_three(client, cast, rows, settings, django_assert_num_queries):
    settings.USERSESSIONS_TRACK_ACTIVITY = False
    for number in range(rows):
        offered(cast, title=f"Vereinbarung {number}")
    client.force_login(cast.social.coordinator)
    client.get(reverse("agreement_list"))
    with django_assert_num_queries(7):  # session, person; standing, ids, rows, parties, partnerships of the filter
        page = client.get(reverse("agreement_list"))
    assert page.content.decode().count('scope="row"') == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_list_fragment__costs_the_same(client, cast, rows, settings, django_assert_num_queries):
    settings.USERSESSIONS_TRACK_ACTIVITY = False
    for number in range(rows):
        offered(cast, title=f"Vereinbarung {number}")
    client.force_login(cast.social.coordinator)
    client.get(reverse("agreement_list"))
    with django_assert_num_queries(6):  # session, person; standing, ids, rows, parties
        page = client.get(reverse("agreement_list"), headers={"HX-Request": "true"})
    assert page.content.decode().count('scope="row"') == rows


@pytest.mark.parametrize("editions", [1, 3])
def test_detail__costs_the_same_for_one_edition_or_three(client, cast, editions, settings, django_assert_num_queries):
    settings.USERSESSIONS_TRACK_ACTIVITY = False
    agreement = offered(cast)
    for number in range(1, editions):
        actions.counter(agreement, edition=number, wording=reworded(cast, f"Nr. {number}."), comment="So.", by=cast.housing.coordinator)
        talks.remark(agreement, part="purpose", text="Ein Wort.", by=cast.housing.coordinator)
    client.force_login(cast.social.coordinator)
    client.get(agreement.get_absolute_url())
    with django_assert_num_queries(8):  # session, person; standing, agreement, parties, clauses, promises, journal
        assert client.get(agreement.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("stage", [idea, draft, offered, agreed, to_be_signed, active, dropped])
def test_detail__costs_little_at_every_stage(client, cast, stage, settings, django_assert_max_num_queries):
    settings.USERSESSIONS_TRACK_ACTIVITY = False
    agreement = stage(cast)
    client.force_login(cast.social.signatory)
    client.get(agreement.get_absolute_url())
    with django_assert_max_num_queries(10):  # session, person, and eight
        assert client.get(agreement.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=lindenhof", ["Lindenhof A", "Lindenhof B"]),
        ("q=nichts", []),
        ("state=active", ["Lindenhof B"]),
        ("sort=-title", ["Lindenhof B", "Lindenhof A"]),
        ("sort=nonsense&page=zwei&state=x", ["Lindenhof A", "Lindenhof B"]),
    ],
)
def test_list__searches_filters_sorts(client, cast, query, found):
    offered(cast, title="Lindenhof A")
    active(cast, title="Lindenhof B")
    client.force_login(cast.housing.reader)
    page = client.get(f"{reverse('agreement_list')}?{query}")
    assert [agreement.title for agreement in page.context["page"]] == found
