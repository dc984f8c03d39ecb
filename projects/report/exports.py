"""The partnership report: which tables it has and where their rows come from."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.base import clock
from partnerships.base.valuation import Kind
from partnerships.base.verdict import YES, Verdict, no
from partnerships.export.cells import as_text
from partnerships.export.document import Column, Document, Sum, Table, Type
from partnerships.export.models import Export
from partnerships.export.registry import Origin, Report, register
from partnerships.meeting.models import Decision, Meeting
from partnerships.partnership.models import Partnership, Side
from partnerships.task.models import Task
from projects.contribution.models import Contribution
from projects.ledger import book as ledger
from projects.ledger.page import direction_label
from projects.project.models import Project

PARTS = (
    ("ledger", gettext_lazy("Give and take")),
    ("projects", gettext_lazy("Projects")),
    ("meetings", gettext_lazy("Meetings, decisions and tasks")),
)


class PartnershipReport(Report):
    kind: ClassVar[str] = "partnership_report"

    def may_read(self, person, export: Export) -> Verdict:
        """Only who works on the partnership now."""
        if Partnership.objects.worked_on_by(person).filter(pk=export.partnership_id).exists():
            return YES
        return no(_("You no longer take part in this partnership."))

    def origin(self, export: Export) -> Origin:
        again = f"{reverse('report_create')}?partnership={export.partnership_id}"
        return Origin(_("Reports"), reverse("report_list"), again)

    def document(self, export: Export) -> Document:
        person = export.person
        partnership = Partnership.objects.worked_on_by(person).with_parties().get(pk=export.partnership_id)
        start, end = date.fromisoformat(export.params["starts_on"]), date.fromisoformat(export.params["ends_on"])
        tables: list[Table] = []
        for part in export.params["parts"]:
            tables.extend(TABLES[part](person, partnership, start, end))
        return Document(
            title=_("Report: %(partnership)s") % {"partnership": partnership.title},
            facts=(
                (_("Period"), f"{as_text(start, Type.DATE)} – {as_text(end, Type.DATE)}"),
                (_("Social side"), _names(partnership, Side.SOCIAL)),
                (_("Housing side"), _names(partnership, Side.HOUSING)),
                (_("Built"), f"{as_text(clock.now(), Type.MOMENT)}, {person}"),
            ),
            tables=tuple(tables),
            note=_("Rooms, time and goods are valued for transparency only. The values are calculated and no donation receipt."),
        )


def _names(partnership: Partnership, side: str) -> str:
    return ", ".join(party.organisation.name for party in partnership.parties_of(side))


def _ledger(person, partnership, start, end) -> list[Table]:
    own = Contribution.objects.visible_to(person).filter(partnership=partnership)
    rows = ledger.rows(own, start, end)
    return [
        Table(
            key="ledger",
            title=_("Give and take"),
            columns=(
                Column(_("Direction"), width=1.5),
                Column(_("What for"), width=2.2),
                Column(_("Kind"), width=1.2),
                Column(_("Who gives"), width=1.5),
                Column(_("Who receives"), width=1.5),
                Column(_("From"), Type.DATE),
                Column(_("To"), Type.DATE),
                Column(_("State"), width=1.3),
                Column(_("Promised in €"), Type.MONEY, 1.3),
                Column(_("Delivered in €"), Type.MONEY, 1.3),
                Column(_("Confirmed in €"), Type.MONEY, 1.3),
            ),
            count=rows.count(),
            rows=lambda: (
                (
                    direction_label(row.giver_side, row.receiver_side),
                    row.title,
                    row.get_kind_display(),
                    str(row.giver),
                    str(row.receiver),
                    row.starts_on,
                    row.ends_on,
                    row.state_label,
                    row.promised_in,
                    row.delivered_in,
                    row.confirmed_in,
                )
                for row in rows.iterator(chunk_size=500)
            ),
            totals=tuple(_sums(ledger.totals(own, start, end))),
        )
    ]


def _sums(totals: list[ledger.Total]) -> Iterator[tuple]:
    """Below the ledger: money and calculated values are never added up, nor are the two directions. Formulas over its rows."""
    money = str(Kind.MONEY.label)
    for way in sorted({(line.giver_side, line.receiver_side) for line in totals}):
        lines = [line for line in totals if (line.giver_side, line.receiver_side) == way]
        parts = (
            (_("Total, money"), money, [line for line in lines if line.kind == Kind.MONEY]),
            (_("Total, calculated values"), f"<>{money}", [line for line in lines if line.kind != Kind.MONEY]),
        )
        label = direction_label(*way)
        for title, test, part in parts:
            if part:
                one, where = ledger.sum_of(part), ((0, label), (2, test))
                figures = (Sum(value, where) for value in (one.granted, one.delivered, one.confirmed))
                yield (label, title, None, None, None, None, None, None, *figures)


def _projects(person, partnership, start, end) -> list[Table]:
    found = (
        Project.objects.visible_to(person)
        .filter(partnership=partnership)
        .exclude(ends_on__lt=start)
        .exclude(starts_on__gt=end)
        .select_related("responsible_social", "responsible_housing")
        .prefetch_related("quarters")
        .order_by("title", "pk")
    )
    return [
        Table(
            key="projects",
            title=_("Projects"),
            columns=(
                Column(_("Project"), width=2),
                Column(_("Field of action"), width=1.6),
                Column(_("Quarters"), width=1.4),
                Column(_("From"), Type.DATE),
                Column(_("To"), Type.DATE),
                Column(_("State")),
                Column(_("Responsible, social side"), width=1.4),
                Column(_("Responsible, housing side"), width=1.4),
            ),
            count=found.count(),
            rows=lambda: (
                (
                    project.title,
                    project.get_field_of_action_display(),
                    ", ".join(quarter.name for quarter in project.quarters.all()),
                    project.starts_on,
                    project.ends_on,
                    project.get_state_display(),
                    str(project.responsible_social or ""),
                    str(project.responsible_housing or ""),
                )
                for project in found.iterator(chunk_size=500)
            ),
        )
    ]


def _meetings(person, partnership, start, end) -> list[Table]:
    first, last = clock.at(start, 0), clock.at(end, 23, 59)
    meetings = Meeting.objects.visible_to(person).filter(partnership=partnership, starts_at__range=(first, last))
    held = meetings.exclude(state=Meeting.State.CANCELLED).annotate(
        topics=Count("items", distinct=True), resolved=Count("decisions", distinct=True), given=Count("tasks", distinct=True)
    )
    decisions = Decision.objects.filter(meeting__in=meetings).select_related("meeting").order_by("number")
    tasks = (
        Task.objects.visible_to(person)
        .filter(meeting__in=meetings)
        .select_related("person", "organisation", "meeting")
        .order_by("until", "pk")
    )
    return [
        Table(
            key="meetings",
            title=_("Meetings"),
            columns=(
                Column(_("When"), Type.MOMENT, 1.2),
                Column(_("Meeting"), width=2.4),
                Column(_("Kind"), width=1.3),
                Column(_("Place"), width=1.6),
                Column(_("Topics"), Type.NUMBER, 0.7),
                Column(_("Decisions"), Type.NUMBER, 0.9),
                Column(_("Tasks"), Type.NUMBER, 0.7),
                Column(_("Minutes"), width=1.5),
            ),
            count=held.count(),
            rows=lambda: (
                (m.starts_at, m.title, m.get_kind_display(), m.place, m.topics, m.resolved, m.given, m.get_state_display())
                for m in held.order_by("starts_at", "pk").iterator(chunk_size=500)
            ),
        ),
        Table(
            key="decisions",
            title=_("Decisions"),
            columns=(
                Column(_("Number")),
                Column(_("Meeting"), width=1.6),
                Column(_("Decision"), width=4),
                Column(_("Subject to"), width=1.6),
                Column(_("Minutes"), width=1.5),
            ),
            count=decisions.count(),
            rows=lambda: (
                (d.number, str(d.meeting), d.text, d.reservation, d.meeting.get_state_display()) for d in decisions.iterator(chunk_size=500)
            ),
        ),
        Table(
            key="tasks",
            title=_("Tasks"),
            columns=(
                Column(_("What"), width=4),
                Column(_("Who"), width=1.6),
                Column(_("Organisation"), width=1.6),
                Column(_("By when"), Type.DATE),
                Column(_("State")),
                Column(_("Minutes"), width=1.5),
            ),
            count=tasks.count(),
            rows=lambda: (
                (t.what, str(t.person or ""), str(t.organisation), t.until, t.get_state_display(), t.meeting.get_state_display())
                for t in tasks.iterator(chunk_size=500)
            ),
        ),
    ]


TABLES = {"ledger": _ledger, "projects": _projects, "meetings": _meetings}

register(PartnershipReport())
