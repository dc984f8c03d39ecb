"""What every page has: navigation, theme, language, double sending."""

import pytest
from playwright.sync_api import expect


@pytest.fixture
def signed_in(open_page, cast):
    def opened(**how):
        return open_page(cast.social.coordinator, **how)

    return opened


def test_theme__chosen_is_kept_and_written_by_the_server(signed_in, check):
    page = signed_in()
    page.goto("/styleguide/")
    page.get_by_text("Mein Menü").locator("..").click()
    page.get_by_role("button", name="Dunkel").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(17, 24, 22)"
    check(page)


def test_menu__opens_by_keyboard_and_closes_by_escape(signed_in, check):
    page = signed_in()
    page.goto("/")
    menu = page.locator("details.menu").last
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    assert menu.get_attribute("open") is not None
    check(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


@pytest.mark.parametrize("scripts", [True, False])
def test_navigation__opens_on_a_phone(signed_in, scripts):
    page = signed_in(width=390, scripts=scripts)
    page.goto("/styleguide/")
    menu = page.locator("#nav")
    assert menu.is_hidden()
    page.get_by_role("button", name="Menü", exact=True).click()
    expect(menu.get_by_role("link", name="Berichte")).to_be_visible()
    page.get_by_role("button", name="Menü schließen").click()
    assert menu.is_hidden()


def test_navigation__open_on_a_phone_has_no_barrier(signed_in, check):
    page = signed_in(width=390, theme="dark")
    page.goto("/styleguide/")
    page.get_by_role("button", name="Menü", exact=True).click()
    check(page)


def test_language__is_changed_and_one_stays_on_the_page(signed_in):
    page = signed_in()
    page.goto("/styleguide/")
    page.get_by_text("Mein Menü").locator("..").click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1")).to_have_text("Components")
    assert page.url.endswith("/styleguide/")


def test_form__is_sent_once_however_often_one_clicks(signed_in):
    page = signed_in()
    page.goto("/styleguide/")
    sent = []
    page.route("**/styleguide/", lambda route: sent.append(route.request.method))
    with page.expect_request("**/styleguide/"):
        page.get_by_role("button", name="Zur Freigabe geben").dblclick(no_wait_after=True)
    page.wait_for_timeout(300)  # for a second one, which must not come
    assert sent == ["POST"]
    page.unroute_all(behavior="ignoreErrors")


def test_skip_link__is_the_first_stop_and_leads_to_the_content(signed_in):
    page = signed_in()
    page.goto("/example/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Zum Inhalt springen"
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
