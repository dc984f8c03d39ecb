"""What the writing page sends and gets: nothing overwritten unseen, nothing of one house shown to the other."""

import json

import pytest
from django.urls import reverse

from partnerships.base.seen import fingerprint
from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from partnerships.meeting.actions import add_topic, remove_topic, send_for_release
from partnerships.meeting.models import MOST_TEXT, Item, Meeting
from partnerships.meeting.shapes import Typed
from partnerships.minutes import actions
from partnerships.minutes.models import InternalNote, Point, Timing
from partnerships.topic.models import Topic
from tests.once import post
from tests.partnerships.meeting.stage import planned, sent, written


@pytest.fixture
def meeting(cast) -> Meeting:
    return written(cast)


def url(name, thing) -> str:
    return reverse(name, args=[thing.pk])


def sync(client, meeting, texts=None, perhaps=(), **more):
    sent = {str(key): {"text": text, "base": base, "perhaps": list(perhaps)} for key, (text, base) in (texts or {}).items()}
    body = {"texts": sent, **more}
    response = client.post(url("meeting_sync", meeting), json.dumps(body), content_type="application/json")
    return response if response.status_code != 200 else response.json()


def test_sync__saves_and_tells_what_is_new_only(client, cast, meeting):
    item = meeting.items.get()
    client.force_login(cast.housing.staff)
    news = sync(client, meeting, {item.pk: ("Ein **neuer** Plan. Ab Mai.", "Ein **neuer** Plan.")})
    assert (news["texts"][str(item.pk)]["text"], news["texts"][str(item.pk)]["by"]) == ("Ein **neuer** Plan. Ab Mai.", "Bau staff")
    assert news["html"][f"out_{item.pk}"]["html"].count("Belegungsplan") == 1
    seen = {key: value["digest"] for key, value in (news["texts"] | news["html"]).items()}
    again = sync(client, meeting, seen=seen)
    assert (again["texts"], again["html"], again["clashes"]) == ({}, {}, {})
    assert Item.objects.get().result == "Ein **neuer** Plan. Ab Mai."


def test_sync__two_at_the_same_topic__different_sentences_merge(client, cast, meeting):
    item = meeting.items.get()
    base = "Ein **neuer** Plan."
    client.force_login(cast.housing.staff)
    sync(client, meeting, {item.pk: (f"{base}\n- von Bau", base)})
    client.force_login(cast.social.staff)
    news = sync(client, meeting, {item.pk: ("Ein alter Plan.", base)})
    assert news["texts"][str(item.pk)]["text"] == Item.objects.get().result == "Ein alter Plan.\n- von Bau"


def test_sync__two_at_the_same_sentence__nothing_is_overwritten(client, cast, meeting):
    item = meeting.items.get()
    base = "Ein **neuer** Plan."
    client.force_login(cast.housing.staff)
    sync(client, meeting, {item.pk: ("Ein **guter** Plan.", base)})
    client.force_login(cast.social.staff)
    news = sync(client, meeting, {item.pk: ("Ein **schlechter** Plan.", base)})
    assert news["clashes"] == {str(item.pk): {"theirs": "Ein **guter** Plan.", "by": "Bau staff"}}
    assert Item.objects.get().result == "Ein **guter** Plan."
    sync(client, meeting, {item.pk: ("Ein guter, kein schlechter Plan.", "Ein **guter** Plan.")})
    assert Item.objects.get().result == "Ein guter, kein schlechter Plan."


def test_minutes__without_scripts__different_sentences_merge_too(cast, meeting):
    item = meeting.items.get()
    seen = item.result_fingerprint()
    assert actions.write_minutes(meeting, results={item.pk: Typed("Ein **neuer** Plan.\n- eins", seen)}, by=cast.social.staff) == []
    assert actions.write_minutes(meeting, results={item.pk: Typed("Ein alter Plan.", seen)}, by=cast.housing.staff) == []
    assert Item.objects.get().result == "Ein alter Plan.\n- eins"


@pytest.mark.parametrize("body", [b"", b"nonsense", b"[]", b'{"texts": 3, "presences": [], "seen": "x"}', b"\xff"])
def test_sync__nonsense__writes_nothing(client, cast, meeting, body):
    client.force_login(cast.social.staff)
    assert client.post(url("meeting_sync", meeting), body, content_type="application/json").status_code == 200
    assert Item.objects.get().result == "Ein **neuer** Plan."


