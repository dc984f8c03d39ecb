"""What of this floor may be started from a decision."""

from django.utils.translation import gettext as _

from partnerships.base.prepared import TODAY, Param, PreparedRows
from partnerships.organisation.standing import ANYONE, values_of
from partnerships.register.starts import Start, at, starts
from projects.booking import rules as bookings
from projects.change import rules as changes
from projects.contribution.models import Contribution

MOST = 20


@starts
def of_the_top_floor(decision, person) -> list[Start]:
    here = {"partnership": decision.partnership_id}
    return [
        Start(_("Ask for a contribution, or offer one"), at("contribution_create", decision, **here), "arrow-left-right"),
        Start(_("Propose a goal"), at("goal_create", decision, **here), "bullseye"),
        Start(_("Bring in a project"), at("project_create", decision, **here), "kanban"),
    ]


def _granted():
    rows = Contribution.objects.visible_to(ANYONE).promised().filter(partnership=Param("partnership", "uuid"), ends_on__gte=TODAY)
    return rows.for_list().order_by("-state_since", "pk")[:MOST]


_GRANTED = PreparedRows(_granted)


@starts
def of_what_is_granted(decision, person) -> list[Start]:
    """The booking of a granted room, the change of what is granted; one query, for all that is not over."""
    found = _GRANTED.rows(values_of(person, partnership=decision.partnership_id))
    return [
        *(
            Start(str(each), at("booking_create", decision, contribution=each.pk), "door-open", group=_("Book a room"))
            for each in found
            if bookings.may_book(person, each)
        ),
        *(
            Start(str(each), at("contribution_change", decision, each.pk), "pencil", group=_("Change what is granted"))
            for each in found
            if changes.may_propose(person, each)
        ),
    ]
