"""The desk: a list read by keys, from one request to the next, several decided together."""

import time
from datetime import date, timedelta
from decimal import Decimal

import pgtrigger
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.base import clock
from partnerships.journal.models import Entry
from partnerships.organisation.models import Membership, Role
from projects.contribution import actions, desk, together
from projects.contribution.models import Contribution
from tests.cast import make_person
from tests.once import post
from tests.projects.contribution import making
from tests.projects.pot.making import pot as make_pot

INBOX = reverse("contribution_inbox")
TOGETHER = reverse("contribution_together")
State = Contribution.State


def several(cast, count: int, team=None, **terms) -> list[Contribution]:
    """Asked one day after the other."""
    made = []
    for number in range(count):
        with clock.travel(clock.at(date(2026, 5, 1) + timedelta(days=number))):
            made.append(making.asked(cast, team, making.money(title=f"Antrag {number:02}", **terms)))
    return made


def picks(*contributions, edition=None) -> list[str]:
    return [f"{each.pk}:{edition or each.edition}" for each in contributions]


def test_list__pages_by_keys__each_request_once(client, cast):
    made = several(cast, desk.SIZE + 2)
    client.force_login(cast.housing.approver)
    first = client.get(INBOX).context["page"]
    assert [row.pk for row in first.rows] == [row.pk for row in made[: desk.SIZE]]
    second = client.get(INBOX, {"after": first.after}).context["page"]
    assert [row.pk for row in second.rows] == [row.pk for row in made[desk.SIZE :]]
    assert (second.after, second.count) == ("", len(made))
    for nonsense in ("x", "2026_x", f"2026-05-01_{made[0].pk}", "'; --"):
        assert client.get(INBOX, {"after": nonsense}).context["page"].is_first


def test_list__of_two_desks__in_one_order(client, cast):
    in_turns = []
    for number, team in enumerate(cast.teams * 2):
        with clock.travel(clock.at(date(2026, 5, 1) + timedelta(days=number))):
            in_turns.append(making.asked(cast, team))
    both = make_person("Zwei Häuser", cast.social.org, Role.APPROVER)
    Membership.objects.create(person=both, organisation=cast.housing.org, roles=[Role.APPROVER], starts_on=date(2026, 1, 1))
    client.force_login(both)
    page = client.get(INBOX).context["page"]
    assert ([row.pk for row in page.rows], page.count) == ([each.pk for each in in_turns], 4)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "zeit"}, ["Zeit"]),
        ({"kind": "time"}, ["Zeit"]),
        ({"most": "500"}, ["Klein"]),
        ({"most": "more"}, ["Fest"]),
        ({"due": "over"}, ["Klein"]),
        ({"most": "nonsense"}, ["Fest", "Klein", "Zeit"]),
    ],
)
def test_list__filters(client, cast, query, found):
    with clock.travel(clock.at(date(2026, 4, 1))):
        making.asked(cast, terms=making.money(title="Klein", amount=Decimal(200)))
    making.asked(cast, terms=making.money(title="Fest", amount=Decimal(9_000)))
    making.asked(cast, terms=making.hours(title="Zeit"))
    client.force_login(cast.housing.approver)
    assert sorted(row.title for row in client.get(INBOX, query).context["page"].rows) == found


def test_decide__leads_to_the_next_and_at_last_back_to_the_list(client, cast):
    first, second, third = several(cast, 3)
    client.force_login(cast.housing.approver)
    page = client.get(reverse("contribution_decide", args=[second.pk]))
    shown = page.context["contribution"]
    assert (shown.previous_pk, shown.next_pk) == (first.pk, third.pk)
    assert 'accesskey="n"' in page.content.decode()
    here = reverse("contribution_decide", args=[second.pk]) + "?from=inbox&q=Antrag"
    assert post(client, here, {"edition": 1, "answer": "grant"}).url == (
        reverse("contribution_decide", args=[third.pk]) + "?from=inbox&q=Antrag"
    )
    here = reverse("contribution_decide", args=[third.pk]) + "?from=inbox&q=Antrag"
    assert post(client, here, {"edition": 1, "answer": "grant"}).url == INBOX + "?q=Antrag"


@pytest.mark.parametrize("index", [0, 1])
def test_together__grants_what_is_possible_and_names_the_rest(client, cast, index):
    team = cast.teams[index]
    giver = cast.other(team)
    approver = giver.approver
    one, two, stale = several(cast, 3, team)
    actions.edit(stale, edition=1, terms=making.money(title="Neu gefasst"), by=team.staff)
    helped = making.asked(cast, team, making.money(title="Selbst geschrieben"))
    Contribution.objects.filter(pk=helped.pk).update(hands=[approver.pk])
    gone = making.granted(cast, team, making.money(title="Schon bewilligt"))
    client.force_login(approver)
    values = [*picks(one, two, helped, gone), *picks(stale, edition=1)]
    page = client.get(TOGETHER, {"pick": values})
    assert page.context["possible"] == 2
    assert "Vier-Augen" in page.content.decode()
    with_room = client.get(TOGETHER, {"pick": picks(one, making.asked(cast, team, making.rooms()))})
    assert ["wirklich gebucht" in each.content.decode() for each in (page, with_room)] == [False, True]
    answer = post(client, TOGETHER, {"pick": values, "answer": "grant"}, follow=True)
    html = answer.content.decode()
    assert "2 Anfragen sind entschieden" in html
    for name in ("Selbst geschrieben", "Schon bewilligt", "Neu gefasst"):
        assert f"„{name}“" in html
    assert set(Contribution.objects.filter(state=State.GRANTED).values_list("pk", flat=True)) == {one.pk, two.pk, gone.pk}
    assert Entry.objects.filter(verb="contribution.granted", actor=approver).count() == 3


