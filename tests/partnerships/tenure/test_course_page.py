"""The page of the course, and the days of agreements in one's own calendar."""

from datetime import date

import pytest
import vobject
from django.urls import reverse

from partnerships.base import clock
from partnerships.feed import actions as feeds
from partnerships.feed.registry import events_of
from partnerships.tenure import actions
from partnerships.tenure.feeds import agreements
from tests.partnerships.agreement.making import signed, wording
from tests.partnerships.tenure.test_life import TERM, TODAY, active, now

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with clock.travel(clock.at(TODAY)):
        yield


def test_course__one_reason_is_said_once(client, cast):
    client.force_login(cast.social.coordinator)
    page = client.get(reverse("agreement_course", args=[active(cast).pk])).content.decode()
    assert page.count("Nötig ist: Zeichnungsberechtigt") == 1
    assert page.count(" disabled") == 4


def days(person) -> dict:
    return {event.summary: event.day for event in events_of(person)}


def test_calendar__days_of_an_agreement__for_both_sides_and_nobody_else(client, cast):
    clauses = wording(cast).clauses
    rows = {"instalments": [{"due": "2026-07-01", "amount": "500.00"}, {"due": "2031-01-01", "amount": "500.00"}]}
    money = type(clauses[0])("Geld", "Wie Anlage 3.", "funding", rows)
    talk = type(clauses[0])("Laufzeit", "Wie oben.", "term", {"renewal_talk": [{"months": "12"}]})
    term = {"ends_on": date(2026, 12, 31), "renewal": "auto", "renewal_months": 12, "notice_months": 3, "notice_to": "term"}
    active(cast, clauses=(*clauses, money, talk), **term)
    signed(cast, promises=(), title="Später", starts_on=date(2026, 9, 1), ends_on=None)
    found = {
        "Letzter Tag der Vereinbarung: Vereinbarung Lindenhof": date(2026, 12, 31),
        "Letzter Tag für eine Kündigung: Vereinbarung Lindenhof": date(2026, 9, 30),
        "Verlängert sich von selbst: Vereinbarung Lindenhof": date(2027, 1, 1),
        "Gespräch über die Fortsetzung: Vereinbarung Lindenhof": date(2025, 12, 31),
        "Auszahlungsplan (Fällig am): Vereinbarung Lindenhof": date(2026, 7, 1),
        "Tritt in Kraft: Später": date(2026, 9, 1),
    }
    for team in cast.teams:
        assert days(team.reader) == found
    assert days(cast.outsider.coordinator) == days(cast.observer.reader) == {}
    feed = vobject.readOne(client.get(reverse("feed", args=[feeds.renew(by=cast.social.reader).token])).content.decode())
    assert "Tritt in Kraft: Später" in [event.summary.value for event in feed.contents["vevent"]]


def test_calendar__after_notice__the_list_for_the_end(cast):
    agreement = active(cast)
    actions.give_notice(agreement, effective_on=date(2026, 12, 31), reason="Umzug.", by=cast.social.signatory)
    item = actions.add_item(now(agreement), what="Aushang abnehmen, 100 %", until=date(2027, 1, 15), by=cast.housing.coordinator)
    found = days(cast.housing.coordinator)
    assert found["Letzter Tag der Vereinbarung: Vereinbarung Lindenhof"] == date(2026, 12, 31)
    assert not any("Kündigung" in summary for summary in found)
    assert found[f"{item}: Vereinbarung Lindenhof"] == item.until


@pytest.mark.parametrize("count", [1, 3])
def test_calendar__asks_the_database_once__however_many(cast, count, django_assert_num_queries):
    for _each in range(count):
        active(cast, **TERM)
    person = cast.social.coordinator
    person.refresh_from_db()
    agreements(person)
    with django_assert_num_queries(1):
        assert len(agreements(person)) == count
