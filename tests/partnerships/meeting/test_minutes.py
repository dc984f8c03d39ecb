"""Writing minutes: nobody overwrites unseen what another has written, and nothing typed is lost."""

import re

import pytest
from django.conf import settings
from django.urls import reverse

from partnerships.base.markdown import as_html
from partnerships.base.verdict import Refused
from partnerships.meeting import actions
from partnerships.meeting.actions import Typed
from partnerships.meeting.models import MOST_TEXT, Item, Meeting, Participant
from partnerships.minutes.actions import write_minutes
from tests.partnerships.meeting.stage import errors, planned, released, said, sent, url, written


def fields(page: str) -> dict:
    """What the form of this page sends when nothing is touched."""
    found = dict(re.findall(r'<input type="hidden" name="(seen_[^"]+)" value="([^"]*)"', page))
    found |= dict(re.findall(r'<textarea name="(text_[^"]+)"[^>]*>\s?(.*?)</textarea>', page, re.DOTALL))
    return found | dict(re.findall(r'<input type="radio" name="(presence_\d+)" value="(\w+)"[^>]*checked', page))


@pytest.fixture
def meeting(cast) -> Meeting:
    meeting = planned(cast)
    actions.add_topic(meeting, title="Auslastung", by=cast.social.staff)
    actions.add_topic(meeting, title="Honorare", by=cast.housing.staff)
    return actions.begin_minutes(meeting, by=cast.social.staff)


def key(meeting, place: int) -> str:
    return f"text_{meeting.items.all()[place].pk}"


def test_minutes__are_saved_and_shown(client, cast, meeting):
    client.force_login(cast.housing.staff)
    data = fields(client.get(url("meeting_minutes", meeting)).content.decode())
    data |= {key(meeting, 0): "Ein **neuer** Plan.\r\n\r\n- eins\r\n- zwei", "text_remarks": "Schnelle Hilfe."}
    data |= {f"presence_{row.pk}": "present" for row in meeting.participants.all()}
    response = client.post(url("meeting_minutes", meeting), data)
    assert response["Location"] == url("meeting_minutes", meeting)
    assert meeting.items.first().result == "Ein **neuer** Plan.\n\n- eins\n- zwei"
    assert set(meeting.participants.values_list("presence", flat=True)) == {"present"}
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "<strong>neuer</strong>" in page
    assert "<li>eins</li>" in page
    assert "Schnelle Hilfe." in page
    assert "Klang · anwesend" in page
    assert "Bau · anwesend" in page


def test_minutes__two_writers__different_topics_merge(client, cast, meeting):
    client.force_login(cast.housing.staff)
    data = fields(client.get(url("meeting_minutes", meeting)).content.decode())
    first = meeting.items.first()
    typed = Typed("Von Klang.", first.result_fingerprint())
    write_minutes(meeting, results={first.pk: typed}, by=cast.social.staff)
    assert client.post(url("meeting_minutes", meeting), data | {key(meeting, 1): "Von Bau."}).status_code == 302
    assert [item.result for item in meeting.items.all()] == ["Von Klang.", "Von Bau."]


def test_minutes__two_writers__the_same_topic_shows_both_texts(client, cast, meeting):
    client.force_login(cast.housing.staff)
    data = fields(client.get(url("meeting_minutes", meeting)).content.decode())
    first = meeting.items.first()
    write_minutes(meeting, results={first.pk: Typed("Von Klang.", first.result_fingerprint())}, by=cast.social.staff)
    response = client.post(url("meeting_minutes", meeting), data | {key(meeting, 0): "Von Bau.", key(meeting, 1): "Auch von Bau."})
    page = response.content.decode()
    assert response.status_code == 422
    assert "beide Fassungen" in errors(response)
    assert "Klang staff hat hier inzwischen geschrieben" in page
    assert [item.result for item in meeting.items.all()] == ["Von Klang.", "Auch von Bau."]
    again = fields(page)
    assert (again[key(meeting, 0)], again[key(meeting, 1)]) == ("Von Bau.", "Auch von Bau.")
    assert client.post(url("meeting_minutes", meeting), again | {key(meeting, 0): "Von beiden."}).status_code == 302
    assert [item.result for item in meeting.items.all()] == ["Von beiden.", "Auch von Bau."]


