"""The store of topics and the agenda: put aside, taken by either side, closed on its day, standing points, links to things."""

from datetime import date, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from partnerships.meeting import actions as meetings
from partnerships.meeting import rules as meeting_rules
from partnerships.meeting.models import Item, Meeting
from partnerships.meeting.things import things_of
from partnerships.topic import actions, rules
from partnerships.topic.models import Topic
from projects.goal import actions as goals
from tests.once import post
from tests.partnerships.meeting.stage import planned


@pytest.fixture(autouse=True)
def _warm(db):
    ContentType.objects.get_for_model(Meeting)


def enter(client, person) -> None:
    client.force_login(person)
    client.get(reverse("decision_list"))


def store(cast, team, **more) -> Topic:
    return actions.store(cast.partnership, title="Heizung im Sonnenhang", minutes=20, by=team.staff, **more)


def test_take__by_either_side__who_brought_it_in_stays(cast):
    for team in cast.teams:
        other = cast.other(team)
        topic = store(cast, team)
        meeting = planned(cast, by=other, days=10)
        item = actions.take(topic, meeting=meeting, by=other.staff)
        assert (item.title, item.brought_in_by, item.minutes_planned) == ("Heizung im Sonnenhang", team.org, 20)
        topic.refresh_from_db()
        assert (topic.state, topic.item) == ("taken", item)
        with pytest.raises(Refused):
            actions.take(topic, meeting=meeting, by=team.staff)
        assert meeting.items.count() == 1


def test_edit_and_drop__by_who_brought_it_in(cast):
    for team in cast.teams:
        other, topic = cast.other(team), store(cast, team)
        for may in (rules.may_edit, rules.may_drop):
            assert may(team.staff, topic)
            assert not may(other.staff, topic)
            assert not may(team.reader, topic)
        assert actions.drop(topic, by=team.staff).state == "dropped"
        assert not rules.may_take(other.staff, Topic.objects.get(pk=topic.pk))


def test_put_aside__from_the_agenda_into_the_store(cast):
    meeting = planned(cast, days=10)
    item = meetings.add_topic(meeting, title="Garten", by=cast.housing.staff, purpose="consultation")
    with pytest.raises(Refused):
        actions.put_aside(item, by=cast.social.staff)
    topic = actions.put_aside(item, by=cast.housing.staff)
    assert (topic.title, topic.brought_in_by, topic.purpose, topic.state) == ("Garten", cast.housing.org, "consultation", "open")
    assert not meeting.items.exists()
    assert Entry.objects.get(verb="topic.put_aside").sentence.startswith("Bau staff hat")


def test_agenda__closes_on_its_day__and_opens_with_the_meeting(cast):
    with clock.travel(clock.at(date(2026, 11, 2), 9)):
        meeting = planned(cast, days=14)  # Monday, 16 November at ten
    assert meeting.closes_on == date(2026, 11, 13)
    for day, hour, opens in [(13, 23, True), (14, 0, False), (16, 9, False), (16, 10, True)]:
        with clock.travel(clock.at(date(2026, 11, day), hour)):
            assert bool(meeting_rules.may_add_topic(cast.social.staff, meeting)) is opens, (day, hour)
    with clock.travel(clock.at(date(2026, 11, 14), 9)):
        refusal = meeting_rules.may_add_topic(cast.housing.staff, meeting)
        assert "13.11.2026" in refusal.reason
        assert refusal.remedy == f"{reverse('topic_list')}?partnership={cast.partnership.pk}"


def test_agenda__of_a_meeting_at_short_notice__stays_open(cast):
    meeting = planned(cast, days=2)
    assert meeting.closes_on is None
    assert meeting_rules.may_add_topic(cast.social.staff, meeting)


def test_agenda__closes_as_many_days_before_as_was_said(client, cast):
    client.force_login(cast.social.staff)
    begins = (clock.today() + timedelta(days=30)).isoformat()
    data = {"kind": "jourfixe", "starts_at": f"{begins}T10:00", "ends_at": f"{begins}T11:00", "closing_days": "7"}
    post(client, reverse("meeting_create"), data)
    meeting = Meeting.objects.get()
    assert meeting.closes_on == clock.today() + timedelta(days=23)
    assert f"offen bis {meeting.closes_on:%d.%m.%Y}" in client.get(meeting.get_absolute_url()).content.decode()
    response = post(client, reverse("meeting_create"), data | {"closing_days": "1000"})
    assert response.status_code == 422


def test_standing_points__by_either_side__in_their_places(client, cast):
    meeting = planned(cast, days=10)
    meetings.add_topic(meeting, title="Garten", by=cast.housing.staff)
    client.force_login(cast.social.staff)
    assert "Übliche Punkte" in client.get(meeting.get_absolute_url()).content.decode()
    client.post(reverse("meeting_usual", args=[meeting.pk]))
    client.post(reverse("meeting_usual", args=[meeting.pk]))
    late = meetings.add_topic(meeting, title="Spät", by=cast.social.staff)
    assert [item.title for item in meeting.items.all()] == [
        "Rückblick Aufgaben",
        "Garten",
        "Spät",
        "Was hat uns gestört, was gefreut?",
        "Ausblick",
    ]
    assert [item.order for item in meeting.items.all()] == [1, 2, 3, 4, 5]
    outlook = meeting.items.get(standing="outlook")
    for team in cast.teams:
        assert meeting_rules.may_change_topic(team.staff, meeting, outlook)
        assert not rules.may_put_aside(team.staff, meeting, outlook, written=False)
    assert not meeting_rules.may_change_topic(cast.housing.staff, meeting, late)


