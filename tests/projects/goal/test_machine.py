"""The life of goals driven at random from both sides: whatever people do, what must hold, holds."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from partnerships.base.verdict import Refused
from partnerships.consent.models import Consent
from partnerships.journal.models import Entry
from projects.goal import actions
from projects.goal.models import Goal
from tests.cast import make_cast

teams = st.sampled_from(["social", "housing"])
seats = st.sampled_from(["coordinator", "approver", "signatory", "coordinator", "staff", "reader"])
wordings = st.sampled_from(["Mehr Nachbarn kennen sich.", "Der Treff ist täglich offen.", "Weniger Streit im Haus."])
behind = st.sampled_from([0, 0, 0, -1])  # how far the reader's page is behind
picks = st.integers(0, 20)
PROPOSED, VALID, CLOSING = {"state": "proposed"}, {"state": "valid", "closing_as": ""}, {"state": "valid", "closing_as__gt": ""}

# what a step that succeeds writes into the journal of the goal, in this order; a yes and what it completes may follow
FIRST = {
    "propose": {"goal.proposed"},
    "reword": {"goal.reworded"},
    "confirm": {"goal.agreed"},
    "drop": {"goal.dropped"},
    "ask_to_close": {"goal.asked_reached", "goal.asked_dropped"},
    "agree_to_close": {"goal.agreed_to_close"},
    "keep": {"goal.kept"},
}

YES = {"goal.agreed", "goal.agreed_to_close", "goal.asked_reached", "goal.asked_dropped"}


class GoalLife(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    @initialize()
    def begin(self):
        self.cast = make_cast()
        self.states: dict = {}

    def person(self, team, seat):
        return getattr(getattr(self.cast, team), seat)

    def pick(self, number, **wanted) -> Goal:
        """One of those the step is meant for, now and then any other."""
        goals = list(Goal.objects.filter(**wanted).order_by("created_at", "pk"))
        if number % 7 == 6 or not goals:
            goals = list(Goal.objects.order_by("created_at", "pk"))
        return goals[number % len(goals)]

    def there_is(self, **wanted) -> bool:
        return Goal.objects.filter(**wanted).exists()

    def step(self, verb, by, call):
        """Do it; a refusal changes nothing at all, a success tells itself."""
        before = self.everything()
        lines = Entry.objects.count()
        try:
            with transaction.atomic():
                call()
        except Refused:
            assert self.everything() == before
            return
        told = list(Entry.objects.order_by("id").values_list("verb", flat=True)[lines:])
        assert told
        assert told[0] in FIRST[verb]
        role = by.memberships.get().roles[0]
        assert role != "reader"
        assert role != "staff" or verb in ("propose", "reword", "drop")

    def everything(self):
        return [sorted(map(str, model.objects.values_list())) for model in (Goal, Consent, Entry)]

    @precondition(lambda _: Goal.objects.filter(state__in=["proposed", "valid"]).count() < 3)
    @rule(team=teams, seat=st.sampled_from(["staff", "coordinator", "reader"]), wording=wordings)
    def propose(self, team, seat, wording):
        by = self.person(team, seat)
        self.step("propose", by, lambda: actions.propose(partnership=self.cast.partnership, by=by, wording=wording))

    @precondition(lambda self: self.there_is(**VALID))
    @rule(team=teams, seat=seats, wording=wordings, number=picks)
    def propose_new_wording(self, team, seat, wording, number):
        goal, by = self.pick(number, **VALID), self.person(team, seat)
        self.step("propose", by, lambda: actions.propose(partnership=None, by=by, wording=wording, replaces=goal))

    @precondition(lambda self: self.there_is(**PROPOSED))
    @rule(team=teams, seat=seats, wording=wordings, number=picks, behind=behind)
    def reword(self, team, seat, wording, number, behind):
        goal, by = self.pick(number, **PROPOSED), self.person(team, seat)
        self.step("reword", by, lambda: actions.reword(goal, edition=goal.edition + behind, by=by, wording=wording))

    @precondition(lambda self: self.there_is(**PROPOSED))
    @rule(team=teams, seat=seats, number=picks, behind=behind)
    def confirm(self, team, seat, number, behind):
        goal, by = self.pick(number, **PROPOSED), self.person(team, seat)
        self.step("confirm", by, lambda: actions.confirm(goal, edition=goal.edition + behind, by=by))

    @precondition(lambda self: self.there_is(state="proposed"))
    @rule(number=picks)
    def both_confirm(self, number):
        goal = self.pick(number, **PROPOSED)
        for team in ("social", "housing"):
            by = self.person(team, "coordinator")
            self.step("confirm", by, lambda by=by: actions.confirm(goal, edition=goal.edition, by=by))

    @precondition(lambda _: Goal.objects.filter(state="proposed").count() > 1)
    @rule(team=teams, seat=seats, number=picks)
    def drop(self, team, seat, number):
        goal, by = self.pick(number, **PROPOSED), self.person(team, seat)
        self.step("drop", by, lambda: actions.drop(goal, edition=goal.edition, by=by, reason="Zu früh."))

    @precondition(lambda self: self.there_is(**VALID))
    @rule(team=teams, seat=seats, number=picks, closing_as=st.sampled_from(["reached", "dropped"]))
    def ask_to_close(self, team, seat, number, closing_as):
        goal, by = self.pick(number, **VALID), self.person(team, seat)
        self.step("ask_to_close", by, lambda: actions.ask_to_close(goal, edition=goal.edition, by=by, closing_as=closing_as, note="So."))

    @precondition(lambda self: self.there_is(**CLOSING))
    @rule(team=teams, seat=seats, number=picks, behind=behind)
    def agree_to_close(self, team, seat, number, behind):
        goal, by = self.pick(number, **CLOSING), self.person(team, seat)
        self.step("agree_to_close", by, lambda: actions.agree_to_close(goal, edition=goal.edition + behind, by=by))

    @precondition(lambda self: self.there_is(**CLOSING))
    @rule(team=teams, seat=seats, number=picks)
    def keep(self, team, seat, number):
        goal, by = self.pick(number, **CLOSING), self.person(team, seat)
        self.step("keep", by, lambda: actions.keep(goal, edition=goal.edition, by=by, reason="Noch nicht."))

    @invariant()
    def nothing_is_valid_without_both(self):
        for goal in Goal.objects.exclude(agreed_at=None):
            yeses = Consent.objects.filter(subject_id=goal.pk, edition=goal.agreed_edition)
            assert {consent.side for consent in yeses} == {"social", "housing"}
            assert len({consent.digest for consent in yeses}) == 1
            assert {consent.person.memberships.get().roles[0] for consent in yeses} <= {"coordinator", "approver", "signatory"}
        assert not Goal.objects.filter(state__in=["valid", "reached", "replaced"], agreed_at=None).exists()

    @invariant()
    def nothing_both_agreed_to_is_left_proposed(self):
        assert [goal for goal in Goal.objects.filter(state="proposed") if goal.both_agreed()] == []

    @invariant()
    def what_is_closed_was_closed_by_both(self):
        for goal in Goal.objects.filter(state__in=["reached", "dropped"]).exclude(agreed_at=None):
            assert {consent.side for consent in Consent.objects.of(goal)} == {"social", "housing"}

    @invariant()
    def one_wording_is_valid_at_a_time(self):
        for goal in Goal.objects.filter(replaces__isnull=False):
            assert not (goal.state == "valid" and goal.replaces.state == "valid")
            assert (goal.replaces.state == "replaced") <= goal.replaces.replaced_by.filter(agreed_at__isnull=False).exists()
        for goal in Goal.objects.all():
            assert goal.replaced_by.filter(state="proposed").count() <= 1

    @invariant()
    def only_moves_of_the_table_were_made_and_editions_only_rise(self):
        for goal in Goal.objects.all():
            state, edition = self.states.get(goal.pk, ("proposed", 1))
            allowed = {line.target for line in Goal.MOVES if state in line.sources} | {state}
            assert goal.state in allowed
            assert goal.edition in (edition, edition + 1)
            self.states[goal.pk] = (goal.state, goal.edition)

    @invariant()
    def the_journal_is_complete_and_in_order(self):
        for goal in Goal.objects.all():
            lines = list(Entry.objects.about(goal).order_by("id").values_list("verb", "at", "data"))
            verbs = [verb for verb, _, _ in lines]
            assert verbs[0] == "goal.proposed"
            assert [at for _, at, _ in lines] == sorted(at for _, at, _ in lines)
            raised = [verb for verb in verbs if verb in ("goal.reworded", "goal.asked_reached", "goal.asked_dropped", "goal.kept")]
            assert goal.edition == 1 + len(raised)
            said = [verb for verb, _, data in lines if verb in YES or data.get("agreed")]
            assert Consent.objects.filter(subject_id=goal.pk).count() == len(said)
            ends = {"reached": "goal.reached", "replaced": "goal.replaced", "valid": "goal.valid"}
            if goal.state in ends:
                assert verbs.count(ends[goal.state]) == 1

    def teardown(self):
        """Each life is taken back at its end."""
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)


@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.django_db
def test_goal__life__holds_whatever_both_sides_do():
    run_state_machine_as_test(
        GoalLife,
        settings=settings(
            max_examples=8,
            stateful_step_count=30,
            deadline=None,
            database=None,
            phases=[Phase.generate],  # what it finds it tells as it was; making it shorter takes minutes on a database
            suppress_health_check=list(HealthCheck),
        ),
    )