def test_together__rooms_by_their_bookings__the_others_as_ever(client, cast):
    asked = [making.asked(cast, terms=making.rooms(title=title)) for title in ("Saal", "Küche")] + [making.asked(cast)]
    client.force_login(cast.housing.approver)
    words = {"pick": picks(*asked), "answer": "grant", "basis": "bookings"}
    assert post(client, TOGETHER, words).status_code == 422
    assert post(client, TOGETHER, words | {"open_hours": "120"}).status_code == 302
    found = Contribution.objects.order_by("title").values_list("title", "state", "room_basis", "open_hours")
    by_bookings = ("granted", "bookings", Decimal(120))
    assert list(found) == [("Küche", *by_bookings), ("Saal", *by_bookings), ("Sommerfest", "granted", "whole", None)]


def test_together__a_pot_that_is_too_small_takes_the_oldest_first(client, cast):
    make_pot(cast.housing, amount="2500")
    made = several(cast, 3)
    client.force_login(cast.housing.approver)
    page = client.get(TOGETHER, {"pick": picks(*made)})
    assert [bool(pick.verdict) for pick in page.context["picks"]] == [True, True, False]
    post(client, TOGETHER, {"pick": picks(*made), "answer": "grant"})
    assert [Contribution.objects.get(pk=each.pk).state for each in made] == [State.GRANTED, State.GRANTED, State.ASKED]


def test_together__declines_with_words_for_each(client, cast):
    made = several(cast, 2)
    client.force_login(cast.housing.approver)
    words = {"pick": picks(*made), "answer": "decline", "reason": "budget", "reason_text": "Der Topf ist leer.", "next_date": "2026-09-01"}
    for missing in ("reason", "reason_text", "next_date"):
        assert post(client, TOGETHER, words | {missing: ""}).status_code == 422
    assert post(client, TOGETHER, words | {"next_date": "2026-05-31"}).status_code == 422
    assert post(client, TOGETHER, words | {"talk": "on"}).status_code == 302
    assert set(Contribution.objects.values_list("state", "talk", "next_date")) == {(State.DECLINED, True, date(2026, 9, 1))}


def test_together__nonsense_and_strangers_see_nothing(client, cast):
    [one] = several(cast, 1)
    client.force_login(cast.outsider.coordinator)
    assert client.get(TOGETHER, {"pick": picks(one)}).url == INBOX
    client.force_login(cast.housing.approver)
    assert client.get(TOGETHER, {"pick": ["x", "1:2", ""]}).url == INBOX
    client.force_login(cast.housing.reader)
    assert post(client, TOGETHER, {"pick": picks(one), "answer": "grant"}).status_code == 302
    one.refresh_from_db()
    assert one.state == State.ASKED


@pytest.mark.parametrize("count", [1, 3])
def test_together__costs_the_same(client, cast, count, django_assert_num_queries, settings):
    settings.USERSESSIONS_TRACK_ACTIVITY = False
    make_pot(cast.housing, amount="9000")
    made = several(cast, count)
    client.force_login(cast.housing.approver)
    client.get(INBOX)
    with django_assert_num_queries(8):  # session, user, standing, requests, house, people, pots, their parts
        client.get(TOGETHER, {"pick": picks(*made)})


def test_together__says_who_was_quicker(cast):
    [one] = several(cast, 1)
    second = make_person("Zweite Freigabe", cast.housing.org, Role.APPROVER)
    chosen = together.picks_of(cast.housing.approver, picks(one))
    actions.grant(one, edition=1, by=second)
    outcome = together.grant(chosen, pots={}, by=cast.housing.approver)
    assert outcome.decided == []
    assert "Zweite Freigabe hat schon am" in outcome.refused[0][1]


def test_list__as_fast_with_5000_open_requests_as_with_50(client, cast):
    [model] = several(cast, 1)
    copied = [
        field.column for field in Contribution._meta.concrete_fields if not field.generated and field.name not in ("id", "state_since")
    ]
    columns = ", ".join(f'"{name}"' for name in copied)

    def more(number: int) -> None:
        with pgtrigger.ignore("projects.Contribution:insert_insert"), connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO projects_contribution (id, state_since, {columns})"
                f" SELECT gen_random_uuid(), state_since + n * interval '1 s', {columns}"
                " FROM projects_contribution, generate_series(1, %s) n WHERE id = %s",
                [number, model.pk],
            )
            cursor.execute("ANALYZE projects_contribution")

    def best() -> float:
        """Of the statements alone: what the page is made of is the same 25 rows."""
        times = []
        for _ in range(7):
            with CaptureQueriesContext(connection) as seen:
                client.get(INBOX)
            times.append(sum(float(query["time"]) for query in seen.captured_queries))
        return min(times)

    client.force_login(cast.housing.approver)
    more(49)
    started = time.perf_counter()
    few = best()
    more(4_950)
    many = best()
    assert client.get(INBOX).context["page"].is_many
    # measured in milliseconds: a handful of them is the clock's own noise
    assert many < few * 3 + 0.015, f"{few:.4f} s with 50, {many:.4f} s with 5,000, {time.perf_counter() - started:.1f} s in all"
