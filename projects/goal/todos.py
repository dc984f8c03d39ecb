"""Goals that wait for a yes, and valid ones whose day comes within 90 days or has passed."""

from django.db.models import BooleanField, Case, Exists, ExpressionWrapper, F, OuterRef, Q, When
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.nested import revived
from partnerships.base.prepared import TODAY
from partnerships.consent.models import Consent
from partnerships.todo.registry import Todo, source
from partnerships.todo.rows import open_rows
from partnerships.todo.seats import ANYBODY, IsActive, MyOrganisation, MySeat
from projects.goal.models import Goal
from projects.goal.turn import turn_of
from projects.project.rules import DECIDERS

AHEAD_DAYS = 90
GOAL = ("id", "wording", "state", "closing_as", "replaces_id", "due", "waiting_since")
WAITING = {"mine": "me", "ours": "us", "theirs": "them"}


def _open():
    """A party that works on the partnership has said yes or is waited for: there is no third."""
    said = Consent.objects.filter(
        subject_type__app_label=Goal._meta.app_label,
        subject_type__model=Goal._meta.model_name,
        subject_id=OuterRef("pk"),
        edition=OuterRef("edition"),
        organisation=OuterRef("my_organisation"),
    )
    rows = Goal.objects.worked_on_by(ANYBODY).filter(IsActive("partnership"))
    soon = Q(state=Goal.State.VALID, closing_as="", due__lte=TODAY.after(days=AHEAD_DAYS))
    return (rows.waiting() | rows.filter(soon)).annotate(
        seat=MySeat("partnership"),
        my_organisation=MyOrganisation("partnership"),
        said_yes=Exists(said),
        is_over=ExpressionWrapper(Q(due__lt=TODAY), output_field=BooleanField()),
        day=Case(When(state=Goal.State.VALID, closing_as="", then=F("due"))),
    )


@source
@open_rows(
    rows=_open,
    facts=("state", "closing_as", "seat", "said_yes", "is_over"),
    shown=(*GOAL, "yes_ids", "partnership_id"),
    order=("day", "waiting_since"),
    lines=lambda: Goal.objects.all().with_yeses(),
)
def goals(row, me) -> Todo:
    goal, seat = revived(Goal, [{name: getattr(row, name) for name in GOAL}])[0], me.seat(row.partnership_id)
    goal.my_organisation = seat.organisation
    missing = me.missing(row.partnership_id, row.yes_ids)
    goal.missing_ids, goal.missing_names = missing.mine, missing.names
    about = {"title": goal.wording, "url": goal.get_absolute_url(), "partnership": seat.title, "icon": "bullseye"}
    turn = turn_of(goal, me.person)
    if turn.whose != "nobody":
        return Todo(waiting=WAITING[turn.whose], ask=turn.ask, who=turn.who, since=goal.waiting_since, **about)
    if goal.due >= clock.today():
        return Todo(waiting="coming", ask=_("This goal is due."), due=goal.due, **about)
    decides = me.standing.has(goal.my_organisation, *DECIDERS)
    ask = _("The day has passed: say what came of it, or propose a new wording.")
    return Todo(waiting="me" if decides else "us", ask=ask, due=goal.due, **about)
