"""The life of a meeting: from a plan to minutes that nobody can change any more."""

import pytest
from django.db import DatabaseError, connection, transaction

from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.consent.models import Consent
from partnerships.journal.models import Entry
from partnerships.meeting import actions, rules
from partnerships.meeting.models import Decision, Item, Meeting, Participant
from partnerships.meeting.turn import turn_of
from partnerships.minutes.actions import write_minutes
from partnerships.partnership.models import Partnership, Party
from partnerships.task import actions as tasks
from partnerships.task.models import Task
from tests.cast import make_team
from tests.partnerships.meeting.stage import details, planned, released, sent, written


def state_of(meeting) -> str:
    return Meeting.objects.get(pk=meeting.pk).state


def test_meeting__plan__is_numbered_and_seats_everybody(cast):
    begins = clock.at(clock.today().replace(year=2026, month=3, day=12), 10)
    first = planned(cast, starts_at=begins, ends_at=begins.replace(hour=11))
    second = planned(cast, by=cast.housing, starts_at=begins, ends_at=begins.replace(hour=11))
    assert [first.title, second.title] == ["Jour fixe Nr. 2026-03", "Jour fixe Nr. 2026-03 (2)"]
    assert [row.name for row in first.participants.all()] == ["Bau coordinator", "Klang coordinator"]
    assert Entry.objects.about(first).get().sentence == (
        "Klang staff hat für Klang das Treffen „Jour fixe Nr. 2026-03“ am 12.03.2026 10:00 geplant."
    )


def test_meeting__release__only_with_both_sides(cast):
    meeting = sent(cast)
    once = actions.release(meeting, edition=1, by=cast.social.coordinator)
    assert (once.state, once.released_at) == ("release", None)
    twice = actions.release(meeting, edition=1, by=cast.housing.signatory)
    assert twice.state == "released"
    assert twice.digest_released == twice.digest() == Consent.objects.of(twice).first().digest
    assert list(Entry.objects.filter(released=True).values_list("verb", flat=True)) == ["meeting.released"]


def test_meeting__ask_change__raises_the_edition_and_yeses_lapse(cast):
    meeting = sent(cast)
    actions.release(meeting, edition=1, by=cast.social.coordinator)
    back = actions.ask_change(meeting, edition=1, wish="TOP 1: bitte „ab Mai“.", by=cast.housing.staff)
    assert (back.state, back.edition, back.change_wish, back.change_wished_by) == ("minutes", 2, "TOP 1: bitte „ab Mai“.", cast.housing.org)
    again = actions.send_for_release(back, edition=2, by=cast.social.staff)
    assert (again.yeses(), again.change_wish) == ([], "")
    with pytest.raises(Refused, match="neuere Fassung"):
        actions.release(meeting, edition=1, by=cast.housing.coordinator)
    actions.release(meeting, edition=2, by=cast.housing.coordinator)
    assert state_of(meeting) == "release"
    actions.release(meeting, edition=2, by=cast.social.coordinator)
    assert state_of(meeting) == "released"


def test_meeting__cancel__keeps_the_reason(cast):
    meeting = actions.cancel(planned(cast, days=3), reason="Viele sind krank.", by=cast.housing.staff)
    assert (meeting.state, meeting.cancel_reason) == ("cancelled", "Viele sind krank.")
    with pytest.raises(Refused, match="abgesagt"):
        actions.begin_minutes(meeting, by=cast.social.staff)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda m: m.participants.update(presence="invited"), "ob sie dabei waren"),
        (lambda m: (m.items.update(result=""), m.decisions.all().delete(), m.tasks.all().delete()), "noch leer"),
    ],
)
def test_meeting__send__refused_while_something_is_missing(cast, spoil, sentence):
    meeting = written(cast)
    spoil(meeting)
    with pytest.raises(Refused, match=sentence):
        actions.send_for_release(meeting, edition=1, by=cast.social.staff)


def test_meeting__send__not_before_it_took_place(cast):
    meeting = written(cast, days=2)
    with pytest.raises(Refused, match="noch nicht stattgefunden"):
        actions.send_for_release(meeting, edition=1, by=cast.social.staff)


FINAL = [
    "UPDATE partnerships_meeting SET title = 'x'",
    "UPDATE partnerships_meeting SET state = 'minutes'",
    "DELETE FROM partnerships_meeting",
    "UPDATE partnerships_item SET result = 'x'",
    "DELETE FROM partnerships_item",
    "UPDATE partnerships_decision SET text = 'x'",
    "DELETE FROM partnerships_decision",
    "UPDATE partnerships_participant SET presence = 'absent'",
    "DELETE FROM partnerships_participant",
    "UPDATE partnerships_task SET what = 'x'",
    "DELETE FROM partnerships_task",
    "TRUNCATE partnerships_participant",
    "TRUNCATE partnerships_meeting CASCADE",
    "INSERT INTO partnerships_participant (meeting_id, name, presence) SELECT id, 'x', 'present' FROM partnerships_meeting",
]


