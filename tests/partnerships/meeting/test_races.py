"""Two people at the same moment, in two threads against PostgreSQL: it happens once, and the other is told."""

import threading

import pytest
from django.db import close_old_connections, connection

from partnerships.base.verdict import Refused
from partnerships.consent.models import Consent
from partnerships.journal.models import Entry
from partnerships.meeting import actions
from partnerships.meeting.actions import Typed
from partnerships.meeting.models import Decision, Meeting
from partnerships.minutes.actions import write_minutes
from tests.cast import make_cast
from tests.partnerships.meeting.stage import planned, sent, written

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def at_once(*acts) -> list:
    """Run them together; each answer is what it returned, or the sentence it was refused with."""
    barrier, answers = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        try:
            barrier.wait()
            answers[place] = act()
        except Refused as refused:
            answers[place] = refused.reason
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    close_old_connections()
    return answers


@pytest.fixture
def cast(transactional_db):
    return make_cast()


def test_release_release__both_sides_at_once__final_once(cast):
    meeting = sent(cast)
    people = [cast.social.coordinator, cast.housing.coordinator]
    at_once(*(lambda by=by: actions.release(meeting, edition=1, by=by) for by in people))
    meeting = Meeting.objects.get()
    assert (meeting.state, meeting.digest_released) == ("released", meeting.digest())
    assert Entry.objects.filter(verb="meeting.released").count() == 1


def test_release_release__one_side_twice__one_yes(cast):
    meeting = sent(cast)
    people = [cast.social.coordinator, cast.social.approver, cast.social.signatory]
    answers = at_once(*(lambda by=by: actions.release(meeting, edition=1, by=by) for by in people))
    assert sum(isinstance(answer, str) for answer in answers) == 2
    assert Consent.objects.count() == 1
    assert Meeting.objects.get().state == "release"


def test_release_change__either_final_or_a_new_edition(cast):
    meeting = sent(cast)
    actions.release(meeting, edition=1, by=cast.social.coordinator)
    by, other = cast.housing.coordinator, cast.social.staff
    answers = at_once(
        lambda: actions.release(meeting, edition=1, by=by), lambda: actions.ask_change(meeting, edition=1, wish="Bitte ab Mai.", by=other)
    )
    meeting = Meeting.objects.get()
    assert sum(isinstance(answer, str) for answer in answers) == 1
    assert (meeting.state, meeting.edition) in {("released", 1), ("minutes", 2)}
    assert (meeting.released_at is not None) == (meeting.state == "released")


def test_decisions__of_two_meetings_in_one_month__get_different_numbers(cast):
    meetings = [written(cast), written(cast)]
    people = [cast.social.staff, cast.housing.staff]
    answers = at_once(
        *(lambda m=meeting, by=by: actions.decide(m, text="x", by=by).number for meeting in meetings for by in people for _ in range(2))
    )
    numbers = sorted(Decision.objects.values_list("number", flat=True))
    month = meetings[0].month
    assert len(set(answers)) == 8
    assert numbers == [f"{month}/{place:02}" for place in range(1, 11)]


def test_writing__the_same_topic_at_once__one_is_told(cast):
    meeting = planned(cast)
    item = actions.add_topic(meeting, title="Auslastung", by=cast.social.staff)
    actions.begin_minutes(meeting, by=cast.social.staff)
    seen = item.result_fingerprint()
    people = [cast.social.staff, cast.housing.staff]
    answers = at_once(*(lambda by=by: write_minutes(meeting, results={item.pk: Typed(by.name, seen)}, by=by) for by in people))
    item.refresh_from_db()
    assert sorted(len(answer) for answer in answers) == [0, 1]
    clash = next(answer[0] for answer in answers if answer)
    assert clash.theirs == item.result == clash.by


def test_writing_and_sending_at_once__the_released_text_is_the_sent_one(cast):
    meeting = written(cast)
    item = meeting.items.get()
    by, other = cast.social.staff, cast.housing.staff
    at_once(
        lambda: write_minutes(meeting, results={item.pk: Typed("Zuletzt.", item.result_fingerprint())}, by=by),
        lambda: actions.send_for_release(meeting, edition=1, by=other),
    )
    for team in cast.teams:
        actions.release(meeting, edition=1, by=team.coordinator)
    meeting = Meeting.objects.get()
    assert {meeting.digest_released, *Consent.objects.values_list("digest", flat=True)} == {meeting.digest()}


def test_begin_and_cancel_at_once__one_of_them(cast):
    meeting = planned(cast)
    by, other = cast.social.staff, cast.housing.staff
    answers = at_once(lambda: actions.begin_minutes(meeting, by=by), lambda: actions.cancel(meeting, reason="x", by=other))
    assert sum(isinstance(answer, str) for answer in answers) == 1


def test_topics__added_and_moved_at_once__none_is_lost(cast):
    meeting = planned(cast)
    first = actions.add_topic(meeting, title="Erstes", by=cast.social.staff)
    people = [cast.social.staff, cast.housing.staff]
    at_once(
        *(lambda by=by, n=n: actions.add_topic(meeting, title=f"{by.name} {n}", by=by) for by in people for n in range(3)),
        lambda: actions.move_topic(first, up=False, by=people[1]),
    )
    assert sorted(meeting.items.values_list("order", flat=True)) == list(range(1, 8))
