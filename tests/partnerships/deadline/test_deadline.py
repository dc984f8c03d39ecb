"""How long minutes wait for release is agreed by both; silence is a yes only where both have agreed on that, told before, said plainly."""

from datetime import timedelta

import pytest
from django.urls import reverse

from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.consent.models import Consent
from partnerships.deadline import actions
from partnerships.deadline.models import Deadline
from partnerships.deadline.todos import deadlines
from partnerships.journal.models import Entry
from partnerships.meeting import actions as meetings
from partnerships.meeting.minuted import in_working_days
from partnerships.meeting.models import Meeting
from partnerships.notice.models import Letter
from partnerships.organisation.models import Membership
from partnerships.passage.tasks import count_silence, remind_of_release
from partnerships.protocol.text import confirmations_of
from tests.once import post
from tests.partnerships.meeting.stage import sent

LIST, DETAIL = 6, 7  # with session and user


def agreed(cast, *, days: int = 5, silence: bool = True) -> Deadline:
    deadline = actions.propose(cast.partnership, days=days, silence_counts=silence, source="§ 8", by=cast.social.coordinator)
    return actions.agree(deadline, edition=1, by=cast.housing.approver)


def go_by(meeting, *, days: int = 12) -> None:
    """Every day from today on, as the worker does it."""
    for ahead in range(days):
        with clock.travel(clock.at(clock.today() + timedelta(days=ahead), 6)):
            day = clock.today()
            remind_of_release(day)
            count_silence(day)


def state_of(meeting) -> str:
    return Meeting.objects.get(pk=meeting.pk).state


def test_deadline__holds_when_both_have_agreed__for_minutes_sent_from_then_on(cast):
    before = sent(cast)
    assert (before.silence_counts, before.release_until) == (False, in_working_days(clock.today(), 10))
    deadline = actions.propose(cast.partnership, days=5, silence_counts=True, source="", by=cast.social.coordinator)
    assert sent(cast).silence_counts is False
    with pytest.raises(Refused):
        actions.agree(deadline, edition=1, by=cast.housing.staff)
    with pytest.raises(Refused, match="zurückziehen"):
        actions.decline(deadline, reason="x", edition=1, by=cast.social.approver)
    assert [each.waiting for each in deadlines(cast.housing.coordinator)] == ["me"]
    assert [each.waiting for each in deadlines(cast.social.coordinator)] == ["them"]
    assert actions.agree(deadline, edition=1, by=cast.housing.coordinator).state == "in_force"
    assert deadlines(cast.housing.coordinator) == []
    after = sent(cast)
    assert (after.silence_counts, after.release_until) == (True, in_working_days(clock.today(), 5))
    other = actions.propose(cast.partnership, days=15, silence_counts=False, source="", by=cast.housing.signatory)
    actions.agree(other, edition=1, by=cast.social.approver)
    assert Deadline.objects.get(pk=deadline.pk).state == "ended"
    assert sent(cast).silence_counts is False


def test_silence__after_the_deadline__is_a_yes__the_journal_the_page_and_the_paper_say_so(client, cast):
    agreed(cast)
    meeting = sent(cast)
    meetings.release(meeting, edition=1, by=cast.social.coordinator)
    go_by(meeting)
    meeting = Meeting.objects.get(pk=meeting.pk)
    assert (meeting.state, meeting.both_agreed()) == ("released", True)
    silent = Consent.objects.of(meeting).get(organisation=cast.housing.org)
    assert (silent.person, silent.silent, silent.digest) == (None, True, meeting.digest_released)
    assert "durch Schweigen" in confirmations_of(meeting)[-1].person
    told = Entry.objects.about(meeting).get(verb="meeting.silent")
    assert (told.actor, "hat bis zum" in told.sentence) == (None, True)
    assert Letter.objects.filter(key__contains=":soon:", body__contains="Schweigen").count() == 3
    client.force_login(cast.housing.reader)
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "durch Schweigen" in page


