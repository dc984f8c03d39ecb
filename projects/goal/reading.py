"""A goal, read by queries that are planned once (base/prepared.py), and what its page shows beyond its fields: who has said yes to which
edition, and what the last rewording changed.
"""

from django.utils.translation import gettext as _

from partnerships.agreement.compare import pieces
from partnerships.base.prepared import PreparedRows, those_found
from partnerships.journal.changes import changes, told
from partnerships.organisation.standing import ANYONE, IT, by_id, values_of
from partnerships.partnership.mine import with_my_party
from projects.goal.models import Goal

NEAR = ("partnership", "organisation", "project", "replaces", "replaces__project")


def _goal():
    rows = Goal.objects.visible_to(ANYONE).with_yeses().with_missing_ids().select_related(*NEAR)
    return with_my_party(rows, ANYONE)


def _for_list():
    return with_my_party(Goal.objects.for_list().with_missing_ids(), ANYONE)


LISTED = those_found(_for_list)
goal_or_404 = by_id(_goal)  # with who said yes, who has not yet, and the reader's own party
_NEXT = PreparedRows(lambda: Goal.objects.visible_to(ANYONE).filter(replaces=IT).exclude(state=Goal.State.DROPPED).order_by("pk"))


def next_wording(person, goal: Goal) -> Goal | None:
    """The goal that replaces this one, or is proposed to; one query."""
    return _NEXT.first(values_of(person, it=goal.pk))


def yes_table(goal, *, from_inside: bool) -> dict:
    """For components/sides.html: every party's yes, to the edition that made the goal valid, or to the one that waits.

    Observers read the former only: what the parties say to closing a goal is their own.
    """
    lasting = not from_inside or (goal.state == Goal.State.VALID and not goal.closing_as) or goal.state == Goal.State.REPLACED
    shown = goal.as_agreed() if lasting else goal
    return {"rows": shown.yes_table(), "edition": shown.edition}


def comparison(goal, history: list) -> dict | None:
    """Old and new words of a proposal, word by word: against the valid goal it replaces, else against its own edition before."""
    if goal.state != Goal.State.PROPOSED:
        return None
    if goal.replaces:
        return {"with": goal.replaces, "changes": _by_word(told(Goal, changes(goal.replaces, goal.words())))}
    newest = next((entry for entry in history if entry.verb == "goal.reworded"), None)
    if newest is None:
        return None
    changed = newest.data["changes"]
    return {"by": newest, "changes": _by_word(told(Goal, {key: changed[key] for key in Goal.WORDS if key in changed}))}


def _by_word(changed: list[dict]) -> list[dict]:
    return [{"label": each["label"], "pieces": pieces(each["old"], each["new"])} for each in changed]


def hints(goal) -> list[str]:
    """What would make a proposal a better goal: specific it is by its sentence; measurable, attractive to both, realistic, dated?"""
    if goal.state != Goal.State.PROPOSED:
        return []
    wishes = (
        (goal.target is None, _("Measurable: by which number do both sides notice that the goal is reached?")),
        (goal.target is not None and goal.baseline is None, _("Measurable: how high is the number today?")),
        (not goal.benefit_social, _("Attractive: what does the social side gain?")),
        (not goal.benefit_housing, _("Attractive: what does the housing side gain?")),
        (not goal.why, _("Realistic: why this goal, and are the means there?")),
        (goal.due is None, _("Dated: by when?")),
    )
    return [wish for missing, wish in wishes if missing]
