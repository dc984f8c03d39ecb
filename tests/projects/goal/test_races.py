"""Two people at one instant: real threads against PostgreSQL."""

import threading

import pytest
from django.db import connection

from partnerships.base.verdict import Refused
from partnerships.consent.models import Consent
from partnerships.journal.models import Entry
from projects.goal import actions
from projects.goal.models import Goal
from projects.project import actions as projects
from projects.project.models import Project
from tests.cast import make_cast

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def at_once(*calls) -> list:
    """Everything called at one instant, each in a thread with a connection of its own; the results, or the refusals."""
    barrier, found = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place, call):
        try:
            barrier.wait(timeout=20)
            found[place] = call()
        except Refused as refused:
            found[place] = refused
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return found


def refusals(found) -> int:
    return sum(isinstance(each, Refused) for each in found)


@pytest.mark.parametrize("attempt", range(3))
def test_goal__confirm_and_confirm__at_one_instant_make_it_valid_once(attempt):
    cast = make_cast()
    goal = actions.propose(partnership=cast.partnership, by=cast.social.staff, wording="Mehr Nachbarn kennen sich.")
    people = [cast.social.coordinator, cast.social.approver, cast.housing.coordinator, cast.housing.signatory]
    found = at_once(*(lambda by=by: actions.confirm(goal, edition=1, by=by) for by in people))
    assert refusals(found) == 2
    goal.refresh_from_db()
    assert goal.state == Goal.State.VALID
    assert Consent.objects.filter(subject_id=goal.pk).count() == 2
    assert Entry.objects.filter(verb="goal.valid").count() == 1


@pytest.mark.parametrize("attempt", range(3))
def test_goal__confirm_and_reword__at_one_instant_never_make_other_words_valid(attempt):
    cast = make_cast()
    goal = actions.propose(partnership=cast.partnership, by=cast.social.coordinator, wording="Alt.")
    by, writer = cast.housing.coordinator, cast.social.approver
    found = at_once(lambda: actions.confirm(goal, edition=1, by=by), lambda: actions.reword(goal, edition=1, by=writer, wording="Neu."))
    assert refusals(found) == 1
    goal.refresh_from_db()
    assert (goal.state, goal.wording, goal.edition) in {("valid", "Alt.", 1), ("proposed", "Neu.", 2)}


def test_goal__two_new_wordings__at_one_instant_make_one():
    cast = make_cast()
    goal = actions.propose(partnership=cast.partnership, by=cast.social.coordinator, wording="Alt.")
    goal = actions.confirm(goal, edition=1, by=cast.housing.coordinator)
    people = [cast.social.coordinator, cast.housing.coordinator]
    found = at_once(*(lambda by=by: actions.propose(partnership=None, by=by, wording=f"Neu von {by}.", replaces=goal) for by in people))
    assert refusals(found) == 1
    assert Goal.objects.filter(replaces=goal).count() == 1


def test_goal__agree_to_close_and_keep__at_one_instant_do_one():
    cast = make_cast()
    goal = actions.propose(partnership=cast.partnership, by=cast.social.coordinator, wording="Alt.")
    goal = actions.confirm(goal, edition=1, by=cast.housing.coordinator)
    goal = actions.ask_to_close(goal, edition=1, by=cast.social.coordinator, closing_as="reached")
    agrees, keeps = cast.housing.coordinator, cast.housing.approver
    found = at_once(
        lambda: actions.agree_to_close(goal, edition=2, by=agrees), lambda: actions.keep(goal, edition=2, by=keeps, reason="Nein.")
    )
    assert refusals(found) == 1
    goal.refresh_from_db()
    assert (goal.state, goal.closing_as, goal.edition) in {("reached", "reached", 2), ("valid", "", 3)}


def test_project__edits_and_steps__at_one_instant_lose_nothing():
    cast = make_cast()
    project = projects.bring_in(partnership=cast.partnership, by=cast.social.staff, title="Treff", field_of_action="garden")
    first, second = cast.social.staff, cast.housing.staff
    found = at_once(
        lambda: projects.edit(project, edition=1, by=first, title="Eins"),
        lambda: projects.edit(project, edition=1, by=second, title="Zwei"),
    )
    assert refusals(found) == 1
    project = Project.objects.get()
    won = next(each for each in found if isinstance(each, Project))
    assert (project.title, project.edition) == (won.title, 2)
    starters = [cast.social.coordinator, cast.housing.coordinator]
    found = at_once(*(lambda by=by: projects.start(project, by=by) for by in starters))
    assert refusals(found) == 1
    assert Entry.objects.filter(verb="project.started").count() == 1
