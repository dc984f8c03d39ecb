"""Any order of moves by anybody: minutes become final only by both sides on one edition, and stay as they were released."""

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from partnerships.base.verdict import Refused
from partnerships.consent.models import Consent
from partnerships.meeting import actions
from partnerships.meeting.actions import Typed
from partnerships.meeting.models import Decision, Item, Meeting
from partnerships.minutes.actions import write_minutes
from partnerships.task.models import Task
from tests.cast import Cast
from tests.partnerships.meeting.stage import written

TEAMS = st.sampled_from([0, 1])
SEATS = st.sampled_from(["coordinator", "staff", "approver", "reader"])
MOVES = {state: {line.target for line in Meeting.MOVES if state in line.sources} for state in Meeting.State.values}


class Story(RuleBasedStateMachine):
    cast: Cast
    reached: set[str]

    def __init__(self):
        super().__init__()
        self.sid = transaction.savepoint()
        self.meeting = written(self.cast)
        self.state, self.edition, self.released = "minutes", 1, None

    def teardown(self):
        transaction.savepoint_rollback(self.sid)

    def who(self, team, seat):
        return getattr(self.cast.teams[team], seat)

    def attempt(self, act) -> bool:
        try:
            with transaction.atomic():
                act()
        except Refused:
            return False
        return True

    @rule(team=TEAMS, seat=SEATS, text=st.text(min_size=1, max_size=20).filter(lambda text: "\x00" not in text))
    def write(self, team, seat, text):
        item = self.meeting.items.get()
        typed = {item.pk: Typed(text, item.result_fingerprint())}
        done = self.attempt(lambda: write_minutes(self.meeting, results=typed, by=self.who(team, seat)))
        assert done == (self.state == "minutes" and seat != "reader")

    @rule(team=TEAMS, seat=SEATS, behind=st.sampled_from([0, 0, 0, 1]))
    def send(self, team, seat, behind):
        edition = self.edition - behind
        done = self.attempt(lambda: actions.send_for_release(self.meeting, edition=edition, by=self.who(team, seat)))
        assert done == (self.state == "minutes" and seat != "reader" and not behind)

    @rule(team=TEAMS, seat=SEATS, behind=st.sampled_from([0, 0, 0, 1]))
    def release(self, team, seat, behind):
        edition = self.edition - behind
        done = self.attempt(lambda: actions.release(self.meeting, edition=edition, by=self.who(team, seat)))
        assert not (done and (behind or seat in ("staff", "reader") or self.state != "release"))

    @rule(order=st.permutations([0, 1]))
    def both_release(self, order):
        for team in order:
            self.attempt(lambda team=team: actions.release(self.meeting, edition=self.edition, by=self.who(team, "coordinator")))

    @rule(team=TEAMS, seat=SEATS)
    def ask_change(self, team, seat):
        done = self.attempt(lambda: actions.ask_change(self.meeting, edition=self.edition, wish="x", by=self.who(team, seat)))
        assert done == (self.state == "release" and seat != "reader")
        if done:
            self.edition += 1

    @precondition(lambda self: self.state == "release")
    @rule(team=TEAMS)
    def want_a_change(self, team):
        assert self.attempt(lambda: actions.ask_change(self.meeting, edition=self.edition, wish="x", by=self.who(team, "staff")))
        self.edition += 1

    @precondition(lambda self: self.state == "minutes" and self.edition > 1)
    @rule(team=TEAMS)
    def send_again(self, team):
        assert self.attempt(lambda: actions.send_for_release(self.meeting, edition=self.edition, by=self.who(team, "coordinator")))

    @rule(team=TEAMS)
    def decide(self, team):
        self.attempt(lambda: actions.decide(self.meeting, text="x", by=self.who(team, "staff")))

    @precondition(lambda self: self.released)
    @rule(model=st.sampled_from([Item, Decision, Task]))
    def sql(self, model):
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.filter(meeting=self.meeting).delete()
        with pytest.raises(DatabaseError), transaction.atomic():
            Meeting.objects.filter(pk=self.meeting.pk).update(remarks="x")

    @invariant()
    def only_moves_of_the_table_and_only_both_release(self):
        meeting = Meeting.objects.get(pk=self.meeting.pk)
        assert meeting.state == self.state or meeting.state in MOVES[self.state]
        self.state = meeting.state
        self.reached.add(f"{meeting.state} {min(meeting.edition, 2)}")
        assert meeting.edition == self.edition
        yeses = set(Consent.objects.of(meeting).values_list("side", flat=True))
        assert (meeting.state == "released") == (yeses == {"social", "housing"})
        if meeting.state == "released":
            assert meeting.digest() == meeting.digest_released
            assert self.released in (None, meeting.digest_released)
            self.released = meeting.digest_released


def test_minutes__any_story(cast):
    told = type("Told", (Story,), {"cast": cast, "reached": set()})
    run_state_machine_as_test(
        told,
        settings=settings(
            max_examples=20, stateful_step_count=18, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck), database=None
        ),
    )
    assert told.reached >= {"minutes 1", "release 1", "released 1", "minutes 2", "release 2"}
