"""Everything the writing page and the live view show, read in two queries however many topics there are."""

from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from partnerships.base.prepared import Param, PreparedRows
from partnerships.base.seen import fingerprint
from partnerships.base.words import Marker
from partnerships.glossary.marking import marker_of, with_terms
from partnerships.meeting.filed import sort_files, with_files
from partnerships.meeting.models import Decision, Item, Meeting, Participant
from partnerships.minutes.models import InternalNote, Point
from partnerships.organisation.standing import ANYONE, values_of
from partnerships.passage.models import Wish
from partnerships.task.models import Task

DIGITS = 8  # of a fingerprint, enough to see that something is new


@dataclass
class Outcomes:
    decisions: list = field(default_factory=list)
    tasks: list = field(default_factory=list)
    points: list = field(default_factory=list)
    terms: list = field(default_factory=list)  # of the glossary, that the text names

    def __bool__(self) -> bool:
        return bool(self.decisions or self.tasks or self.points)

    @property
    def digest(self) -> str:
        """Empty when there is nothing."""
        return fingerprint(_plain(self), [term.url for term in self.terms])[:DIGITS] if self or self.terms else ""


@dataclass
class Pad:
    meeting: Meeting
    items: list[Item]
    people: list
    loose: Outcomes  # of no topic
    marker: Marker

    @property
    def running(self) -> Item | None:
        """The topic that is on now."""
        return next((item for item in self.items if item.clock and item.clock.since), None)

    def texts(self) -> dict[str, str]:
        """By key, as the page and its script name them."""
        notes = {f"note_{item.pk}": item.note for item in self.items}
        return {"remarks": self.meeting.remarks, **{str(item.pk): item.result for item in self.items}, **notes}

    def outcomes(self) -> dict[str, Outcomes]:
        """By topic; those of none under "none"."""
        return {"none": self.loose, **{str(item.pk): item.outcomes for item in self.items}}

    def stamp(self) -> str:
        """Changes with whatever the live view shows."""
        shown = [[i.pk, i.title, i.purpose, i.result, i.filed, _plain(i.outcomes), bool(i.clock and i.clock.since)] for i in self.items]
        people = [[each.pk, each.name, each.presence] for each in self.people]
        return fingerprint(self.meeting.title, self.meeting.state, self.meeting.remarks, shown, people, _plain(self.loose))[:16]

    def order(self) -> str:
        """Changes with the agenda itself and with who takes part: then the page is to be read anew."""
        return fingerprint([[i.pk, i.title, i.purpose] for i in self.items], [each.pk for each in self.people])[:16]


def _rows(queryset, **names) -> ArraySubquery:
    return ArraySubquery(queryset.values(json=JSONObject(pk="pk", **names)))


def _meeting():
    of_it = {"meeting": OuterRef("pk")}
    return (
        with_terms(Meeting.objects.visible_to(ANYONE), OuterRef("partnership"))
        .select_related("partnership", "change_wished_by")
        .annotate(
            rows_people=_rows(
                Participant.objects.filter(**of_it).order_by("name", "pk"),
                name="name", presence="presence", person="person", organisation="organisation__short_name",
            ),
            rows_decisions=_rows(
                Decision.objects.filter(**of_it).order_by("number"), item="item", number="number", text="text", reservation="reservation",
                house="reservation_of__short_name",
            ),
            rows_tasks=_rows(
                Task.objects.filter(**of_it).order_by("until", "id"),
                item="item", what="what", person="person__name", organisation="organisation__short_name", until="until", state="state",
            ),
            rows_points=_rows(Point.objects.filter(**of_it).order_by("id"), item="item", kind="kind", text="text"),
            rows_wishes=_rows(
                Wish.objects.filter(**of_it).exclude(state=Wish.State.SETTLED).order_by("id"),
                item="item", state="state", text="text", house="organisation__short_name", decision="decision", passage="passage",
            ),
            rows_notes=_rows(
                InternalNote.objects.visible_to(ANYONE).filter(**of_it), item="item", text="text", organisation="organisation"
            ),
        )
        .filter(pk=Param("meeting", "uuid"))
    )  # fmt: skip


_MEETING = PreparedRows(_meeting)


def read_pad(person, pk) -> Pad:
    """The meeting as it stands, with what this person's own house has noted for itself; 404 for who may not see it."""
    meeting = _MEETING.one_or_404(values_of(person, meeting=pk))
    party = meeting.partnership.party_of(person)
    notes = {row["item"]: row["text"] for row in meeting.rows_notes if party and row["organisation"] == str(party.organisation_id)}
    items = list(with_files(meeting.items.select_related("brought_in_by", "result_by", "timing")))
    found = {str(item.pk): Outcomes() for item in items}
    loose = Outcomes()
    for name in ("decisions", "tasks", "points"):
        for row in getattr(meeting, f"rows_{name}"):
            if "until" in row:
                row["until"] = date.fromisoformat(row["until"])
            getattr(found.get(row["item"], loose), name).append(row)
    marker = marker_of(meeting.terms)
    for item in items:
        sort_files(item)
        item.outcomes = found[str(item.pk)]
        item.outcomes.terms = marker.found_in(item.result)
        item.asked = [row for row in meeting.rows_wishes if row["item"] == str(item.pk)]
        item.note = notes.get(str(item.pk), "")
        item.clock = getattr(item, "timing", None)
    return Pad(meeting, items, [SimpleNamespace(**row) for row in meeting.rows_people], loose, marker)


def _plain(outcomes: Outcomes) -> list:
    return [outcomes.decisions, outcomes.tasks, outcomes.points]
