"""The days of signed agreements in one's own calendar: first and last day, notice, renewal, what their tables name, the list of the end."""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.db.models import F, OuterRef
from django.utils.translation import gettext as _

from partnerships.agreement.edition import Clause, Edition
from partnerships.agreement.ending import WindUp
from partnerships.agreement.models import Agreement
from partnerships.agreement.moves import VALID, State
from partnerships.agreement.schemas import SCHEMAS, groups_of
from partnerships.agreement.term import months_before
from partnerships.base.ical import Event
from partnerships.base.nested import nested
from partnerships.base.prepared import PreparedRows
from partnerships.feed.registry import FIRST, LAST, source, window
from partnerships.organisation.standing import ANYONE, values_of
from partnerships.tenure.days import outlook_of

TALK = "term"
DATED = frozenset(key for key, groups in SCHEMAS.items() for group in groups for column in group.columns if column.kind == "date")


def _in_force():
    clauses = Clause.objects.filter(edition=OuterRef("pk"), key__in=sorted({*DATED, TALK})).order_by("order")
    editions = Edition.objects.filter(agreement__in=Agreement.objects.negotiated_by(ANYONE), number=F("agreement__edition"))
    editions = editions.filter(agreement__state__in=(State.SIGNED, *VALID)).select_related("agreement__partnership")
    return editions.annotate(dated=nested(clauses, "key", "data")).order_by("agreement")


def _to_wind_up():
    rows = WindUp.objects.visible_to(ANYONE).filter(state=WindUp.State.OPEN, until__range=(FIRST, LAST))
    return rows.exclude(agreement__state=State.ARCHIVED).select_related("agreement__partnership").order_by("until", "pk")


_IN_FORCE, _TO_WIND_UP = PreparedRows(_in_force), PreparedRows(_to_wind_up)


@source
def agreements(person) -> list[Event]:
    """Of every agreement in force, or signed and waiting for its first day; one query."""
    since, until = (moment.date() for moment in window())
    found = []
    for edition in _IN_FORCE.rows(values_of(person)):
        agreement = edition.agreement
        agreement.current_edition = edition
        days = _first_day(agreement) if agreement.state == State.SIGNED else _days(agreement, edition)
        found += [_event(agreement, name, day, f"{words}: {agreement.title}") for name, day, words in days if since <= day <= until]
    return found


def _first_day(agreement: Agreement) -> Iterator[tuple[str, date, str]]:
    if agreement.starts_on:
        words = _("Becomes part of the agreement") if agreement.amends_id else _("Comes into force")
        yield "begins", agreement.starts_on, words


def _days(agreement: Agreement, edition: Edition) -> Iterator[tuple[str, date, str]]:
    ahead = outlook_of(agreement)
    if agreement.ends_on and not (ahead.renews_on and ahead.renewal_is_certain):
        yield "ends", agreement.ends_on, _("Last day of the agreement")
    if not agreement.end_decided:
        if ahead.last_notice_day:
            yield "notice", ahead.last_notice_day, _("Last day for notice")
        if ahead.renews_on:
            yield "renews", ahead.renews_on, _("Renews by itself")
        if agreement.ends_on and (months := _months_of_talk(edition)):
            yield "talk", months_before(agreement.ends_on, months), _("Talk about what comes next")
    yield from _named_days(edition)


def _months_of_talk(edition: Edition) -> int:
    rows = next((clause["data"].get("renewal_talk", []) for clause in edition.dated if clause["key"] == TALK), [])
    return int(float(rows[0].get("months", 0))) if rows else 0


def _named_days(edition: Edition) -> Iterator[tuple[str, date, str]]:
    """The days that stand in the tables of its clauses: instalments, goals, proofs of insurance."""
    for clause in edition.dated:
        for group in groups_of(clause["key"]):
            for number, row in enumerate(clause["data"].get(group.key, [])):
                for column in group.columns:
                    if column.kind == "date" and row.get(column.name):
                        name = f"{group.key}-{number}-{column.name}"
                        yield name, date.fromisoformat(row[column.name]), f"{group.title} ({column.label})"


@source
def wind_up(person) -> list[Event]:
    """What is to be put in order at an end, by when; one query."""
    rows = _TO_WIND_UP.rows(values_of(person))
    return [_event(item.agreement, f"windup-{item.pk}", item.until, f"{item}: {item.agreement}") for item in rows]


def _event(agreement: Agreement, name: str, day: date, summary: str) -> Event:
    url = settings.BASE_URL.rstrip("/") + agreement.get_absolute_url()
    return Event(
        uid=f"agreement-{agreement.pk}-{name}@augenhoehe",
        summary=summary,
        stamp=agreement.state_since,
        day=day,
        description=f"{agreement.partnership}\n{url}",
        url=url,
    )
