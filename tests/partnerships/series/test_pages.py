"""The pages of series: it works, the outsider meets 404, the reader a sentence, and each costs what it costs."""

import re
from datetime import date

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from partnerships.base import clock
from partnerships.meeting import actions as meetings
from partnerships.meeting.models import Meeting
from partnerships.series.models import Series
from tests.once import post
from tests.partnerships.series.stage import TODAY, days, proposed, running

FORM = {
    "kind": "jourfixe",
    "first": "2026-12-01",
    "time": "10:00",
    "minutes": "60",
    "every": "1",
    "unit": "month",
    "by": "weekday",
    "ends": "open",
    "on_holiday": "move",
    "region": "BB",
    "closing_days": "3",
    "points": ["tasks", "mood"],
    "place": "Lindenhof",
}


def url(name: str, thing) -> str:
    return reverse(name, args=[thing.pk])


def enter(client, person) -> None:
    client.force_login(person)
    client.get(reverse("decision_list"))


def said(response) -> str:
    return " ".join(str(message) for message in response.wsgi_request._messages)


def errors(response) -> str:
    page = re.search(r'class="error-summary".*?</div>', response.content.decode(), re.DOTALL)
    return re.sub(r"<[^>]+>|\s+", " ", page[0]) if page else ""


@pytest.fixture(autouse=True)
def _a_day_in_november(db):
    ContentType.objects.get_for_model(Series)
    ContentType.objects.get_for_model(Meeting)
    with clock.travel(TODAY):
        yield


def test_create__asks_for_the_format__and_fills_in_what_is_usual(client, cast):
    client.force_login(cast.housing.staff)
    page = client.get(reverse("series_create")).content.decode()
    assert "jeden Monat, 60 Minuten" in page
    assert "alle 6 Monate, 90 Minuten" in page
    page = client.get(f"{reverse('series_create')}?partnership={cast.partnership.pk}&kind=steering").content.decode()
    assert re.search(r'name="minutes"[^>]* value="90"', page)
    assert re.search(r'name="every"[^>]* value="6"', page)


def test_create__proposes__agreed_by_the_other_side__is_planned(client, cast):
    client.force_login(cast.housing.staff)
    member = cast.social.coordinator.memberships.get()
    data = FORM | {"partnership": str(cast.partnership.pk), "people": [str(member.pk)], "guests": "Frau Kaya, kaya@example.org"}
    response = post(client, reverse("series_create"), data)
    series = Series.objects.get()
    assert response["Location"] == series.get_absolute_url()
    client.force_login(cast.social.staff)
    page = client.get(series.get_absolute_url()).content.decode()
    assert "jeden Monat am ersten Dienstag, 10:00, 60 Minuten" in page
    assert "Sie sind am Zug" in page
    client.post(url("series_agree", series), {"edition": 1})
    assert len(days(series)) == 12
    first = series.meetings.order_by("starts_at").first()
    assert [(row.name, row.email) for row in first.participants.all()] == [("Frau Kaya", "kaya@example.org"), ("Klang coordinator", "")]
    assert [item.standing for item in first.items.all()] == ["tasks", "mood"]
    assert "Jour fixe Nr. 2026-12" in client.get(series.get_absolute_url()).content.decode()


def test_create__shows_the_dates_first__and_proposes_nothing(client, cast):
    client.force_login(cast.social.staff)
    data = FORM | {"partnership": str(cast.partnership.pk), "do": "preview", "first": "2026-12-25", "unit": "week", "on_holiday": "skip"}
    page = post(client, reverse("series_create"), data).content.decode()
    assert "entfällt: Erster Weihnachtstag" in page
    assert "jede Woche am Freitag" in page
    assert not Series.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"first": "31.02.2027"}, "Datum"),
        ({"first": "2026-11-01"}, "heute oder später"),
        ({"first": "2126-11-01"}, "drei Jahre"),
        ({"time": "25:00"}, "Uhrzeit"),
        ({"minutes": "1e9"}, "Zahl"),
        ({"minutes": "0"}, "5"),
        ({"every": "0"}, "1"),
        ({"every": "1000000"}, "52"),
        ({"ends": "until"}, "endet"),
        ({"ends": "until", "until": "2026-11-30"}, "nach dem Anfang"),
        ({"ends": "until", "until": "2090-11-30"}, "zehn Jahre"),
        ({"ends": "count"}, "wie viele"),
        ({"ends": "count", "count": "100000"}, "500"),
        ({"by": "last"}, "nicht der letzte"),
        ({"unit": "fortnight"}, "Auswahl"),
        ({"name": "Runde\x1b"}, "Steuerzeichen"),
        ({"guests": "a@b@c"}, "E-Mail"),
        ({"place": "x" * 201}, "200"),
    ],
)
def test_create__wrong__says_so_and_loses_nothing(client, cast, typed, sentence):
    client.force_login(cast.social.staff)
    response = post(client, reverse("series_create"), FORM | {"partnership": str(cast.partnership.pk), "chair": "<b>Vera</b>"} | typed)
    assert response.status_code == 422
    assert sentence in errors(response)
    assert "&lt;b&gt;Vera&lt;/b&gt;" in response.content.decode()
    assert not Series.objects.exists()