def test_minutes__two_writers__who_was_there_is_not_set_back_unseen(client, cast, meeting):
    rows = list(meeting.participants.all())
    write_minutes(meeting, presences={row.pk: "present" for row in rows}, by=cast.social.staff)
    client.force_login(cast.housing.staff)
    old_page = fields(client.get(url("meeting_minutes", meeting)).content.decode())
    write_minutes(meeting, presences={rows[0].pk: "absent"}, by=cast.social.staff)
    assert client.post(url("meeting_minutes", meeting), old_page | {f"presence_{rows[1].pk}": "excused"}).status_code == 302
    assert [row.presence for row in meeting.participants.order_by("name")] == ["absent", "excused"]
    response = client.post(url("meeting_minutes", meeting), old_page | {f"presence_{rows[0].pk}": "excused"})
    assert response.status_code == 422
    assert f"<strong>{Participant.Presence.ABSENT.label}</strong>" in response.content.decode()
    assert [row.presence for row in meeting.participants.order_by("name")] == ["absent", "excused"]
    again = fields(response.content.decode())
    assert (again[f"presence_{rows[0].pk}"], again[f"presence_{rows[1].pk}"]) == ("excused", "excused")
    assert client.post(url("meeting_minutes", meeting), again).status_code == 302
    assert [row.presence for row in meeting.participants.order_by("name")] == ["excused", "excused"]


def test_minutes__two_writers__the_same_words_do_not_clash(client, cast, meeting):
    client.force_login(cast.housing.staff)
    data = fields(client.get(url("meeting_minutes", meeting)).content.decode())
    first = meeting.items.first()
    write_minutes(meeting, results={first.pk: Typed("Gleich.", first.result_fingerprint())}, by=cast.social.staff)
    assert client.post(url("meeting_minutes", meeting), data | {key(meeting, 0): "Gleich."}).status_code == 302


def test_minutes__a_topic_added_meanwhile__stays_as_it_is(client, cast, meeting):
    client.force_login(cast.housing.staff)
    data = fields(client.get(url("meeting_minutes", meeting)).content.decode())
    late = actions.add_topic(meeting, title="Verschiedenes", by=cast.social.staff)
    write_minutes(meeting, results={late.pk: Typed("Spät.", late.result_fingerprint())}, by=cast.social.staff)
    assert client.post(url("meeting_minutes", meeting), data).status_code == 302
    assert Item.objects.get(pk=late.pk).result == "Spät."


def test_minutes__a_topic_removed_meanwhile__its_text_is_shown(client, cast, meeting):
    client.force_login(cast.housing.staff)
    data = fields(client.get(url("meeting_minutes", meeting)).content.decode()) | {key(meeting, 0): "Lange getippt."}
    actions.remove_topic(meeting.items.first(), by=cast.social.staff)
    response = client.post(url("meeting_minutes", meeting), data)
    assert response.status_code == 422
    assert "Lange getippt." in response.content.decode()
    assert "kopieren" in errors(response)


def test_minutes__sent_meanwhile__says_so_and_keeps_what_was_typed(client, cast):
    meeting = written(cast)
    client.force_login(cast.housing.staff)
    data = fields(client.get(url("meeting_minutes", meeting)).content.decode())
    actions.send_for_release(meeting, edition=1, by=cast.social.staff)
    response = client.post(url("meeting_minutes", meeting), data | {key(meeting, 0): "Noch ein Satz."})
    assert response.status_code == 422
    assert "wartet auf Freigabe" in errors(response)
    assert "Noch ein Satz." in response.content.decode()
    assert meeting.items.get().result == "Ein **neuer** Plan."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x" * 60_000, "60000"),
        ("x" * (MOST_TEXT + 1), str(MOST_TEXT)),
        ("Zeile\x00", "Null"),
        ("Zeile\x1b[31m", "unsichtbare Steuerzeichen"),
    ],
)
def test_minutes__bad_text__is_refused_at_the_field_and_kept(client, cast, meeting, text, sentence):
    client.force_login(cast.social.staff)
    data = fields(client.get(url("meeting_minutes", meeting)).content.decode())
    response = client.post(url("meeting_minutes", meeting), data | {key(meeting, 0): text, key(meeting, 1): "Gut."})
    assert response.status_code == 422
    assert sentence in errors(response).replace(".", "")
    assert text[:5] in response.content.decode()
    assert "Gut." in response.content.decode()
    assert meeting.items.first().result == ""


def test_minutes__as_long_as_allowed__are_saved(client, cast, meeting):
    client.force_login(cast.social.staff)
    data = fields(client.get(url("meeting_minutes", meeting)).content.decode())
    assert "maxlength" not in re.search(r"<textarea[^>]*text_[^>]*>", client.get(url("meeting_minutes", meeting)).content.decode())[0]
    client.post(url("meeting_minutes", meeting), data | {key(meeting, 0): "x" * MOST_TEXT})
    assert len(meeting.items.first().result) == MOST_TEXT


