"""The pages of goals: who gets them, what they say, what they cost, and what they do with bad input."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from partnerships.base import clock
from projects.goal import actions
from projects.goal.models import Goal
from tests.once import post

LIST_QUERIES = 6  # session, person, standing, count, rows, partnerships to choose from


def typed(words: dict, **more) -> dict:
    return {key: str(value) for key, value in (words | more).items()}


def url(verb: str, goal: Goal) -> str:
    return reverse(f"goal_{verb}", args=[goal.pk])


def page(client, person, address: str) -> str:
    client.force_login(person)
    response = client.get(address)
    assert response.status_code == 200, response
    return response.content.decode()


def test_goal_detail__shows_whose_turn_it_is__to_each_side(client, cast, words):
    for team in cast.teams:
        with clock.travel(clock.now() - timedelta(days=3)):
            goal = actions.propose(partnership=cast.partnership, by=team.coordinator, **words)
        other = cast.other(team)
        assert "Sie sind am Zug" in page(client, other.coordinator, url("detail", goal))
        mine = page(client, team.coordinator, url("detail", goal))
        assert "Sie sind am Zug" not in mine
        assert f"{other.org.short_name} ist am Zug" in mine
        assert "seit 3 Tagen" in mine
        assert "Sie sind am Zug" not in page(client, other.reader, url("detail", goal))


def test_goal_detail__outsider_sees_nothing_and_observers_only_what_is_valid(client, cast, proposed):
    client.force_login(cast.outsider.coordinator)
    assert client.get(url("detail", proposed)).status_code == 404
    client.force_login(cast.observer.reader)
    assert client.get(url("detail", proposed)).status_code == 404
    actions.confirm(proposed, edition=1, by=cast.housing.coordinator)
    text = page(client, cast.observer.reader, url("detail", proposed))
    assert proposed.wording in text
    assert "<button" not in text[text.index("<main") : text.index("</main")]


def test_goal_detail__observer_reads_the_lasting_yeses__not_who_wants_to_close(client, cast, valid):
    for team in cast.teams:
        goal = actions.ask_to_close(valid, edition=valid.edition, by=team.signatory, closing_as="dropped", note="Kein Geld.")
        text = page(client, cast.observer.reader, url("detail", goal))
        consent = text[text.index('id="consent"') :]
        assert "Wer zugestimmt hat" in consent
        assert (cast.social.coordinator.name in consent, cast.housing.coordinator.name in consent) == (True, True)
        assert team.signatory.name not in text
        assert team.signatory.name in page(client, cast.other(team).coordinator, url("detail", goal))
        valid = actions.keep(goal, edition=goal.edition, by=team.coordinator, reason="Doch.")


def test_goal_detail__compares_old_and_new_words(client, cast, proposed, words):
    actions.reword(proposed, edition=1, by=cast.housing.coordinator, wording=words["wording"].replace("60 %", "50 %"), target=50)
    text = page(client, cast.social.coordinator, url("detail", proposed))
    assert '<del><span class="visually-hidden"> [gestrichen: </span>60' in text
    assert '<ins><span class="visually-hidden"> [neu: </span>50' in text


def test_goal_detail__html_is_shown_as_text(client, cast, words):
    goal = actions.propose(partnership=cast.partnership, by=cast.social.staff, **words | {"wording": "<script>alert(1)</script>"})
    text = page(client, cast.housing.coordinator, url("detail", goal))
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_goal_create__the_same_form_twice_makes_one_goal(client, cast, words):
    client.force_login(cast.housing.staff)
    data = typed(words, target="1.234,50", once=uuid4(), due="31.12.2099")
    first, second = (client.post(reverse("goal_create"), data) for _ in range(2))
    goal = Goal.objects.get()
    assert first["Location"] == second["Location"] == goal.get_absolute_url()
    assert str(goal.target) == "1234.50"


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("target", "1e9"),
        ("target", "zwölf"),
        ("target", "99999999999"),
        ("due", "31.02.2027"),
        ("due", "2020-01-01"),
        ("due", "0001-01-01"),
        ("wording", "x" * 301),
        ("wording", "a\x00b"),
        ("wording", ""),
        ("unit", ""),
        ("project", "nonsense"),
        ("project", "01900000-0000-7000-8000-000000000000"),
    ],
)
def test_goal_create__bad_input_is_told_at_the_field_and_nothing_is_lost(client, cast, words, field, text):
    client.force_login(cast.social.coordinator)
    response = post(client, reverse("goal_create"), typed(words, **{field: text}))
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert "Viele sind neu." in response.content.decode()
    assert not Goal.objects.exists()


def test_goal_create__reader_gets_a_sentence_and_outsider_no_form(client, cast, words):
    client.force_login(cast.social.reader)
    response = client.get(reverse("goal_create"), follow=True)
    assert "Ihre Rolle" in response.content.decode()
    client.force_login(cast.outsider.coordinator)
    assert "form" not in (client.get(reverse("goal_create") + f"?partnership={cast.partnership.pk}").context or {})
    post(client, reverse("goal_create"), typed(words, partnership=cast.partnership.pk))
    assert not Goal.objects.exists()


def test_goal_create__new_wording_starts_from_the_valid_one(client, cast, valid, words):
    text = page(client, cast.housing.coordinator, reverse("goal_create") + f"?replaces={valid.pk}")
    assert words["wording"] in text
    response = post(client, reverse("goal_create"), typed(words, wording="Neu gefasst.", replaces=valid.pk))
    new = Goal.objects.get(replaces=valid)
    assert response["Location"] == new.get_absolute_url()
    assert "Vergleich" in page(client, cast.social.coordinator, url("detail", new))
    client.force_login(cast.outsider.coordinator)
    assert client.get(reverse("goal_create") + f"?replaces={valid.pk}").status_code == 404
    assert client.get(reverse("goal_create") + "?replaces=nonsense").status_code == 404


def test_goal_edit__stale_edition_tells_and_keeps_what_was_typed(client, cast, proposed, words):
    actions.reword(proposed, edition=1, by=cast.social.approver, wording="Von den anderen.")
    client.force_login(cast.housing.coordinator)
    data = typed(words, wording="Von mir.", edition=1)
    response = client.post(url("edit", proposed), data)
    assert response.status_code == 422
    text = response.content.decode()
    assert "Von mir." in text
    assert "Von den anderen." in text
    assert 'name="edition" value="2"' in text
    proposed.refresh_from_db()
    assert (proposed.edition, proposed.wording) == (2, "Von den anderen.")
    assert client.post(url("edit", proposed), data | {"edition": "2"}).status_code == 302
    proposed.refresh_from_db()
    assert (proposed.edition, proposed.wording) == (3, "Von mir.")


def test_goal_confirm__by_button(client, cast, proposed):
    client.force_login(cast.housing.coordinator)
    assert client.get(url("confirm", proposed)).status_code == 405
    client.post(url("confirm", proposed), {"edition": "nonsense"})
    proposed.refresh_from_db()
    assert proposed.state == "proposed"
    assert client.post(url("confirm", proposed), {"edition": "1"})["Location"] == proposed.get_absolute_url()
    proposed.refresh_from_db()
    assert proposed.state == "valid"


def test_goal_close_and_keep__by_form(client, cast, valid):
    client.force_login(cast.social.coordinator)
    assert client.get(url("close", valid)).status_code == 200
    wrong = client.post(url("close", valid), {"closing_as": "dropped", "edition": "1", "note": ""})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["note"])
    assert client.post(url("close", valid), {"closing_as": "reached", "edition": "1", "result": "62,5"}).status_code == 302
    client.force_login(cast.housing.coordinator)
    assert "62,5 von 60 %" in client.get(url("detail", valid)).content.decode()
    assert client.get(url("keep", valid)).status_code == 200
    assert client.post(url("keep", valid), {"edition": "1", "note": "Nein."}).status_code == 422
    assert client.post(url("keep", valid), {"edition": "2", "note": "Noch nicht."}).status_code == 302
    valid.refresh_from_db()
    assert (valid.state, valid.closing_as, valid.edition) == ("valid", "", 3)


def test_goal_drop__by_form(client, cast, proposed):
    client.force_login(cast.housing.coordinator)
    assert client.get(url("drop", proposed)).status_code == 200
    assert client.post(url("drop", proposed), {"edition": "1", "note": ""}).status_code == 422
    assert client.post(url("drop", proposed), {"edition": "1", "note": "Zu früh."}).status_code == 302
    proposed.refresh_from_db()
    assert proposed.state == "dropped"


@pytest.mark.parametrize("count", [1, 3])
def test_goal_list__costs_the_same_for_one_row_or_three(client, cast, words, count, settings, django_assert_num_queries):
    settings.USERSESSIONS_TRACK_ACTIVITY = False
    for number in range(count):
        actions.propose(partnership=cast.partnership, by=cast.social.coordinator, **words | {"wording": f"Ziel {number}"})
    client.force_login(cast.housing.coordinator)
    client.get(reverse("goal_list"))
    with django_assert_num_queries(LIST_QUERIES):
        response = client.get(reverse("goal_list"))
    assert response.content.decode().count("<tr") == count + 1


def test_goal_list__filters_sorts_and_answers_htmx_with_its_rows(client, cast, words):
    b, a, c = (
        actions.propose(partnership=cast.partnership, by=team.coordinator, **words | {"wording": wording})
        for team, wording in ((cast.social, "Öffnen"), (cast.housing, "Ofen"), (cast.housing, "Zaun"))
    )
    actions.confirm(c, edition=1, by=cast.social.coordinator)
    client.force_login(cast.social.coordinator)

    def shown(**query):
        return [goal.wording for goal in client.get(reverse("goal_list"), query).context["page"]]

    assert shown(sort="wording") == ["Ofen", "Öffnen", "Zaun"]
    assert shown(sort="-wording") == ["Zaun", "Öffnen", "Ofen"]
    assert shown(turn="us") == [a.wording]
    assert shown(turn="them") == [b.wording]
    assert shown(state="valid") == [c.wording]
    assert shown(q="öff") == [b.wording]
    assert set(shown(partnership="01900000-0000-7000-8000-000000000000")) == {a.wording, b.wording, c.wording}
    fragment = client.get(reverse("goal_list"), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert fragment.count("<tr") == 4


def test_goal_detail__costs(client, cast, proposed, words, settings, django_assert_max_num_queries):
    settings.USERSESSIONS_TRACK_ACTIVITY = False
    actions.reword(proposed, edition=1, by=cast.housing.coordinator, wording="Anders.")
    client.force_login(cast.social.coordinator)
    client.get(url("detail", proposed))
    with django_assert_max_num_queries(10):
        client.get(url("detail", proposed))