def test_create__twice_the_same_form__proposes_once(client, cast):
    client.force_login(cast.social.staff)
    data = FORM | {"partnership": str(cast.partnership.pk), "once": "01900000-0000-4000-8000-000000000001"}
    first, second = (client.post(reverse("series_create"), data) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Series.objects.count() == 1


def test_edit__with_an_older_edition__is_told_and_keeps_what_was_typed(client, cast):
    series = proposed(cast)
    client.force_login(cast.housing.staff)
    data = FORM | {"time": "14:00", "edition": "7"}
    response = client.post(url("series_edit", series), data)
    assert response.status_code == 422
    assert 'value="14:00"' in response.content.decode()
    client.post(url("series_edit", series), data | {"edition": "1"})
    series.refresh_from_db()
    assert (f"{series.time:%H:%M}", series.edition, series.organisation) == ("14:00", 2, cast.housing.org)


def test_replace__this_and_following__from_the_meeting_on(client, cast):
    series = running(cast)
    third = series.meetings.order_by("starts_at")[2]
    client.force_login(cast.housing.staff)
    page = f"{url('series_replace', series)}?meeting={third.pk}"
    text = client.get(page).content.decode()
    assert 'value="2027-02-02"' in text
    assert "02.02.2027" in text
    response = post(client, page, FORM | {"first": "2027-02-04"})
    new = Series.objects.get(replaces=series)
    assert response["Location"] == new.get_absolute_url()
    client.force_login(cast.social.staff)
    assert "Bisher: jeden Monat am ersten Dienstag" in client.get(new.get_absolute_url()).content.decode()
    client.post(url("series_agree", new), {"edition": 1})
    assert days(series) == ["01.12.2026 10:00", "05.01.2027 10:00"]
    assert days(new)[0] == "04.02.2027 10:00"


def test_replace__before_the_day_from_which_it_holds__is_refused(client, cast):
    series = running(cast)
    third = series.meetings.order_by("starts_at")[2]
    client.force_login(cast.housing.staff)
    response = post(client, f"{url('series_replace', series)}?meeting={third.pk}", FORM | {"first": "2027-01-04"})
    assert response.status_code == 422
    assert Series.objects.count() == 1


def test_end__from_a_meeting_on(client, cast):
    series = running(cast)
    third = series.meetings.order_by("starts_at")[2]
    client.force_login(cast.social.staff)
    page = f"{url('series_end', series)}?meeting={third.pk}"
    assert 'value="2027-02-02"' in client.get(page).content.decode()
    client.post(page, {"from_day": "2027-02-02", "reason": "Das Projekt ist zu Ende."})
    assert days(series) == ["01.12.2026 10:00", "05.01.2027 10:00"]
    assert "Das Projekt ist zu Ende." in client.get(series.get_absolute_url()).content.decode()


def test_who_may_what(client, cast):
    series = proposed(cast)
    for person in (cast.outsider.coordinator, cast.observer.reader):
        client.force_login(person)
        assert client.get(series.get_absolute_url()).status_code == 404
    client.force_login(cast.housing.reader)
    page = client.get(series.get_absolute_url()).content.decode()
    assert 'action="/meetings/series/' not in page
    response = client.post(
        url("series_agree", series), {"edition": 1}, headers={"referer": f"http://testserver{series.get_absolute_url()}"}
    )
    assert response.status_code == 302
    assert "nur lesen" in said(response)
    assert Series.objects.get().state == "proposed"


@pytest.mark.parametrize("count", [1, 3])
def test_list__costs_the_same_for_one_row_or_three(client, cast, count, django_assert_num_queries):
    for _ in range(count):
        running(cast)
    enter(client, cast.social.coordinator)
    with django_assert_num_queries(6):
        response = client.get(reverse("series_list"))
    assert response.content.decode().count('scope="row"') == count
    with django_assert_num_queries(5):
        client.get(reverse("series_list"), HTTP_HX_REQUEST="true")


@pytest.mark.parametrize(("stage", "queries"), [(proposed, 8), (running, 9)])
def test_detail__costs(client, cast, stage, queries, django_assert_num_queries):
    """Session and user are two of them."""
    series = stage(cast)
    enter(client, cast.social.coordinator)
    with django_assert_num_queries(queries):
        client.get(series.get_absolute_url())


def test_meeting__moved_alone__is_shown_with_its_first_day(client, cast):
    series = running(cast)
    second = series.meetings.order_by("starts_at")[1]
    day = date(2027, 1, 7)
    plan = meetings.Plan(kind="jourfixe", title=second.title, starts_at=clock.at(day, 15), ends_at=clock.at(day, 16))
    meetings.edit(second, details=plan, seen=second.fingerprint(), by=cast.social.staff)
    client.force_login(cast.social.reader)
    page = client.get(series.get_absolute_url()).content.decode()
    assert "07.01.2027" in page
    assert "verlegt vom 05.01.2027" in page