@pytest.mark.parametrize(
    "pasted",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,boo)",
        "<a hx-get=/x data-hx-get=/x>x</a>",
        "![x](https://example.org/x.png)",
        "<style>*{display:none}</style>",
        "# Überschrift",
        "`x`\n\n    <b>code</b>",
        "<p class=MsoNormal style='color:red'>Word</p>",
    ],
)
def test_markdown__lets_through_only_what_is_listed(pasted):
    html = as_html(pasted)
    assert set(re.findall(r"<(\w+)", html)) <= {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "hr", "a"}
    assert not re.search(r"<[^>]+(on\w+|style|class|src|hx-|data-)[^>]*=", html)
    assert not re.search(r'href="(?!https?:|mailto:)', html)


def test_markdown__links_tell_nobody_where_one_came_from():
    assert as_html("[Stadt](https://example.org)") == '<p><a href="https://example.org" rel="noopener noreferrer nofollow">Stadt</a></p>\n'


def test_minutes__a_button_saves_first_and_then_leads_on(client, cast, meeting):
    client.force_login(cast.social.staff)
    item = meeting.items.first()
    data = fields(client.get(url("meeting_minutes", meeting)).content.decode()) | {key(meeting, 0): "Getippt."}
    ways = {
        f"decision:{item.pk}": f"{url('meeting_decision_add', meeting)}?item={item.pk}",
        f"task:{item.pk}": f"{url('meeting_task_add', meeting)}?item={item.pk}",
        "topic": url("meeting_topic_add", meeting),
        "read": meeting.get_absolute_url(),
        "decision:<script>": url("meeting_decision_add", meeting),
        "https://example.org": url("meeting_minutes", meeting),
    }
    for then, target in ways.items():
        assert client.post(url("meeting_minutes", meeting), data | {"then": then})["Location"] == target
    assert meeting.items.first().result == "Getippt."


@pytest.mark.parametrize("stage", [planned, sent, released])
def test_minutes__outside_their_time__are_refused_with_a_sentence(client, cast, stage):
    thing = stage(cast)
    client.force_login(cast.social.staff)
    response = client.get(url("meeting_minutes", thing), HTTP_REFERER=f"http://testserver{thing.get_absolute_url()}")
    assert response["Location"] == thing.get_absolute_url()
    assert "Protokoll" in said(response)


def test_minutes__reader__writes_nothing(client, cast, meeting):
    client.force_login(cast.housing.reader)
    response = client.post(url("meeting_minutes", meeting), {key(meeting, 0): "x", "text_remarks": "x"})
    assert response.status_code == 422
    assert "nur lesen" in errors(response)
    assert meeting.items.first().result == ""


def test_minutes__presence_of_another_meeting__is_ignored(client, cast, meeting):
    other = planned(cast)
    row = other.participants.first()
    client.force_login(cast.social.staff)
    client.post(url("meeting_minutes", meeting), {f"presence_{row.pk}": "absent"})
    assert set(other.participants.values_list("presence", flat=True)) == {"invited"}


@pytest.mark.parametrize("count", [1, 3])
def test_minutes__cost_the_same_for_one_topic_or_three(client, cast, count, django_assert_num_queries):
    meeting = planned(cast)
    for place in range(count):
        actions.add_topic(meeting, title=f"Thema {place}", by=cast.social.staff)
    actions.begin_minutes(meeting, by=cast.social.staff)
    client.force_login(cast.social.staff)
    client.get(reverse("decision_list"))
    with django_assert_num_queries(6):
        client.get(url("meeting_minutes", meeting))


def test_write_minutes__mirrored__either_side_may(cast, meeting):
    for team in cast.teams:
        item = meeting.items.first()
        assert write_minutes(meeting, results={item.pk: Typed(f"Von {team.org}", item.result_fingerprint())}, by=team.staff) == []
        with pytest.raises(Refused):
            write_minutes(meeting, by=team.reader)


def test_minutes__session_over__after_signing_in_the_text_is_still_there(client, cast, meeting):
    client.force_login(cast.social.staff)
    client.get(reverse("meeting_list"))
    del client.cookies[settings.SESSION_COOKIE_NAME]
    response = client.post(url("meeting_minutes", meeting), {key(meeting, 0): "Lange getippt.", "text_remarks": "Gut."})
    assert response["Location"].startswith("/account/login/")
    client.force_login(cast.social.staff)
    page = client.get(url("meeting_minutes", meeting))
    assert page.status_code == 200
    assert "Lange getippt." in page.content.decode()
    assert meeting.items.first().result == ""
