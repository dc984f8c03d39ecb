"""Agreements in a real Chromium: every page in both themes, and writing a counter-proposal with and without scripts."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from partnerships.agreement import actions
from partnerships.agreement.models import Agreement
from tests.partnerships.agreement.making import active, draft, offered, reworded, to_be_signed


def pages(cast) -> dict[str, tuple]:
    """Each page of an agreement: who opens it, and where."""
    mine, theirs, running = draft(cast), offered(cast), active(cast)
    first = actions.create(partnership=cast.partnership, kind="cooperation", title="Mit Muster", by=cast.social.coordinator)
    actions.counter(theirs, edition=1, wording=reworded(cast), comment="Öfter, bitte.", by=cast.housing.coordinator)
    person = cast.social.signatory
    return {
        "list": (person, reverse("agreement_list")),
        "create": (person, reverse("agreement_create")),
        "draft": (person, first.get_absolute_url()),
        "edit": (person, reverse("agreement_edit", args=[first.pk])),
        "edit-promises": (person, reverse("agreement_edit", args=[mine.pk])),
        "offer": (person, reverse("agreement_offer", args=[first.pk])),
        "offered": (person, theirs.get_absolute_url()),
        "offered-other-side": (cast.housing.coordinator, theirs.get_absolute_url()),
        "counter": (person, reverse("agreement_counter", args=[theirs.pk])),
        "compare": (person, reverse("agreement_compare", args=[theirs.pk])),
        "sign": (person, reverse("agreement_sign", args=[to_be_signed(cast).pk])),
        "course": (person, reverse("agreement_course", args=[running.pk])),
        "notice": (person, reverse("agreement_give_notice", args=[running.pk])),
        "renew": (person, reverse("agreement_renew", args=[running.pk])),
        "drop": (person, reverse("agreement_drop", args=[theirs.pk])),
        "edition": (person, reverse("agreement_edition", args=[theirs.pk, 1])),
        "active": (person, running.get_absolute_url()),
        "observer": (cast.observer.reader, running.get_absolute_url()),
        "partnership": (person, cast.partnership.get_absolute_url()),
    }


@pytest.mark.parametrize(("theme", "width"), [("dark", 360)])
def test_every_page__axe_finds_nothing_and_nothing_sticks_out(open_page, cast, check, theme, width):
    people: dict = {}
    for name, (person, url) in pages(cast).items():
        page = people.get(person.pk) or people.setdefault(person.pk, open_page(person, theme=theme, width=width))
        page.goto(url)
        try:
            check(page)
        except AssertionError as error:
            raise AssertionError(f"{name}: {error}") from error


@pytest.mark.parametrize("scripts", [True, False])
def test_counter__clauses_are_moved_added_and_removed__then_sent(open_page, cast, scripts):
    agreement = offered(cast)
    page = open_page(cast.housing.coordinator, scripts=scripts)
    page.goto(reverse("agreement_counter", args=[agreement.pk]))
    page.fill("#id_clause-1-body", "Sie treffen sich jede Woche.")
    page.click("button[value='clause-up-1']")
    expect(page.locator("#id_clause-0-title")).to_have_value("Zweck")
    page.click("button[value='clause-add-2']")
    page.fill("#id_clause-3-title", "Feste")
    page.fill("#id_clause-3-body", "Einmal im Jahr.")
    page.locator("details", has=page.locator("#id_promise-0-title")).last.locator("> summary").click()
    page.click("button[value='promise-remove-0']")
    expect(page.locator("#id_promise-2-title")).to_have_count(0)
    page.fill("#id_comment", "Öfter, und ein Fest.")
    page.click("button.btn-primary[value='save']")
    page.wait_for_url(f"**{agreement.get_absolute_url()}")

    now = Agreement.objects.get(pk=agreement.pk)
    assert [clause.title for clause in now.current().clauses.all()] == ["Zweck", "Vertragsparteien", "Räume", "Feste"]
    assert [promise.title for promise in now.current().promises.all()] == ["Gruppenraum", "Ehrenamt"]
    assert (now.edition, now.waiting) == (2, [cast.social.org.pk])