def test_sync__what_cannot_be_kept__is_refused_with_its_sentence_and_the_rest_is_saved(client, cast, meeting):
    item = meeting.items.get()
    client.force_login(cast.social.staff)
    news = sync(client, meeting, {item.pk: ("x" * (MOST_TEXT + 1), ""), "remarks": ("Schnelle Hilfe.", ""), "weg": ("Text", "")})
    assert str(MOST_TEXT) in news["refused"][str(item.pk)].replace(".", "")
    assert news["gone"] == ["weg"]
    assert Meeting.objects.get().remarks == "Schnelle Hilfe."
    assert "unsichtbare" in sync(client, meeting, {item.pk: ("a\x1b", "")})["refused"][str(item.pk)]
    pasted = sync(client, meeting, {item.pk: ("Aus\x0bWord", "Ein **neuer** Plan.")})
    assert pasted["texts"][str(item.pk)]["text"] == "Aus\nWord"


def test_sync__presence__one_tap_and_who_was_quicker(client, cast, meeting):
    row = meeting.participants.first()
    client.force_login(cast.social.staff)
    news = sync(client, meeting, presences={str(row.pk): {"value": "excused", "seen": "present"}})
    assert news["people"][str(row.pk)] == "excused"
    late = sync(client, meeting, presences={str(row.pk): {"value": "absent", "seen": "present"}})
    assert (late["people"][str(row.pk)], late["clashes"][f"presence_{row.pk}"]["theirs"]) == ("excused", "entschuldigt")


def test_sync__who_pauses_after_a_space_or_a_line__goes_on_where_she_was(client, cast, meeting):
    """While one answer is on its way the next words are typed: made from what was sent, not from what the server made of it."""
    key = str(meeting.items.get().pk)
    client.force_login(cast.social.staff)
    typed = "Ein **neuer** Plan."
    for more in (" ", "Erst", "\x0b", "\n", "Dann.\n"):
        base, typed = typed, typed + more
        news = sync(client, meeting, {key: (typed, base)})
        assert (news["clashes"], news["texts"][key]["text"]) == ({}, typed.replace("\x0b", "\n"))
    assert sync(client, meeting, {key: (" \n", typed)})["texts"][key]["text"] == ""


def test_sync__an_answer_was_lost__nobody_stands_in_her_own_way(client, cast, meeting):
    key, base = str(meeting.items.get().pk), "Ein **neuer** Plan."
    client.force_login(cast.social.staff)
    sync(client, meeting, {key: ("Ein alter", base)})  # saved, and the answer gets lost
    news = sync(client, meeting, {key: ("Ein alter Plan bleibt.", base)}, perhaps=["Ein", "Ein alter"])
    assert (news["clashes"], news["texts"][key]["text"]) == ({}, "Ein alter Plan bleibt.")
    assert sync(client, meeting, {key: ("Ein anderer Plan.", base)}, perhaps=["Ein", 7, None])["clashes"]


def test_sync__when_the_minutes_are_sent__says_so(client, cast, meeting):
    client.force_login(cast.housing.staff)
    send_for_release(meeting, edition=1, by=cast.social.staff)
    response = sync(client, meeting, {meeting.items.get().pk: ("Zu spät.", "Ein **neuer** Plan.")})
    assert response.status_code == 409
    assert "wartet auf Freigabe" in response.json()["reason"]


def test_sync__reader_and_outsider(client, cast, meeting):
    client.force_login(cast.social.reader)
    assert sync(client, meeting).status_code == 409
    client.force_login(cast.outsider.coordinator)
    assert sync(client, meeting).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_sync__costs_the_same(client, cast, meeting, count, django_assert_num_queries):
    for place in range(count - 1):
        add_topic(meeting, title=f"Thema {place}", by=cast.social.staff)
    client.force_login(cast.social.staff)
    sync(client, meeting)
    with django_assert_num_queries(6):  # session, person, memberships, the meeting, its parties, the topics
        sync(client, meeting)


def test_internal_note__is_seen_by_its_own_house_only(client, cast, meeting):
    item = meeting.items.get()
    lines = Entry.objects.count()
    client.force_login(cast.social.staff)
    sync(client, meeting, {f"note_{item.pk}": ("Bei Bau vorsichtig.", "")})
    assert InternalNote.objects.get().organisation == cast.social.org
    assert Entry.objects.count() == lines
    pages = [url("meeting_detail", meeting), url("meeting_minutes", meeting), url("meeting_live", meeting), url("item_note", item)]
    client.force_login(cast.social.coordinator)
    assert ["vorsichtig" in client.get(page).content.decode() for page in pages] == [True, True, False, True]
    for person in (cast.housing.coordinator, cast.housing.staff, cast.outsider.coordinator, cast.observer.reader):
        client.force_login(person)
        assert not any("vorsichtig" in client.get(page, follow=True).content.decode() for page in pages)
    client.force_login(cast.housing.staff)
    assert "vorsichtig" not in json.dumps(sync(client, meeting))
    sync(client, meeting, {f"note_{item.pk}": ("Ihr Plan ist gut.", "")})
    assert sorted(InternalNote.objects.values_list("organisation__short_name", "text")) == [
        ("Bau", "Ihr Plan ist gut."),
        ("Klang", "Bei Bau vorsichtig."),
    ]


