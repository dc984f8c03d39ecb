"""A change asked for at a passage, what becomes of it, and the deadline of the release."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.meeting import actions as meetings
from partnerships.meeting.minuted import in_working_days
from partnerships.meeting.models import Meeting
from partnerships.notice.models import Letter
from partnerships.passage import actions
from partnerships.passage.models import Wish
from partnerships.passage.tasks import remind_of_release
from tests.partnerships.meeting.stage import sent

DETAIL = 10  # with session and user


def asked(cast, team=None, **where) -> Wish:
    meeting = sent(cast)
    return actions.ask(meeting, edition=1, wish="Bitte ab Mai.", by=(team or cast.housing).staff, **where)


def test_wish__is_pinned_to_the_passage_as_it_stood__and_opens_the_minutes(cast):
    for team in cast.teams:
        meeting = sent(cast)
        decision = meeting.decisions.get()
        wish = actions.ask(meeting, edition=1, wish="Bitte ab Mai.", decision=decision, by=team.staff)
        assert (wish.passage, wish.read, wish.item, wish.edition) == (decision.number, decision.text, decision.item, 1)
        assert (wish.meeting.state, wish.meeting.edition, wish.organisation) == ("minutes", 2, team.org)
        more = actions.ask(wish.meeting, edition=2, wish="Und die Überschrift.", by=cast.other(team).staff)
        assert (more.edition, Meeting.objects.get(pk=meeting.pk).edition) == (2, 2)


def test_differing_view__stands_beside_the_passage__is_released_with_it_and_final(cast):
    wish = asked(cast)
    with pytest.raises(Refused, match="Nur Bau"):
        actions.differ(wish, view="Ab Mai.", by=cast.social.staff)
    before = Meeting.objects.get(pk=wish.meeting_id).digest()
    wish = actions.differ(wish, view="Ab Mai gilt der Plan.", by=cast.housing.staff)
    meeting = meetings.send_for_release(wish.meeting, edition=2, by=cast.social.staff)
    assert meeting.content()["views"] == [["", str(cast.housing.org.pk), "Ab Mai gilt der Plan."]]
    assert meeting.digest() != before
    for team in cast.teams:
        with pytest.raises(Refused):
            actions.settle(wish, by=team.staff)
    with pytest.raises(DatabaseError, match="final"), transaction.atomic():
        Wish.objects.filter(pk=wish.pk).update(state="settled", view="")


def test_wish__left_open__is_settled_after_the_release_too__by_who_asked(cast):
    wish = asked(cast)
    meetings.send_for_release(wish.meeting, edition=2, by=cast.social.staff)
    with pytest.raises(Refused, match="Nur Bau"):
        actions.settle(wish, by=cast.social.staff)
    assert actions.settle(wish, by=cast.housing.staff).state == "settled"
    with pytest.raises(Refused, match="erledigt"):
        actions.settle(wish, by=cast.housing.staff)


def test_pages__ask_at_a_topic__both_read_it__and_put_a_view(client, cast):
    meeting = sent(cast)
    item = meeting.items.get()
    client.force_login(cast.housing.staff)
    url = reverse("meeting_change", args=[meeting.pk])
    page = client.get(f"{url}?passage=item:{item.pk}").content.decode()
    assert f'value="item:{item.pk}" selected' in page
    assert client.post(url, {"edition": "1", "passage": "item:x", "wish": "Nein."}).status_code == 422
    assert client.post(url, {"edition": "1", "passage": f"item:{item.pk}", "wish": "<b>Bitte</b>"}).status_code == 302
    wish = Wish.objects.get()
    client.force_login(cast.social.staff)
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "&lt;b&gt;Bitte&lt;/b&gt;" in page
    assert reverse("wish_settle", args=[wish.pk]) not in page
    assert "wünscht eine Änderung" in client.get(reverse("meeting_minutes", args=[meeting.pk])).content.decode()
    client.force_login(cast.housing.staff)
    assert client.post(reverse("wish_differ", args=[wish.pk]), {"view": " "}).status_code == 422
    assert client.post(reverse("wish_differ", args=[wish.pk]), {"view": "Ab Mai."}).status_code == 302
    client.force_login(cast.social.staff)
    assert "Abweichende Auffassung von Bau" in client.get(meeting.get_absolute_url()).content.decode()


def test_detail__asks_the_same_however_many_wishes(client, cast, django_assert_num_queries):
    wish = asked(cast)
    client.force_login(cast.social.reader)
    client.get(wish.meeting.get_absolute_url())
    for _more in range(2):
        with django_assert_num_queries(DETAIL):
            client.get(wish.meeting.get_absolute_url())
        for text in ("a", "b"):
            actions.ask(wish.meeting, edition=2, wish=text, by=cast.housing.staff)


def test_deadline__ten_working_days__without_the_holidays_of_both_states():
    assert in_working_days(date(2026, 10, 26), 10, frozenset()) == date(2026, 11, 9)
    assert in_working_days(date(2026, 10, 19), 10, frozenset({"NI", "BY"})) == date(2026, 11, 2)
    assert in_working_days(date(2026, 10, 28), 3, frozenset({"NI"})) == date(2026, 11, 2)
    assert in_working_days(date(2026, 12, 30), 4, frozenset({"BY", "NI"})) == date(2027, 1, 7)


def test_deadline__is_said_when_the_minutes_are_sent__and_reminded_of(cast):
    for team, state in zip(cast.teams, ("BY", "NI"), strict=True):
        team.org.federal_state = state
        team.org.save()
    with clock.travel(clock.at(date(2026, 12, 30), 10)):
        meeting = sent(cast)
        sent_to = set(Letter.objects.filter(key__contains=":1:sent:").values_list("to", flat=True))
        assert sent_to == {getattr(team, seat).email for team in cast.teams for seat in ("coordinator", "approver", "signatory")}
        assert meeting.release_until == in_working_days(date(2026, 12, 30), 10, frozenset({"BY", "NI"})) == date(2027, 1, 15)
        meetings.release(meeting, edition=1, by=cast.social.coordinator)
    until = meeting.release_until
    for day, letters in ((until - timedelta(days=4), 0), (until - timedelta(days=3), 3), (until, 3), (until + timedelta(days=1), 5)):
        with clock.travel(clock.at(day, 6)):
            remind_of_release(day)
            remind_of_release(day)
        assert Letter.objects.filter(key__startswith="release:").count() == letters, day
    soon, over = (list(Letter.objects.filter(key__contains=f":{which}:").values_list("to", flat=True)) for which in ("soon", "over"))
    assert set(soon) == {cast.housing.coordinator.email, cast.housing.approver.email, cast.housing.signatory.email}
    assert set(over) == {team.coordinator.email for team in cast.teams}
