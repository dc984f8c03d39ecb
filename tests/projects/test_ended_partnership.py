"""What the end of a partnership takes with it, on every floor of the house."""

from datetime import timedelta

import pytest

from partnerships.base import clock
from partnerships.journal.models import Entry
from partnerships.partnership import actions as partnerships
from partnerships.todo.registry import todos_of
from partnerships.todo.seats import Reader
from projects.goal import actions as goals
from projects.home.figures import figures_of
from projects.project import actions as projects
from tests.cast import asked_at
from tests.partnerships.meeting.stage import planned


@pytest.fixture
def made(cast):
    """A running project, one whose term is still to come, an idea, one that has ended; a meeting to come and one of yesterday; a goal."""
    by, today = cast.social.coordinator, clock.today()

    def bring_in(title, **more):
        return projects.bring_in(partnership=cast.partnership, by=by, title=title, field_of_action="garden", **more)

    later = {"starts_on": today + timedelta(days=30), "ends_on": today + timedelta(days=90)}
    running = {title: projects.start(bring_in(title), by=by) for title in ("läuft", "lief")}
    projects.end(running["lief"], by=by, note="Fertig.")
    type(running["läuft"]).objects.filter(pk=projects.start(bring_in("kommt noch"), by=by).pk).update(**later)
    bring_in("Idee")
    planned(cast, days=7, title="nächste Woche")
    planned(cast, days=-1, title="gestern")
    goal = goals.propose(partnership=cast.partnership, by=by, wording="Mehr Nachbarn kennen sich.")
    goals.confirm(goal, edition=1, by=cast.housing.coordinator)
    return later


def end(cast, team) -> None:
    partnerships.ask_ending(cast.partnership, reason="Das Haus ist verkauft.", by=team.coordinator)
    partnerships.confirm_ending(cast.partnership, asked_at=asked_at(cast.partnership), by=cast.other(team).coordinator)


@pytest.mark.parametrize("side", ["social", "housing"])
def test_projects_end_and_ideas_are_given_up(cast, made, side):
    end(cast, getattr(cast, side))
    rows = {row.title: row for row in cast.partnership.projects.all()}
    assert {title: row.state for title, row in rows.items()} == {
        "läuft": "ended", "lief": "ended", "kommt noch": "ended", "Idee": "dropped",
    }  # fmt: skip
    assert rows["läuft"].ends_on == clock.today()
    assert (rows["kommt noch"].starts_on, rows["kommt noch"].ends_on) == tuple(made.values())
    told = Entry.objects.about(rows["Idee"]).get(verb="project.dropped")
    assert told.sentence.endswith("Die Partnerschaft ist beendet.")
    assert Entry.objects.about(rows["lief"]).filter(verb="project.ended").count() == 1, "what had ended is left alone"


def test_meetings_to_come_are_cancelled_and_nothing_is_coming_up(cast, made):
    assert [todo.title for todo in todos_of(cast.housing.staff)["coming"]] == ["nächste Woche", "kommt noch"]
    end(cast, cast.social)
    rows = {row.title: row for row in cast.partnership.meetings.all()}
    assert (rows["nächste Woche"].state, rows["nächste Woche"].cancel_reason) == ("cancelled", "Die Partnerschaft ist beendet.")
    assert rows["gestern"].state == "planned", "what took place can still be written down"
    assert todos_of(cast.housing.staff)["coming"] == []


def test_the_figures_of_the_start_page_count_what_is_alive(cast, made):
    before = figures_of(Reader(cast.housing.coordinator))
    assert (before["partnerships"], before["projects"], before["goals"]) == (1, 2, 1)
    end(cast, cast.social)
    after = figures_of(Reader(cast.housing.coordinator))
    assert (after["partnerships"], after["projects"], after["goals"]) == (0, 0, 0)
