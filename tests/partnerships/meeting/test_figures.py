"""The figures of a partnership's meetings: days to release, tasks on time, topics by side."""

from datetime import timedelta

from django.urls import reverse

from partnerships.base import clock
from partnerships.meeting import actions
from partnerships.meeting.figures import figures_of
from partnerships.task import actions as tasks
from tests.cast import make_partnership
from tests.partnerships.meeting.stage import planned, sent


def test_figures__of_a_partnership__and_nothing_of_another(cast):
    with clock.travel(clock.now() - timedelta(days=30)):
        meeting = sent(cast)
        late, dropped = (
            tasks.give(planned_minutes(cast), what=what, organisation=cast.social.org, until=clock.today(), by=cast.housing.staff)
            for what in ("spät", "entfällt")
        )
    with clock.travel(meeting.ends_at + timedelta(days=6)):
        for team in cast.teams:
            actions.release(meeting, edition=1, by=team.coordinator)
    tasks.postpone(late, until=clock.today() + timedelta(days=1), reason="Später.", by=cast.social.staff)
    tasks.drop(dropped, reason="x", by=cast.social.staff)
    with clock.travel(meeting.ends_at + timedelta(days=1)):
        tasks.finish(meeting.tasks.get(), by=cast.housing.staff)
    found = figures_of(cast.partnership)
    assert (found.release, found.due, found.on_time, found.share_on_time) == (6, 2, 1, 50)
    assert (found.social, found.housing, found.share_social, found.share_housing) == (1, 2, 33, 67)
    other = figures_of(make_partnership(cast.social, cast.housing))
    assert (other.release, other.due, other.social, other.share_housing) == (None, 0, 0, 0)


def planned_minutes(cast):
    """Minutes with a topic of the housing side."""
    meeting = planned(cast)
    actions.add_topic(meeting, title="Hof", by=cast.housing.staff)
    return actions.begin_minutes(meeting, by=cast.housing.staff)


def test_list__of_one_partnership__shows_them_to_its_parties(client, cast, django_assert_num_queries):
    sent(cast)
    client.force_login(cast.social.reader)
    url = f"{reverse('meeting_list')}?when=all&partnership={cast.partnership.pk}"
    client.get(url)
    with django_assert_num_queries(9):
        assert "Eingebrachte Themen" in client.get(url).content.decode()
    assert "Eingebrachte Themen" not in client.get(reverse("meeting_list")).content.decode()
