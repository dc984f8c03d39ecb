"""Agreements in a real Chromium: writing a counter-proposal, with and without scripts."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from partnerships.agreement.models import Agreement
from tests.partnerships.agreement.making import offered


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
