"""Released minutes as a paper shows them. Minutes are German, so is all that stands around the text."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from partnerships.annex.models import AREA
from partnerships.base import files
from partnerships.base.templatetags.portal import day, moment
from partnerships.consent.models import Consent
from partnerships.meeting.filed import digests_of, pictures_of
from partnerships.meeting.models import Item, Participant
from partnerships.organisation.models import Organisation
from partnerships.paper.shapes import PLAIN, Grid, Line, Part, Picture
from partnerships.paper.text import LANGUAGE, Confirmation, Paper, sides_of


@dataclass(frozen=True)
class MinutesText(Paper):
    @property
    def status(self) -> str:
        return _("Released by both sides, edition %(number)d") % {"number": self.edition}


def confirmations_of(meeting) -> list[Confirmation]:
    """Everybody who released exactly this."""
    yeses = Consent.objects.of(meeting).select_related("organisation", "person").order_by("said_at")
    silence = _("by silence: no answer within the agreed deadline")
    return [
        Confirmation(each.organisation.name, silence if each.silent else each.person.name, each.function, each.said_at, each.digest)
        for each in yeses
    ]


def minutes_text(meeting, confirmations: list[Confirmation]) -> MinutesText:
    """The meeting with all its parts, in German words."""
    with override(LANGUAGE):
        return MinutesText(
            title=meeting.title,
            kind=_("Minutes of results"),
            edition=meeting.edition,
            as_of=meeting.released_at,
            sides=sides_of(meeting.partnership),
            parts=_parts(meeting),
            promises=None,
            term=[],
            facts=_frame(meeting),
            annexes=[(_("Document on a topic"), name, digest) for name, digest in digests_of(meeting)],
            digest=meeting.digest_released,
            confirmations=confirmations,
        )


def _parts(meeting) -> list[Part]:
    decisions = list(meeting.decisions.select_related("reservation_of", "replaces"))
    views = list(meeting.wishes.exclude(view="").select_related("organisation").order_by("id"))
    points = list(meeting.points.order_by("id"))

    def of(item):
        lines = [
            _line(_("Information: %(text)s") if p.kind == "information" else _("Idea for later: %(text)s"), text=p.text)
            for p in points
            if p.item_id == item
        ]
        lines += [line for each in decisions if each.item_id == item for line in _decided(each)]
        return lines + [
            _line(_("Differing view of %(organisation)s: %(text)s"), organisation=each.organisation.name, text=each.view)
            for each in views
            if each.item_id == item
        ]

    parts, pictures = [], _pictures(meeting)
    for place, item in enumerate(meeting.items.select_related("brought_in_by"), 1):
        by = item.brought_in_by.name if item.brought_in_by else _("standing item")
        lines = [_line("%(by)s · %(purpose)s", by=by, purpose=str(Item.Purpose(item.purpose).label)), *typed(item.result), *of(item.pk)]
        parts.append(Part(f"{place}.", item.title, lines, [], pictures=pictures.get(item.pk, [])))
    if loose := of(None):
        parts.append(Part("", _("Without a topic"), loose, []))
    if meeting.remarks:
        parts.append(Part("", _("What went well, what did not?"), typed(meeting.remarks), []))
    return [*parts, *_tasks(meeting)]


def _pictures(meeting) -> dict[UUID, list[Picture]]:
    """By topic; what had a virus, or is not there any more, stays named among the documents."""
    found: dict[UUID, list[Picture]] = {}
    for each in pictures_of(meeting):
        path = files.path_of(AREA, each.file)
        if path.is_file():
            found.setdefault(each.subject_id, []).append(Picture(f"{each.pk}.{each.format}", path, each.comment))
    return found


def _decided(decision) -> list[Line]:
    lines = [_line(_("Decision %(number)s: %(text)s"), number=decision.number, text=decision.text)]
    if decision.reservation:
        house = f" ({decision.reservation_of.name})" if decision.reservation_of else ""
        lines.append(_line(_("Subject to: %(text)s"), text=f"{decision.reservation}{house}"))
    return [*lines, _line(_("Replaces decision %(number)s."), number=decision.replaces.number)] if decision.replaces else lines


def _tasks(meeting) -> list[Part]:
    rows = [
        [
            task.what,
            ", ".join(filter(None, [str(task.first_person or task.person or ""), task.organisation.name])),
            day(task.first_until or task.until),
        ]
        for task in meeting.tasks.select_related("organisation", "person", "first_person").order_by("id")
    ]
    grid = Grid(_("Who does what by when"), [_("What"), _("Who"), _("By when")], rows, [False, False, False])
    return [Part("", _("Tasks"), [], [grid])] if rows else []


def _frame(meeting) -> list[tuple[str, str]]:
    people = list(meeting.participants.all())
    houses = dict(Organisation.objects.filter(pk__in=[each.organisation_id for each in people]).values_list("pk", "name"))
    said = [
        (str(label), ", ".join(f"{p.name} ({houses.get(p.organisation_id) or _('guest')})" for p in people if p.presence == value))
        for value, label in Participant.Presence.choices
    ]
    ends = meeting.ends_at
    same_day = day(meeting.starts_at) == day(ends)
    when = f"{moment(meeting.starts_at)} – {date_format(localtime(ends), 'H:i') if same_day else moment(ends)}"
    rows = [
        (_("When"), when),
        (_("Place"), meeting.place),
        (_("chaired by"), meeting.chair),
        (_("minute taker"), meeting.minute_taker),
        *said,
    ]
    return [(label, value) for label, value in rows if value]


def typed(text: str) -> list[Line]:
    """Line by line, without the marks of Markdown for bold and headings."""
    return [Line(PLAIN, "", line.replace("**", "").lstrip("# ")) for line in text.splitlines() if line.strip()]


def _line(words: str, **values) -> Line:
    return Line(PLAIN, "", words % values)
