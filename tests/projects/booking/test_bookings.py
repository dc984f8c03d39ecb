"""A granted room is booked: asked for by who receives it, confirmed by who gives it, never twice at the same time."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.feed.registry import events_of
from partnerships.journal.models import Entry
from partnerships.register.models import Effect
from projects.booking import actions, rules, todos
from projects.booking.models import Booking
from projects.change.models import Change
from tests.once import post
from tests.partnerships.meeting.stage import released
from tests.projects.booking import making

State = Booking.State


@pytest.mark.parametrize("index", [0, 1])
def test_asked_and_confirmed__stands_in_the_calendars_of_both__cancelled_it_is_free(cast, index):
    team = cast.teams[index]
    giver = cast.other(team)
    booking = making.asked(cast, team)
    assert not events_of(team.staff)  # it occupies no time yet
    assert [[todo.waiting for todo in todos.bookings(person)] for person in (giver.staff, team.staff)] == [["me"], ["them"]]
    booking = actions.confirm(booking, edition=1, by=giver.staff)
    assert [[todo.waiting for todo in todos.bookings(person)] for person in (giver.reader, team.staff)] == [["coming"], ["coming"]]
    (mine,), (theirs,) = events_of(team.staff), events_of(giver.staff)
    assert mine == theirs
    assert (mine.begins, mine.ends, mine.location, mine.cancelled) == (booking.starts_at, booking.ends_at, "Saal", False)
    with pytest.raises(Refused, match="von 10:00 bis 12:00 belegt"):
        making.asked(cast, team, granted=booking.contribution, room="  sAAl ", **making.times(hour=11))
    making.asked(cast, team, granted=booking.contribution, **making.times(hour=12))  # one ends, the other begins
    with pytest.raises(Refused, match="warum"):
        actions.cancel(booking, edition=2, reason=" ", by=giver.staff)
    booking = actions.cancel(booking, edition=2, reason="Wasserschaden", by=giver.staff)
    assert events_of(team.staff)[0].cancelled
    assert events_of(team.staff)[0].sequence == 3
    assert Entry.objects.get(verb="booking.cancelled").data["text"] == "Wasserschaden"
    making.asked(cast, team, granted=booking.contribution)


def test_one_room_granted_to_two__booked_once__also_when_nobody_asked_first(cast):
    first, second = making.asked(cast), making.asked(cast, room="SAAL")
    assert first.contribution != second.contribution
    actions.confirm(first, edition=1, by=cast.housing.staff)
    with pytest.raises(Refused, match="belegt"):
        actions.confirm(second, edition=1, by=cast.housing.staff)
    with pytest.raises(IntegrityError, match="booking_never_twice"), transaction.atomic():
        Booking.objects.filter(pk=second.pk).update(state=State.CONFIRMED, answered_by=cast.housing.staff)


def test_hours__what_took_place__across_the_clock_change_too(cast):
    with clock.travel(clock.at(date(2026, 10, 20))):
        granted = making.room(cast)
        night = {"starts_at": clock.at(date(2026, 10, 25), 1), "ends_at": clock.at(date(2026, 10, 25), 4)}
        booking = actions.confirm(making.asked(cast, granted=granted, **night), edition=1, by=cast.housing.staff)
        making.asked(cast, granted=granted)
        assert not Booking.objects.took_place().exists()
    with clock.travel(clock.at(date(2026, 10, 26))):
        assert [(each, each.hours) for each in Booking.objects.took_place()] == [(booking, Decimal("4.00"))]
        actions.cancel(booking, edition=2, reason="Niemand kam.", by=cast.social.staff)
        assert not Booking.objects.took_place().exists()


def test_who_may__others_read_a_sentence(cast):
    booking = making.asked(cast)
    assert "Rolle" in rules.may_book(cast.social.reader, booking.contribution).reason
    assert "nur Klang" in rules.may_book(cast.housing.staff, booking.contribution).reason
    assert "nur Bau" in rules.may_confirm(cast.social.coordinator, booking).reason
    assert not Booking.objects.visible_to(cast.outsider.coordinator).exists()
    with pytest.raises(Refused, match="neuere Fassung"):
        actions.confirm(booking, edition=7, by=cast.housing.staff)
    with clock.travel(booking.ends_at + timedelta(days=1)):
        assert "vorbei" in rules.may_confirm(cast.housing.staff, booking).reason


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"begins": "12:00", "ends": "10:00"}, "Ende muss nach dem Anfang"),
        ({"begins": "25:00"}, "gültige Uhrzeit"),
        ({"day": "31.02.2026"}, "gültiges Datum"),
        ({"day": "2019-01-07"}, "vorbei"),
        ({"day": "2099-01-07"}, "bewilligt"),
        ({"persons": "1e9"}, "ganze Zahl"),
        ({"room": "x" * 81}, "80 Zeichen"),
        ({"purpose": "Fest\u202e"}, "Steuerzeichen"),
    ],
)
def test_form__bad_input__is_said_and_kept(client, cast, typed, sentence):
    granted = making.room(cast)
    client.force_login(cast.social.staff)
    day = f"{clock.today() + timedelta(days=4)}"
    typed = {"room": "<b>Saal", "day": day, "begins": "10:00", "ends": "12:00", "purpose": "Treffen", "persons": ""} | typed
    answer = post(client, f"{reverse('booking_create')}?contribution={granted.pk}", typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert "<b>Saal" not in page
    assert f'value="{typed["begins"]}"' in page


def test_pages__a_journey_of_both__eight_queries_at_most(client, cast, django_assert_num_queries):
    decision = released(cast).decisions.get()
    granted = making.room(cast)
    client.force_login(cast.social.staff)
    page = client.get(reverse("decision_detail", args=[decision.pk])).content.decode()
    url = f"{reverse('booking_create')}?contribution={granted.pk}&amp;decision={decision.pk}"
    change = f"{reverse('contribution_change', args=[granted.pk])}?decision={decision.pk}"
    assert url in page
    assert change in page
    url = url.replace("&amp;", "&")
    assert decision.text.splitlines()[0][:60] in client.get(url).content.decode()
    typed = {"room": "Saal", "day": f"{clock.today() + timedelta(days=4)}", "begins": "10:00", "ends": "12:30", "purpose": "Treffen"}
    assert post(client, url, typed).status_code == 302
    booking = Booking.objects.get()
    answer = post(
        client, change, {"edition": granted.edition, "reason": "So beschlossen", "purpose": "Auch abends", "ends_on": f"{granted.ends_on}"}
    )
    assert answer.status_code == 302
    made = {booking.pk, Change.objects.get().pk}
    assert {each.about_id for each in Effect.objects.filter(decision=decision)} == made
    origin = reverse("decision_detail", args=[decision.pk])
    for thing in (booking, Change.objects.get()):
        assert origin in client.get(thing.get_absolute_url()).content.decode()
        assert thing.get_absolute_url() in client.get(origin).content.decode()
    assert booking.get_absolute_url() in client.get(granted.get_absolute_url()).content.decode()
    client.force_login(cast.housing.staff)
    for reason, sentence in (("x" * 1001, "1000 Zeichen"), ("Nein\x00", "Steuerzeichen")):
        answer = client.post(reverse("booking_decline", args=[booking.pk]), {"edition": 1, "reason": reason}, follow=True)
        assert sentence in answer.content.decode()
    assert client.post(reverse("booking_confirm", args=[booking.pk]), {"edition": 1}).status_code == 302
    client.get(reverse("booking_list"))
    for _row in range(2):
        with django_assert_num_queries(7):
            assert b"Treffen" in client.get(reverse("booking_list")).content
        for day in (5, 6):
            making.asked(cast, granted=granted, purpose="Treffen", **making.times(days=day))
    with django_assert_num_queries(5):
        client.get(booking.get_absolute_url())