def test_internal_note__survives_the_topic_and_the_release(client, cast):
    meeting = planned(cast)
    item = add_topic(meeting, title="Honorare", by=cast.housing.staff)
    actions.write_notes(meeting, texts={item.pk: Typed("Höchstens 40 €.", "", "")}, by=cast.social.staff)
    remove_topic(item, by=cast.housing.staff)
    client.force_login(cast.social.staff)
    assert "Höchstens 40 €." in client.get(url("meeting_detail", meeting)).content.decode()
    waiting = sent(cast)
    item = waiting.items.get()
    client.post(url("item_note", item), {"text": "Erst mit dem Vorstand reden.", "seen": fingerprint("")})
    assert InternalNote.objects.get(item=item).text == "Erst mit dem Vorstand reden."


def test_internal_note__of_a_reader(cast, meeting):
    with pytest.raises(Refused):
        actions.write_notes(meeting, texts={meeting.items.get().pk: Typed("x", "", "")}, by=cast.social.reader)


def test_idea__stands_in_the_minutes_and_in_the_store(client, cast, meeting):
    item = meeting.items.get()
    client.force_login(cast.housing.staff)
    page = f"{url('meeting_point_add', meeting)}?kind=idea&item={item.pk}"
    assert "Idee für später" in client.get(page).content.decode()
    response = post(client, page, {"kind": "idea", "text": "Sommerfest im Hof", "item": str(item.pk)})
    assert response["Location"].endswith(f"/minutes/#topic-{item.pk}")
    point = Point.objects.get()
    assert (point.topic.title, point.topic.brought_in_by, point.topic.state) == ("Sommerfest im Hof", cast.housing.org, Topic.State.OPEN)
    assert "Sommerfest" in client.get(url("meeting_live", meeting)).content.decode()
    actions.remove_point(point, by=cast.housing.staff)
    assert (Point.objects.count(), Topic.objects.get().state) == (0, Topic.State.DROPPED)


def test_point__belongs_to_what_both_release(cast, meeting):
    before = Meeting.objects.get().digest()
    point = actions.note_point(meeting, kind="information", text="Baubeginn erst 2027.", item=meeting.items.get(), by=cast.social.staff)
    assert Meeting.objects.get().digest() != before
    send_for_release(meeting, edition=1, by=cast.social.staff)
    with pytest.raises(Refused):
        actions.remove_point(point, by=cast.social.staff)


def test_talk_about__one_topic_at_a_time(client, cast, meeting):
    first, second = meeting.items.get(), add_topic(meeting, title="Geld", by=cast.housing.staff)
    client.force_login(cast.social.staff)
    client.post(url("item_now", first))
    client.post(url("item_now", second))
    assert list(Timing.objects.filter(since__isnull=False).values_list("item", flat=True)) == [second.pk]
    assert "Jetzt dran: Geld" in " ".join(client.get(url("meeting_live", meeting)).content.decode().split())
    client.post(url("meeting_pause", meeting))
    assert not Timing.objects.filter(since__isnull=False).exists()


def test_live__answers_nothing_while_nothing_is_new(client, cast, meeting):
    client.force_login(cast.housing.reader)
    page = client.get(url("meeting_live", meeting))
    address = f"{url('meeting_live', meeting)}?seen={page.context['stamp']}"
    assert client.get(address, headers={"HX-Request": "true"}).status_code == 204
    item = meeting.items.get()
    actions.write_minutes(meeting, results={item.pk: Typed("Neu.", item.result_fingerprint())}, by=cast.social.staff)
    answer = client.get(address, headers={"HX-Request": "true"})
    assert (answer.status_code, "Neu." in answer.content.decode(), "<html" in answer.content.decode()) == (200, True, False)


def test_offers__people_and_shared_things(client, cast, meeting):
    client.force_login(cast.social.staff)
    found = client.get(url("meeting_offers", meeting)).json()
    assert {"name": "Bau coordinator", "of": "Bau"} in found["people"]
    assert all(row["url"].startswith("/") for row in found["things"])
    client.force_login(cast.outsider.coordinator)
    assert client.get(url("meeting_offers", meeting)).status_code == 404


def test_two_hundred_topics__one_page(client, cast, meeting, django_assert_num_queries):
    Item.objects.bulk_create(
        Item(meeting=meeting, order=place, title=f"Thema {place}", brought_in_by=cast.social.org) for place in range(2, 201)
    )
    client.force_login(cast.social.staff)
    with django_assert_num_queries(6):
        page = client.get(url("meeting_minutes", meeting)).content.decode()
    assert page.count("<textarea") == 401