def refused_by_database(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(DatabaseError, match="final"), transaction.atomic():
            cursor.execute(statement)


@pytest.mark.parametrize("statement", FINAL)
def test_released_minutes__refuse__even_by_sql(cast, statement):
    released(cast)
    refused_by_database(statement)


@pytest.mark.parametrize("statement", [each for each in FINAL if "SET state" not in each])
def test_minutes_in_release__refuse__even_by_sql(cast, statement):
    sent(cast)
    refused_by_database(statement)


def test_released_minutes__refuse__through_the_actions_too(cast):
    meeting = released(cast)
    for act in (
        lambda: actions.edit(meeting, details=details(cast), seen=meeting.fingerprint(), by=cast.social.staff),
        lambda: actions.add_topic(meeting, title="x", by=cast.social.staff),
        lambda: write_minutes(meeting, by=cast.social.staff),
        lambda: actions.decide(meeting, text="x", by=cast.social.staff),
        lambda: actions.ask_change(meeting, edition=1, wish="x", by=cast.social.staff),
        lambda: actions.remove_decision(meeting.decisions.get(), by=cast.social.staff),
    ):
        with pytest.raises(Refused, match="nicht mehr geändert"):
            act()


def test_a_part__cannot_be_moved_into_released_minutes(cast):
    meeting, other = released(cast), written(cast)
    for model in (Item, Decision, Participant, Task):
        with pytest.raises(DatabaseError, match="final"), transaction.atomic():
            model.objects.filter(meeting=other).update(meeting=meeting)


@pytest.mark.parametrize("seat", ["coordinator", "staff", "approver", "signatory", "finance", "reader", "administrator"])
def test_rules__answer_alike__for_mirrored_people(cast, seat):
    """On a thing that both sides own alike, the same seat gets the same answer on either side."""
    stages = [planned(cast), planned(cast, by=cast.housing), written(cast), sent(cast), released(cast)]
    for meeting in stages:
        answers = []
        for team in cast.teams:
            anew = Meeting.objects.select_related("partnership").get(pk=meeting.pk)
            person = getattr(team, seat)
            answers.append(
                [
                    rules.may_edit(person, anew).allowed,
                    rules.may_cancel(person, anew).allowed,
                    rules.may_add_topic(person, anew).allowed,
                    rules.may_reorder(person, anew).allowed,
                    rules.may_begin(person, anew).allowed,
                    rules.may_write(person, anew).allowed,
                    rules.may_release(person, anew).allowed,
                    rules.may_ask_change(person, anew).allowed,
                    rules.may_plan(person, anew.partnership).allowed,
                ]
            )
        assert answers[0] == answers[1], meeting.state


def test_topics__as_many_as_anybody_can_talk_about(cast):
    meeting = planned(cast)
    last = actions.add_topic(meeting, title="Der erste", by=cast.social.staff)
    more = [Item(meeting=meeting, order=order, title="Thema", brought_in_by=cast.social.org) for order in range(2, rules.MOST_TOPICS + 1)]
    Item.objects.bulk_create(more)
    with pytest.raises(Refused, match="200"):
        actions.add_topic(meeting, title="Noch eins", by=cast.housing.staff)
    actions.remove_topic(last, by=cast.social.staff)
    assert actions.add_topic(meeting, title="Noch eins", by=cast.housing.staff).order == rules.MOST_TOPICS + 1


def test_topics__belong_to_who_brought_them_in__either_way(cast):
    meeting = planned(cast)
    for team in cast.teams:
        item = actions.add_topic(meeting, title=f"Thema {team.org}", by=team.staff)
        other = cast.other(team)
        with pytest.raises(Refused, match=f"Nur {team.org}"):
            actions.edit_topic(item, title="x", purpose="decision", minutes=5, seen=item.fingerprint(), by=other.staff)
        with pytest.raises(Refused, match=f"Nur {team.org}"):
            actions.remove_topic(item, by=other.staff)
        changed = actions.edit_topic(item, title="Neu", purpose="decision", minutes=5, seen=item.fingerprint(), by=team.coordinator)
        assert (changed.title, changed.minutes_planned) == ("Neu", 5)
        actions.move_topic(item, up=True, by=other.staff)
    assert [str(item.brought_in_by) for item in meeting.items.all()] == ["Bau", "Klang"]
    actions.remove_topic(meeting.items.first(), by=cast.housing.staff)
    assert [str(item.brought_in_by) for item in meeting.items.all()] == ["Klang"]


def test_topic__with_a_result__is_not_removed(cast):
    meeting = written(cast)
    with pytest.raises(Refused, match="bereits ein Ergebnis"):
        actions.remove_topic(meeting.items.get(), by=cast.social.staff)


def test_decisions__are_numbered_by_partnership_and_month(cast):
    march = clock.at(clock.today().replace(year=2026, month=3, day=31), 23, 30)
    one = written(cast, starts_at=march, ends_at=march.replace(minute=59))
    two = written(cast, starts_at=march, ends_at=march.replace(minute=59))
    actions.decide(two, text="Noch einer", reservation="Aufsichtsrat am 19.11.", by=cast.housing.staff)
    assert [d.number for d in Decision.objects.order_by("number")] == ["2026-03/01", "2026-03/02", "2026-03/03"]
    april = clock.at(clock.today().replace(year=2026, month=4, day=2), 10)
    moved = details(cast, starts_at=april, ends_at=april.replace(hour=11))
    with pytest.raises(Refused, match="nach dem Monat"):
        actions.edit(one, details=moved, seen=one.fingerprint(), by=cast.social.staff)


def test_meeting__edit__refuses_what_somebody_else_changed(cast):
    meeting = planned(cast, days=3)
    seen = meeting.fingerprint()
    actions.edit(meeting, details=details(cast, days=3, place="Lindenhof"), seen=seen, by=cast.housing.staff)
    with pytest.raises(Refused, match="Inzwischen hat jemand anderes"):
        actions.edit(meeting, details=details(cast, days=3, place="Sonnenhang"), seen=seen, by=cast.social.staff)
    same = actions.edit(meeting, details=details(cast, days=3, place="Lindenhof", title=meeting.title), seen=seen, by=cast.social.staff)
    assert same.place == "Lindenhof"
    assert Entry.objects.filter(verb="meeting.changed").count() == 1


def test_presence__only_words_that_are_known(cast):
    meeting = planned(cast)
    with pytest.raises(DatabaseError, match="participant_presence"), transaction.atomic():
        meeting.participants.update(presence="guest")


def test_release__the_last_missing_party_leaves__any_yes_completes_it(cast):
    third = make_team("Dritte", cast.housing.org.kind, cast.housing.side, ["coordinator"])
    for team in cast.teams:
        party = Party.objects.create(
            partnership=cast.partnership,
            organisation=third.org,
            side=third.side,
            state="active",
            invited_by=cast.social.coordinator,
            answered_by=third.coordinator,
            answered_at=clock.now(),
        )
        meeting = sent(cast)
        for each in cast.teams:
            meeting = actions.release(meeting, edition=1, by=each.coordinator)
        assert meeting.state == "release"
        party.delete()
        waiting = Meeting.objects.for_list().with_my_parties(team.approver).get(pk=meeting.pk)
        assert turn_of(waiting, team.approver).whose == "mine"
        with pytest.raises(Refused):
            actions.release(Meeting.objects.get(pk=meeting.pk), edition=1, by=team.staff)
        meeting = actions.release(Meeting.objects.get(pk=meeting.pk), edition=1, by=team.approver)
        assert meeting.state == "released"
        assert meeting.digest_released == Consent.objects.of(meeting).first().digest
        assert Consent.objects.of(meeting).count() == 2


def test_after_the_end__nothing_is_planned__but_held_meetings_get_their_minutes(cast):
    coming, held = planned(cast, days=3), written(cast)
    item = held.items.get()
    Partnership.objects.update(state=Partnership.State.ENDED, ended_on=clock.today())
    coming, held = (Meeting.objects.get(pk=each.pk) for each in (coming, held))
    for team in cast.teams:
        for verdict in (
            rules.may_plan(team.staff, held.partnership),
            rules.may_edit(team.staff, held),
            rules.may_add_topic(team.staff, held),
            rules.may_reorder(team.staff, held),
            rules.may_change_topic(team.staff, held, item),
            rules.may_edit(team.staff, coming),
            rules.may_cancel(team.staff, coming),
            rules.may_begin(team.staff, coming),
        ):
            assert not verdict
        assert rules.may_write(team.staff, held)
    held = actions.send_for_release(held, edition=1, by=cast.housing.staff)
    for team in cast.teams:
        held = actions.release(held, edition=1, by=team.coordinator)
    assert held.state == "released"
    assert tasks.finish(held.tasks.get(), by=cast.housing.staff).state == "done"
