"""Whose turn is it at this addendum?"""

from django.utils.translation import gettext as _

from partnerships.addendum.models import Addendum
from partnerships.meeting.rules import RELEASERS
from partnerships.meeting.turn import Turn
from partnerships.organisation.standing import standing_of

SETTLED = {Addendum.State.DECLINED: "nobody", Addendum.State.WITHDRAWN: "nobody", Addendum.State.AGREED: "done"}


def turn_of(addendum, person) -> Turn:
    """The addendum comes from .with_missing()."""
    if addendum.state in SETTLED:
        final = addendum.state == Addendum.State.AGREED
        return Turn(SETTLED[addendum.state], _("This addendum is final. The minutes themselves stay as they are.") if final else "")
    standing, ask = standing_of(person), _("The addendum waits to be read and confirmed.")
    mine = [each for each in addendum.missing if each["id"] in map(str, standing.ids)]
    waited_for = {each["id"] for each in mine} if addendum.missing else {str(pk) for pk in standing.ids}
    if any(standing.has(pk, *RELEASERS) for pk in standing.ids if str(pk) in waited_for):
        return Turn("mine", ask, since=addendum.state_since)
    who = ", ".join(each["name"] for each in mine or addendum.missing)
    return Turn("ours" if mine else "theirs", ask, who=who, since=addendum.state_since)
