"""Beginning the minutes: asked about before the meeting, taken back while nothing is written; everything wrong is told at once."""

import pytest

from partnerships.base.verdict import Refused
from partnerships.meeting import actions, rules
from partnerships.meeting.actions import Typed
from partnerships.meeting.models import MOST_TEXT, Meeting
from partnerships.minutes.actions import write_minutes
from tests.paper import form_on
from tests.partnerships.meeting.stage import planned, sent, url, written
from tests.partnerships.meeting.test_races import at_once


@pytest.mark.parametrize("index", [0, 1])
def test_begin__before_the_meeting__asks_first(client, cast, index):
    meeting = planned(cast, days=3)
    client.force_login(cast.teams[index].staff)
    assert f'href="{url("meeting_begin", meeting)}"' in client.get(meeting.get_absolute_url()).content.decode()
    page = client.get(url("meeting_begin", meeting))
    assert "Dieses Treffen steht noch bevor" in page.content.decode()
    refused = client.post(url("meeting_begin", meeting), form_on(page, "early"))
    assert refused.status_code == 422
    assert Meeting.objects.get().state == "planned"
    assert client.post(url("meeting_begin", meeting), {"early": "on"})["Location"] == url("meeting_minutes", meeting)
    assert Meeting.objects.get().state == "minutes"


def test_begin__after_it__takes_one_press__and_the_page_answers_too(client, cast):
    meeting = planned(cast)
    client.force_login(cast.social.staff)
    assert f'action="{url("meeting_begin", meeting)}"' in client.get(meeting.get_absolute_url()).content.decode()
    assert "early" not in client.get(url("meeting_begin", meeting)).content.decode()
    assert client.post(url("meeting_begin", meeting)).status_code == 302
    assert client.get(url("meeting_begin", meeting))["Location"] == meeting.get_absolute_url()


def test_begin__early__the_action_asks_as_well(cast):
    meeting = planned(cast, days=3)
    with pytest.raises(Refused, match="steht noch bevor"):
        actions.begin_minutes(meeting, by=cast.social.staff)


@pytest.mark.parametrize("index", [0, 1])
def test_put_back__while_nothing_is_written__either_side(client, cast, index):
    meeting = actions.begin_minutes(planned(cast, days=3), early=True, by=cast.housing.staff)
    client.force_login(cast.teams[index].staff)
    page = client.get(meeting.get_absolute_url())
    assert f'action="{url("meeting_put_back", meeting)}"' in page.content.decode()
    assert client.post(url("meeting_put_back", meeting))["Location"] == meeting.get_absolute_url()
    assert Meeting.objects.get().state == "planned"
    assert "zurück in die Planung" in client.get(meeting.get_absolute_url()).content.decode()


def write_a_result(meeting, by):
    item = actions.add_topic(meeting, title="Auslastung", by=by)
    write_minutes(meeting, results={item.pk: Typed("Neu.", item.result_fingerprint())}, by=by)


def write_remarks(meeting, by):
    write_minutes(meeting, remarks=Typed("Gut.", meeting.remarks_fingerprint()), by=by)


def note_a_presence(meeting, by):
    write_minutes(meeting, presences={meeting.participants.first().pk: "present"}, by=by)


def note_a_decision(meeting, by):
    actions.decide(meeting, text="So ist es.", by=by)


@pytest.mark.parametrize("write", [write_a_result, write_remarks, note_a_presence, note_a_decision])
def test_put_back__once_something_is_written__no_more(client, cast, write):
    meeting = actions.begin_minutes(planned(cast), by=cast.housing.staff)
    write(meeting, cast.social.staff)
    with pytest.raises(Refused, match="schon etwas"):
        actions.put_back(meeting, by=cast.housing.staff)
    client.force_login(cast.housing.staff)
    assert "meeting_put_back" not in client.get(meeting.get_absolute_url()).content.decode()
    assert f'action="{url("meeting_put_back", meeting)}"' not in client.get(meeting.get_absolute_url()).content.decode()
    assert Meeting.objects.get().state == "minutes"


def test_put_back__after_a_change_was_asked__no_more(cast):
    meeting = actions.ask_change(sent(cast), edition=1, wish="Anders.", by=cast.housing.staff)
    assert not rules.may_put_back(cast.social.staff, meeting, written=False)


@pytest.mark.django_db(transaction=True)
def test_put_back_and_write_at_once__nothing_written_is_lost(cast):
    meeting = actions.begin_minutes(planned(cast), by=cast.housing.staff)
    by, other = cast.social.staff, cast.housing.staff
    answers = at_once(lambda: actions.put_back(meeting, by=by), lambda: actions.decide(meeting, text="So.", by=other))
    assert sum(isinstance(answer, str) for answer in answers) == 1
    meeting = Meeting.objects.get()
    assert (meeting.state, meeting.decisions.count()) in {("planned", 0), ("minutes", 1)}


def test_minutes__everything_wrong_is_told_at_once__and_the_rest_is_saved(client, cast):
    """A text too long, a topic another wrote on, a topic that is gone: one answer names all three; the fourth text is kept."""
    meeting = planned(cast)
    topics = [actions.add_topic(meeting, title=title, by=cast.social.staff) for title in ("Lang", "Zusammen", "Weg", "Gut")]
    meeting = actions.begin_minutes(meeting, by=cast.social.staff)
    long, both, gone, good = (f"text_{topic.pk}" for topic in topics)
    client.force_login(cast.housing.staff)
    data = form_on(client.get(url("meeting_minutes", meeting)), long)
    write_minutes(meeting, results={topics[1].pk: Typed("Von Klang.", topics[1].result_fingerprint())}, by=cast.social.staff)
    actions.remove_topic(topics[2], by=cast.social.staff)
    typed = {long: "x" * (MOST_TEXT + 1), both: "Von Bau.", gone: "Mein Text zum alten Thema.", good: "Passt."}
    answer = client.post(url("meeting_minutes", meeting), data | typed)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Jemand anderes hat hier gleichzeitig geschrieben" in html
    assert "Ein Thema wurde entfernt" in html
    assert str(MOST_TEXT) in html.replace(".", "")
    assert "Alles andere ist gespeichert" in html
    assert "Mein Text zum alten Thema." in html
    assert {item.title: item.result for item in meeting.items.all()} == {"Lang": "", "Zusammen": "Von Klang.", "Gut": "Passt."}
    again = form_on(answer, long) | {long: "Kurz."}
    assert again[both] == ["Von Bau."]
    assert client.post(url("meeting_minutes", meeting), again).status_code == 302
    assert {item.title: item.result for item in meeting.items.all()} == {"Lang": "Kurz.", "Zusammen": "Von Bau.", "Gut": "Passt."}


def test_minutes__what_was_typed_stays__when_a_presence_is_nonsense(client, cast):
    meeting = written(cast)
    row = meeting.participants.first()
    client.force_login(cast.housing.staff)
    data = form_on(client.get(url("meeting_minutes", meeting)), "text_remarks")
    answer = client.post(url("meeting_minutes", meeting), data | {f"presence_{row.pk}": "vielleicht", "text_remarks": "Gut."})
    assert answer.status_code == 422
    assert Meeting.objects.get().remarks == "Gut."


def test_send__everything_missing_is_told_at_once(client, cast):
    meeting = actions.begin_minutes(planned(cast, days=3), early=True, by=cast.social.staff)
    verdict = rules.may_send(cast.social.staff, meeting, presences={"invited"}, written=False)
    for sentence in ("noch nicht stattgefunden", "noch leer", "für alle Eingeladenen"):
        assert sentence in verdict.reason
