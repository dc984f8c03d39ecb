"""An addendum as its paper shows it. Minutes are German, so is all that stands around the text."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from partnerships.base.templatetags.portal import moment
from partnerships.paper.text import LANGUAGE, PLAIN, Confirmation, Line, Paper, Part, sides_of
from partnerships.protocol.text import typed


@dataclass(frozen=True)
class AddendumText(Paper):
    @property
    def status(self) -> str:
        return _("Agreed by both sides, edition %(number)d") % {"number": self.edition}


def addendum_text(addendum, confirmations: list[Confirmation]) -> AddendumText:
    """The addendum with the minutes it belongs to, in German words."""
    meeting = addendum.meeting
    with override(LANGUAGE):
        return AddendumText(
            title=str(addendum),
            kind=_("Addendum to minutes of results"),
            edition=addendum.edition,
            as_of=addendum.state_since,
            sides=sides_of(addendum.partnership),
            parts=[Part("", _("Why it is needed"), typed(addendum.reason), []), *_parts(addendum)],
            promises=None,
            term=[
                (_("Minutes"), meeting.title),
                (_("When"), moment(meeting.starts_at)),
                (_("Released on"), moment(meeting.released_at)),
                (_("Checksum of the minutes (SHA-256)"), meeting.digest_released),
            ],
            annexes=[],
            digest=addendum.digest_agreed,
            confirmations=confirmations,
        )


def _parts(addendum) -> list[Part]:
    return [_part(place, each) for place, each in enumerate(addendum.corrections.select_related("item", "decision"), 1)]


def _part(place: int, each) -> Part:
    title = _("On the minutes as a whole")
    if each.passage:
        title = (_("On decision %(passage)s") if each.decision_id else _("On the topic “%(passage)s”")) % {"passage": each.passage}
    lines = typed(each.text)
    if each.read:
        lines += [Line(PLAIN, "", _("In the minutes it reads, unchanged:")), *typed(each.read)]
    return Part(f"{place}.", title, lines, [])