def test_silence__is_no_yes__where_it_was_not_agreed__or_nobody_has_said_yes__or_one_side_ended_it(cast):
    usual = sent(cast)
    meetings.release(usual, edition=1, by=cast.social.coordinator)
    deadline = agreed(cast)
    nobody, ended = sent(cast), sent(cast)
    meetings.release(ended, edition=1, by=cast.housing.coordinator)
    actions.end(deadline, reason="Wir wollen gefragt werden.", by=cast.social.approver)
    go_by(usual, days=20)
    assert {state_of(each) for each in (usual, nobody, ended)} == {"release"}
    again = agreed(cast)
    assert again.state == "in_force"
    go_by(nobody, days=20)
    assert state_of(nobody) == "release"


def test_silence__never_without_a_letter_before__however_late_the_worker_is(cast):
    agreed(cast)
    meeting = sent(cast)
    meetings.release(meeting, edition=1, by=cast.social.coordinator)
    late = meeting.release_until + timedelta(days=3)
    with clock.travel(clock.at(late, 6)):
        remind_of_release(late)
        count_silence(late)
    assert state_of(meeting) == "release"
    with clock.travel(clock.at(late + timedelta(days=2), 7)):
        count_silence(late + timedelta(days=2))
    assert state_of(meeting) == "released"


def test_silence__of_a_house_that_nobody_could_be_written_to__is_no_yes(cast):
    agreed(cast)
    meeting = sent(cast)
    meetings.release(meeting, edition=1, by=cast.social.coordinator)
    Membership.objects.filter(organisation=cast.housing.org).update(roles=["staff"])
    go_by(meeting, days=20)
    assert state_of(meeting) == "release"


def test_pages__propose__word_it_differently__agree__end(client, cast):
    client.force_login(cast.social.coordinator)
    url = f"{reverse('deadline_create')}?partnership={cast.partnership.pk}"
    for wrong in ({"days": "2"}, {"days": "61"}, {"days": "1e1"}, {"days": "5", "source": "x" * 201}):
        assert post(client, url, wrong).status_code == 422
    assert post(client, url, {"days": "5", "silence_counts": "on", "source": "<b>§ 8</b>"}).status_code == 302
    second = post(client, url, {"days": "9"})
    assert (second.status_code, "bereits" in second.content.decode()) == (422, True)
    deadline = Deadline.objects.get()
    client.force_login(cast.housing.coordinator)
    assert "&lt;b&gt;§ 8&lt;/b&gt;" in client.get(deadline.get_absolute_url()).content.decode()
    assert client.post(reverse("deadline_edit", args=[deadline.pk]), {"edition": 1, "days": "7"}).status_code == 302
    client.force_login(cast.social.coordinator)
    client.post(reverse("deadline_agree", args=[deadline.pk]), {"edition": 2})
    assert Deadline.objects.get().state == "in_force"
    assert "7 Arbeitstage" in client.get(reverse("deadline_list")).content.decode()
    assert client.post(reverse("deadline_end", args=[deadline.pk]), {"reason": " "}).status_code == 422
    assert client.post(reverse("deadline_end", args=[deadline.pk]), {"reason": "Zu kurz."}).status_code == 302
    assert Deadline.objects.get().state == "ended"
    client.force_login(cast.observer.reader)
    assert client.get(deadline.get_absolute_url()).status_code == 404


def test_pages__ask_the_same_for_one_and_for_three(client, cast, django_assert_num_queries):
    deadline = agreed(cast)
    client.force_login(cast.social.coordinator)
    client.get(deadline.get_absolute_url())
    for number in (1, 3):
        with django_assert_num_queries(LIST):
            client.get(reverse("deadline_list"))
        with django_assert_num_queries(DETAIL):
            client.get(deadline.get_absolute_url())
        if number == 1:
            for days in (7, 8):
                actions.agree(
                    actions.propose(cast.partnership, days=days, silence_counts=False, source="", by=cast.social.coordinator),
                    edition=1,
                    by=cast.housing.coordinator,
                )
                deadline = Deadline.objects.get(state="in_force")
