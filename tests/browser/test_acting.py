"""A person in two organisations chooses in the head of the page for which one to act, and from then on does."""

import pytest
from playwright.sync_api import Page, expect

from partnerships.organisation.models import Membership, Role
from projects.project.models import Project


@pytest.fixture
def both(cast):
    """Staff of the social organisation, coordination of the housing company."""
    person = cast.social.staff
    Membership.objects.create(person=person, organisation=cast.housing.org, roles=[Role.COORDINATOR, Role.APPROVER])
    return person


def acts_for(page: Page) -> str:
    return page.locator(".menu-framed .who > span").inner_text()


def choose(page: Page, name: str) -> None:
    page.locator(".menu-framed summary").click()
    page.locator(".menu-framed").get_by_role("button", name=name).click()


def bring_in(page: Page, title: str) -> Project:
    page.goto("/projects/new/")
    page.get_by_label("Titel").fill(title)
    page.get_by_label("Handlungsfeld").select_option(index=1)
    page.locator("main form").get_by_role("button", name="Projekt einbringen").click()
    page.get_by_role("heading", name=title, level=1).wait_for()
    return Project.objects.get(title=title)


@pytest.mark.parametrize(("width", "theme", "scripts"), [(1440, "light", True), (360, "dark", True), (1440, "light", False)])
def test_the_choice_in_the_head_holds_for_what_is_done_from_then_on(open_page, cast, both, check, width, theme, scripts):
    page = open_page(both, width=width, theme=theme, scripts=scripts)
    page.goto("/partnerships/?sort=title")
    assert acts_for(page) == "Bau", "the first by name"
    if scripts:
        page.locator(".menu-framed summary").click()
        check(page)
        page.keyboard.press("Escape")
    choose(page, "Klang Auenstedt")
    assert page.url.endswith("/partnerships/?sort=title"), "one stays where one is"
    assert acts_for(page) == "Klang"
    assert bring_in(page, "Für den Verein").organisation == cast.social.org
    choose(page, "Bau Auenstedt")
    assert acts_for(page) == "Bau"
    assert bring_in(page, "Für das Unternehmen").organisation == cast.housing.org
    page.goto("/")
    expect(page.locator(".eyebrow")).to_have_text("Bau Auenstedt", use_inner_text=True)


def test_the_choice_holds_on_every_device(open_page, cast, both):
    here, there = open_page(both), open_page(both)
    there.goto("/")
    here.goto("/")
    choose(here, "Klang Auenstedt")
    there.reload()
    assert acts_for(there) == "Klang"


def test_one_organisation__nothing_to_choose(open_page, cast):
    page = open_page(cast.social.staff)
    page.goto("/")
    expect(page.locator(".menu-framed")).to_have_count(0)