def test_move__leads_back_to_the_topic_that_was_moved(client, cast):
    meeting = planned(cast, days=10)
    first, second = (meetings.add_topic(meeting, title=title, by=cast.social.staff) for title in ("Erdbeeren", "Zaun"))
    client.force_login(cast.housing.staff)
    response = client.post(reverse("item_move", args=[second.pk]), {"direction": "up"})
    assert response["Location"].endswith(f"#item-{second.pk}")
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert f'id="item-{first.pk}"' in page
    assert page.index("Zaun") < page.index("Erdbeeren")


def test_about__a_thing_of_the_partnership__leads_to_its_page(client, cast):
    goal = goals.propose(partnership=cast.partnership, by=cast.social.coordinator, wording="Mehr Nachbarn kennen sich.")
    meeting = planned(cast, days=10)
    client.force_login(cast.housing.staff)
    page = client.get(reverse("meeting_topic_add", args=[meeting.pk])).content.decode()
    assert f'value="projects.Goal:{goal.pk}"' in page
    data = {"title": "Stand", "purpose": "information", "minutes": "5", "about": f"projects.Goal:{goal.pk}"}
    post(client, reverse("meeting_topic_add", args=[meeting.pk]), data)
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert f'<a href="{goal.get_absolute_url()}">Mehr Nachbarn kennen sich.</a>' in page
    foreign = data | {"about": "projects.Goal:01900000-0000-7000-8000-000000000000"}
    assert post(client, reverse("meeting_topic_add", args=[meeting.pk]), foreign).status_code == 422
    assert Item.objects.count() == 1


def test_about__what_is_internal_to_one_house__is_not_offered(cast):
    goal = goals.propose(partnership=cast.partnership, by=cast.social.coordinator, wording="Nur unter uns.")
    Entry.objects.create(
        verb="goal.proposed", subject_type="projects.Goal", subject_id=cast.partnership.pk, subject_label="Intern",
        partnership=cast.partnership, internal_to=cast.social.org,
    )  # fmt: skip
    found = {thing.label for thing in things_of(cast.partnership, cast.social.staff)}
    assert found == {str(goal)}


def test_page__from_the_store_onto_this_agenda(client, cast):
    topic, meeting = store(cast, cast.social), planned(cast, days=10)
    client.force_login(cast.housing.staff)
    page = client.get(f"{reverse('topic_list')}?partnership={cast.partnership.pk}&meeting={meeting.pk}").content.decode()
    assert "Auf diese Tagesordnung" in page
    response = client.post(reverse("topic_take", args=[topic.pk]), {"meeting": str(meeting.pk)})
    item = meeting.items.get()
    assert response["Location"] == f"{meeting.get_absolute_url()}#item-{item.pk}"
    assert "Heizung" not in client.get(reverse("topic_list")).content.decode()


def test_page__take_asks_into_which_meeting__never_into_a_foreign_one(client, cast):
    topic, meeting = store(cast, cast.social), planned(cast, days=10)
    past = planned(cast, days=-10)
    client.force_login(cast.social.staff)
    page = client.get(reverse("topic_take", args=[topic.pk])).content.decode()
    assert str(meeting.pk) in page
    assert str(past.pk) not in page
    assert client.post(reverse("topic_take", args=[topic.pk]), {"meeting": str(past.pk)}).status_code == 422


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": ""}, "error-summary"),
        ({"title": "x" * 201}, "200"),
        ({"title": "A\x07"}, "Steuerzeichen"),
        ({"minutes": "1e9"}, "Zahl"),
        ({"minutes": "481"}, "480"),
        ({"purpose": "party"}, "Auswahl"),
        ({"about": "projects.Goal:x"}, "Auswahl"),
        ({"note": "x" * 2001}, "2000"),
    ],
)
def test_create__wrong__says_so_and_loses_nothing(client, cast, typed, sentence):
    client.force_login(cast.social.staff)
    data = {"partnership": str(cast.partnership.pk), "title": "Garten", "note": "<i>Beet</i>", "purpose": "consultation", "minutes": "10"}
    response = post(client, reverse("topic_create"), data | typed)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    if "note" not in typed:
        assert "&lt;i&gt;Beet&lt;/i&gt;" in response.content.decode()
    assert not Topic.objects.exists()


def test_create__stores__and_twice_the_same_form_once(client, cast):
    client.force_login(cast.housing.staff)
    data = {"partnership": str(cast.partnership.pk), "title": "Garten", "purpose": "consultation", "minutes": "10"}
    data["once"] = "01900000-0000-4000-8000-000000000001"
    first, second = (client.post(reverse("topic_create"), data) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Topic.objects.get().brought_in_by == cast.housing.org


def test_outsider_and_observer__see_no_store(client, cast):
    topic = store(cast, cast.social)
    for person in (cast.outsider.coordinator, cast.observer.reader):
        client.force_login(person)
        assert client.get(reverse("topic_edit", args=[topic.pk])).status_code == 404
        assert "Heizung" not in client.get(reverse("topic_list")).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_list__costs_the_same_for_one_row_or_three(client, cast, count, django_assert_num_queries):
    for _ in range(count):
        store(cast, cast.social)
    enter(client, cast.social.coordinator)
    with django_assert_num_queries(6):
        response = client.get(reverse("topic_list"))
    assert response.content.decode().count('scope="row"') == count
    with django_assert_num_queries(5):
        client.get(reverse("topic_list"), HTTP_HX_REQUEST="true")
