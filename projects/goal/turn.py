"""Whose turn it is on a goal, from the annotations of with_missing_ids() and with_my_party(): no query."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.organisation.standing import standing_of
from projects.goal.models import Goal
from projects.project.rules import DECIDERS


@dataclass(frozen=True)
class Turn:
    """whose: mine (I may say yes), ours (somebody else in my organisation), theirs, nobody."""

    whose: str
    who: str = ""
    days: int | None = None
    ask: str = ""

    @property
    def shown_as(self) -> str:
        """For components/turn.html: what my colleagues must do is not my turn."""
        return "theirs" if self.whose == "ours" else self.whose


def turn_of(goal, person) -> Turn:
    if not goal.is_waiting:
        return Turn("nobody")
    days = clock.days_since(goal.waiting_since)
    names = ", ".join(goal.missing_names)
    if goal.my_organisation not in goal.missing_ids:
        return Turn("theirs", names, days, ask_of(goal))
    standing = standing_of(person)
    if standing.has(goal.my_organisation, *DECIDERS):
        return Turn("mine", names, days, ask_of(goal))
    return Turn("ours", str(standing.organisations[goal.my_organisation]), days, ask_of(goal))


def ask_of(goal) -> str:
    """What is to be done, one sentence."""
    if goal.state == Goal.State.PROPOSED and goal.replaces_id:
        return _("Confirm the new wording, or reword it.")
    if goal.state == Goal.State.PROPOSED:
        return _("Confirm the goal, or reword it.")
    if goal.closing_as == Goal.Closing.REACHED:
        return _("Is the goal reached? Agree, or say why it goes on.")
    return _("Shall the goal be given up? Agree, or say why it goes on.")
