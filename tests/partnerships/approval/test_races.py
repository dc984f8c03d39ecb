"""Two people at the same moment, against PostgreSQL: nothing is released twice, and nobody waits in a circle. Approving and withdrawing in
two processes of their own, the rest in two threads.
"""

from functools import partial
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction
from django.utils import translation

from partnerships.approval import actions, keeping
from partnerships.approval.keeping import StepPlan
from partnerships.approval.models import ApprovalRule
from partnerships.approval.release import Release, StepYes
from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from partnerships.organisation.models import Role
from partnerships.person.models import Person
from projects.goal.models import Goal
from tests.cast import make_cast
from tests.partnerships.approval.making import approver, ask, fresh, plan, rule
from tests.races import Told

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
ROUNDS = pytest.mark.parametrize("round_", range(3))


def at_once(*works) -> list:
    """Every work in a thread of its own, begun together; what each returned, or the sentence of its refusal."""
    barrier, results = Barrier(len(works), timeout=20), [None] * len(works)

    def run(number: int, work) -> None:
        try:
            barrier.wait()
            with translation.override("de"):
                results[number] = work()
        except Refused as refused:
            results[number] = refused.reason
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number, work)) for number, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


def said(*verbs: str) -> int:
    return Entry.objects.filter(verb__in=verbs).count()


@ROUNDS
def test_two_approvers__one_is_enough__the_other_is_told(round_):
    cast = make_cast()
    team = cast.housing
    second = approver(team, "zweite")
    release = ask(cast, team)
    results = at_once(*(lambda by=by: actions.approve(release, by=fresh(by)) for by in (team.approver, second)))
    assert [isinstance(result, str) for result in results].count(True) == 1
    assert next(result for result in results if isinstance(result, str)).startswith("Diese Freigabe ist seit")
    assert (StepYes.objects.count(), said("release.granted")) == (1, 1)


@ROUNDS
def test_two_approvers__both_needed__both_count(round_):
    cast = make_cast()
    team = cast.housing
    rule(team, StepPlan("Zwei von uns", (Role.APPROVER,), needed=2))
    second = approver(team, "zweite")
    release = ask(cast, team)
    at_once(*(lambda by=by: actions.approve(release, by=fresh(by)) for by in (team.approver, second)))
    release.refresh_from_db()
    assert (release.state, StepYes.objects.count(), said("release.granted")) == ("granted", 2, 1)


@ROUNDS
def test_the_same_person_twice__one_yes(round_):
    cast = make_cast()
    team = cast.housing
    rule(team, StepPlan("Zwei von uns", (Role.APPROVER,), needed=2))
    release = ask(cast, team)
    results = at_once(*(lambda: actions.approve(release, by=fresh(team.people["approver"])) for _ in range(2)))
    assert [isinstance(result, str) for result in results].count(True) == 1
    assert StepYes.objects.count() == 1


def approve(release, person) -> None:
    actions.approve(Release.objects.get(pk=release), by=Person.objects.get(pk=person))


def withdraw(release, person) -> None:
    actions.withdraw(Release.objects.get(pk=release), by=Person.objects.get(pk=person), reason="doch nicht")


@ROUNDS
def test_approve_and_withdraw__one_of_both(race, round_):
    """By two people of one house; what was granted first may be taken back right after, in this order."""
    cast = make_cast()
    team = cast.housing
    release = ask(cast, team)
    granted, taken = race(partial(approve, release.pk, team.approver.pk), partial(withdraw, release.pk, team.coordinator.pk))
    assert taken is None
    assert Release.objects.get().state == "withdrawn"
    assert said("release.withdrawn") == said("release.stopped") == 1
    assert said("release.granted") == StepYes.objects.count() == (0 if isinstance(granted, Told) else 1)


@ROUNDS
def test_approve_and_the_thing_moves_on__nobody_waits_in_a_circle(round_):
    cast = make_cast()
    release = ask(cast, cast.housing)

    def move_on():
        with transaction.atomic():
            thing = Goal.objects.select_for_update().get(pk=release.subject_id)
            return actions.end(thing, by=fresh(cast.social.people["coordinator"]))

    at_once(lambda: actions.approve(release, by=fresh(cast.housing.people["approver"])), move_on)
    assert Release.objects.get().state in ("granted", "withdrawn")


@ROUNDS
def test_two_rules_that_cross__one_is_refused(round_):
    cast = make_cast()
    by = cast.housing.people["administrator"]
    results = at_once(
        lambda: keeping.make_rule(cast.housing.org, plan(amount=5000, months=12), by=fresh(by)),
        lambda: keeping.make_rule(cast.housing.org, plan(amount=9000, months=6), by=fresh(by)),
    )
    assert [isinstance(result, str) for result in results].count(True) == 1
    assert ApprovalRule.objects.count() == 1
