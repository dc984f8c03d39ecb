"""Every component in every state, before the eyes of axe: both themes, both widths, both languages, forced colours, paper."""

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize(("theme", "language"), [("light", "de"), ("dark", "en")])
def test_gallery__has_no_barrier_and_fits(open_page, check, theme, language):
    page = open_page(theme=theme, language=language)
    for width in (1440, 768, 390, 360):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto("/styleguide/")
        check(page)


def test_gallery__in_the_systems_own_colours(open_page, check):
    page = open_page(colors="active")
    page.goto("/styleguide/")
    check(page)


def test_gallery__on_paper(open_page, check):
    page = open_page(width=1000)
    page.goto("/styleguide/")
    page.emulate_media(media="print")
    assert page.locator(".app-head").is_hidden()
    assert page.locator(".form-actions").first.is_hidden()
    check(page)


def test_gallery__without_scripts(open_page):
    page = open_page(scripts=False)
    page.goto("/styleguide/")
    expect(page.locator("h1")).to_have_text("Bausteine", use_inner_text=True)
    expect(page.locator(".js-only:visible")).to_have_count(0)


def test_error_summary__gets_the_focus_and_leads_to_the_field(open_page):
    page = open_page()
    page.goto("/styleguide/")
    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.get_by_role("link", name="Titel: ").click()
    expect(page.locator("#bad_title")).to_be_focused()


def test_targets__are_at_least_24_pixels(open_page):
    """WCAG 2.2, 2.5.8; links inside a sentence are exempt."""
    page = open_page(width=390)
    page.goto("/styleguide/")
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, input:not([type=hidden]), select, textarea, summary, a.btn, .nav-link, .page-link")]
        .filter(one => one.checkVisibility() && !one.closest("label"))
        .map(one => [one.outerHTML.slice(0, 80), one.getBoundingClientRect(), one])
        .filter(([, box, one]) => Math.min(box.width, box.height) < 24 && !one.matches(".form-check-input"))
        .map(([html]) => html)"""
    )
    assert small == []


def test_focus__is_always_seen(open_page):
    page = open_page()
    page.goto("/styleguide/")
    page.locator(".skip").focus()
    stops = 0
    while stops < 300:
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        stops += 1
        outline = page.evaluate("(style => [style.outlineStyle, style.outlineWidth])(getComputedStyle(document.activeElement))")
        assert outline == ["solid", "3px"], page.evaluate("document.activeElement.outerHTML")
    assert 60 < stops < 300
