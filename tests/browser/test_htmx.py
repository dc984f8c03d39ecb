"""Lists answer in place, without losing the address, the focus or a person who has no scripts."""

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page, expect

from tests.cast import make_partnership


@pytest.fixture
def many(cast):
    for number in range(30):
        make_partnership(cast.social, cast.housing, title=f"Gemeinschaft {number:02}")
    return cast


def stamp(page: Page) -> None:
    page.evaluate("window.sameDocument = true")


def is_same_document(page: Page) -> bool:
    return page.evaluate("window.sameDocument === true")


def test_filter__swaps_the_rows_and_keeps_the_address(open_page, many, check):
    page = open_page(many.social.coordinator)
    page.goto("/partnerships/")
    stamp(page)
    page.get_by_role("textbox", name="Suche").fill("Gemeinschaft 07")
    page.keyboard.press("Enter")
    expect(page.locator("#rows tbody tr")).to_have_count(1)
    expect(page.locator("#rows tbody th")).to_have_text("Gemeinschaft 07", use_inner_text=True)
    assert "Gemeinschaft" in page.url
    assert is_same_document(page)
    check(page)
    page.go_back()
    expect(page.locator("#rows tbody tr")).to_have_count(25)


def test_pages__are_turned_in_place(open_page, many, check):
    page = open_page(many.social.coordinator, width=390, theme="dark")
    page.goto("/partnerships/")
    stamp(page)
    page.get_by_role("link", name="Nächste Seite").click()
    expect(page.locator("#rows tbody tr")).to_have_count(6)
    assert "page=2" in page.url
    assert is_same_document(page)
    assert page.locator("#rows").evaluate("rows => rows.getBoundingClientRect().top >= 0")
    expect(page.locator("#rows")).to_be_focused()
    check(page)


def test_lists__work_without_scripts(open_page, many):
    page = open_page(many.social.coordinator, scripts=False)
    page.goto("/partnerships/")
    page.get_by_role("textbox", name="Suche").fill("Gemeinschaft 07")
    page.get_by_role("button", name="Anzeigen").click()
    expect(page.locator("#rows tbody tr")).to_have_count(1)


def test_refusal__is_said_where_messages_stand_and_gets_the_focus(open_page, many):
    page = open_page(many.social.coordinator)
    page.goto("/partnerships/")
    answer = '<div class="alert alert-danger" role="alert" tabindex="-1" data-focus>Nein.</div>'
    headers = {"HX-Retarget": "#messages", "HX-Reswap": "innerHTML"}
    page.route("**/partnerships/?*", lambda route: route.fulfill(status=409, body=answer, headers=headers, content_type="text/html"))
    page.get_by_role("link", name="Nächste Seite").click()
    page.locator("#messages .alert").wait_for()
    assert page.evaluate("document.activeElement.textContent") == "Nein."
    expect(page.locator("#rows tbody tr")).to_have_count(25)


def turn_the_page(page: Page) -> None:
    page.get_by_role("link", name="Nächste Seite").click()
    page.locator("#messages .alert").wait_for()


def test_lost_connection__is_said_where_messages_stand(open_page, many, check):
    page = open_page(many.social.coordinator)
    page.goto("/partnerships/")
    page.evaluate("document.dispatchEvent(new CustomEvent('htmx:error', {bubbles: true}))")
    assert (
        page.locator("#messages").inner_text()
        == "Das Portal antwortet nicht. Bitte prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal."
    )
    check(page)


@pytest.mark.parametrize("status", [502, 504])
def test_a_proxy_without_the_portal_behind_it__is_said_and_shown_nowhere(open_page, many, status):
    page = open_page(many.social.coordinator, forgive=(str(status),))
    page.goto("/partnerships/")
    page.route("**/partnerships/?*", lambda route: route.fulfill(status=status, body="<h1>Bad Gateway</h1>", content_type="text/html"))
    turn_the_page(page)
    expect(page.locator("#messages")).to_contain_text("Das Portal antwortet nicht")
    expect(page.locator("#rows tbody tr")).to_have_count(25)
    expect(page.get_by_text("Bad Gateway")).to_have_count(0)


def test_an_error_of_the_portal__brings_its_sentence_and_leaves_the_list(open_page, many, check):
    page = open_page(many.social.coordinator, forgive=("503",))
    page.goto("/partnerships/")
    body = render_to_string("503.html#sentence")
    page.route("**/partnerships/?*", lambda route: route.fulfill(status=503, body=body, content_type="text/html"))
    turn_the_page(page)
    expect(page.locator("#messages")).to_contain_text("erreicht im Moment seine Datenbank nicht")
    expect(page.locator("#rows tbody tr")).to_have_count(25)
    assert "page=2" not in page.url
    check(page)
