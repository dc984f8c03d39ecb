"""The shared goal in a real browser, both sides at once."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from neighbourhoods.quarter.models import Quarter
from partnerships.base import clock
from projects.goal import actions as goals
from projects.goal.models import Goal
from projects.project import actions as projects
from tests.cast import Cast, make_cast

WORDING = "Bis Ende 2027 kennen 60 % der Befragten im Lindenhof mindestens drei Nachbarn mit Namen."


@pytest.fixture
def stage(transactional_db) -> Cast:
    """Some weeks of life: running and ended projects, goals in every state, things due and overdue."""
    cast = make_cast()
    cast.partnership.title = "Klang und Bau im Lindenhof"
    cast.partnership.save(update_fields=["title"])
    quarter = Quarter.objects.create(name="Lindenhof", city="Auenstedt", brought_in_by=cast.social.org)
    quarter.partnerships.add(cast.partnership)
    today, social, housing = clock.today(), cast.social, cast.housing
    with clock.travel(clock.now() - timedelta(days=21)):
        meeting_place = projects.bring_in(
            partnership=cast.partnership,
            by=social.coordinator,
            title="Stadtteiltreff Lindenhof",
            field_of_action="meeting_place",
            description="Offener Treff für alle Nachbarinnen und Nachbarn.\nMontag bis Freitag.",
            quarters=[quarter],
            starts_on=today - timedelta(days=400),
            ends_on=today + timedelta(days=40),
            responsible=social.coordinator,
        )
        projects.start(meeting_place, by=housing.coordinator)
        late = projects.bring_in(partnership=cast.partnership, by=housing.staff, title="Hochbeete Kasernenpark", field_of_action="garden")
        late = projects.edit(late, edition=1, by=housing.staff, starts_on=today - timedelta(days=300), ends_on=today - timedelta(days=5))
        projects.start(late, by=housing.coordinator)
        valid = propose(cast, social, wording=WORDING, project=meeting_place, due=today + timedelta(days=60))
        goals.confirm(valid, edition=1, by=housing.approver)
        closing = propose(
            cast, housing, wording="650 Besuche im Monat im Stadtteiltreff.", target=650, unit="Besuche im Monat", baseline=480
        )
        closing = goals.confirm(closing, edition=1, by=social.approver)
    with clock.travel(clock.now() - timedelta(days=6)):
        closing = goals.ask_to_close(
            closing, edition=1, by=social.coordinator, closing_as="reached", note="Im Mai waren es 672.", result=672
        )
        reworded = propose(cast, social, wording="90 Tandems begleiten Menschen im Alltag.", target=90, unit="Tandems")
        goals.reword(
            reworded, edition=1, by=housing.coordinator, wording="Bis Ende 2027 begleiten 70 Tandems Menschen im Alltag.", target=70
        )
        propose(cast, housing, wording="70 % der Streitfälle im Treppenhaus sind gelöst.", target=70)
    for number in range(8):
        propose(cast, social, wording=f"Vorschlag {number + 1} aus dem Zielworkshop.")
    return cast


def propose(cast, team, **words) -> Goal:
    usual = {
        "why": "Viele sind neu hier, wenige kennen sich.",
        "benefit_social": "Unser Treff wird gefunden.",
        "benefit_housing": "Weniger Streit, weniger Umzüge.",
        "target": 60,
        "unit": "%",
        "baseline": 41,
    }
    return goals.propose(partnership=cast.partnership, by=team.coordinator, **usual | words)


def test_goal__from_proposal_to_valid__with_both_sides_at_once(open_page, check, stage):
    social, housing = open_page(stage.social.coordinator), open_page(stage.housing.coordinator, width=390)
    social.goto("/goals/new/")
    social.get_by_label("Das Ziel in einem Satz").fill("Der Treff ist täglich offen.")
    social.get_by_label("Zielwert").fill("5")
    social.get_by_role("button", name="Ziel vorschlagen").click()
    expect(social.locator(".error-summary")).to_contain_text("Bitte sagen Sie, was die Zahl zählt")
    expect(social.get_by_label("Das Ziel in einem Satz")).to_have_value("Der Treff ist täglich offen.")
    check(social)
    social.get_by_label("Was die Zahl zählt").fill("Tage in der Woche")
    social.get_by_role("button", name="Ziel vorschlagen").click()
    address = social.url
    expect(social.locator(".turn")).to_contain_text("Bau ist am Zug")

    housing.goto(address)
    expect(housing.locator(".turn")).to_contain_text("Sie sind am Zug")
    housing.get_by_role("link", name="Umformulieren").click()
    housing.get_by_label("Das Ziel in einem Satz").fill("Der Treff ist werktags offen.")
    housing.get_by_role("button", name="Diesen Wortlaut vorschlagen").click()
    expect(housing.locator(".turn")).to_contain_text("Klang ist am Zug")

    social.get_by_role("link", name="Umformulieren").click()  # not yet read: the form carries the new edition
    social.go_back()
    social.reload()
    expect(social.locator("del").first).to_contain_text("täglich")
    expect(social.locator("ins").first).to_contain_text("werktags")
    check(social)
    social.get_by_role("button", name="Ziel bestätigen").click()
    expect(social.locator(".page-head .status").first).to_have_text("Gültig", use_inner_text=True)
    housing.reload()
    expect(housing.locator(".page-head .status").first).to_have_text("Gültig", use_inner_text=True)
    assert Goal.objects.get(wording="Der Treff ist werktags offen.").agreed_edition == 2


def test_goal__confirmed_too_late__is_told_and_changes_nothing(open_page, stage):
    goal = Goal.objects.filter(state="proposed", organisation=stage.social.org, edition=1).first()
    page = open_page(stage.housing.coordinator)
    page.goto(goal.get_absolute_url())
    goals.reword(goal, edition=1, by=stage.social.approver, wording="Ganz anders.")
    page.get_by_role("button", name="Ziel bestätigen").click()
    expect(page.locator("#messages")).to_contain_text("neuere Fassung")
    expect(page.locator("h1")).to_contain_text("Ganz anders.")
    assert Goal.objects.get(pk=goal.pk).state == "proposed"


def test_list__filters_without_scripts_and_with_them(open_page, stage):
    for scripts in (True, False):
        page = open_page(stage.housing.coordinator, scripts=scripts)
        page.goto("/goals/")
        page.get_by_label("Status").select_option("valid")
        if not scripts:
            page.get_by_role("button", name="Anzeigen").click()
        page.locator("tbody tr").nth(2).wait_for(state="detached")
        expect(page.locator("tbody tr")).to_have_count(2)
