"""What the pages of a series show: its dates, whose turn it is, which verbs there are."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.recurrence import Rule, held_on, holiday
from partnerships.meeting.models import Meeting
from partnerships.meeting.turn import Turn
from partnerships.organisation.standing import standing_of
from partnerships.series import rules
from partnerships.series.models import Series
from partnerships.series.words import in_words

SHOWN = 14
BACK = 6


@dataclass(frozen=True)
class Row:
    """One date: what the rule says, when it takes place (none: dropped), the holiday that did it, the meeting if there is one."""

    original: date
    begins: datetime | None
    holiday: str = ""
    meeting: Meeting | None = None

    @property
    def moved(self) -> bool:
        return bool(self.begins and self.begins.astimezone(clock.BERLIN).date() != self.original)

    @property
    def over(self) -> bool:
        return bool(self.begins and self.begins < clock.now())


def preview(rule: Rule, data: dict) -> dict:
    """The first dates of a rhythm that nobody has proposed yet."""
    language = get_language()
    rows = []
    for day in islice(rule.days(), SHOWN):
        held = held_on(day, data["on_holiday"], data["region"])
        begins = clock.at(held, data["time"].hour, data["time"].minute) if held else None
        rows.append(Row(day, begins, "" if held == day else holiday(day, data["region"], language)))
    return {"rows": rows, "words": in_words(rule)}


def dates(series: Series, person) -> list[Row]:
    """The last dates and the next ones. One query where there are meetings, none for a proposal."""
    language = get_language()
    if series.state != Series.State.RUNNING:
        days = list(islice(series.rule.days(), SHOWN))
        known: dict = {}
    else:
        known = {each.original_day: each for each in Meeting.objects.visible_to(person).filter(series=series)}
        before = series.rule.days_until(clock.today() - timedelta(days=1))[-BACK:]
        days = before + list(islice(series.rule.days(since=clock.today()), SHOWN - BACK))
    rows = []
    for day in days:
        meeting, held = known.get(day), series.held_on(day)
        begins = meeting.starts_at if meeting else series.begins(held) if held else None
        rows.append(Row(day, begins, "" if held == day else holiday(day, series.region, language), meeting))
    return rows


def verdicts(series: Series, person) -> dict:
    return {
        "agree": rules.may_agree(person, series),
        "edit": rules.may_reword(person, series),
        "decline": rules.may_decline(person, series),
        "withdraw": rules.may_withdraw(person, series),
        "replace": rules.may_replace(person, series),
        "end": rules.may_end(person, series),
    }


def turn(series: Series, person) -> Turn:
    """The series comes from .with_yeses()."""
    if series.state == Series.State.RUNNING:
        return Turn("done", _("Either side may move or cancel a single meeting, and propose another rhythm."))
    if series.state != Series.State.PROPOSED:
        return Turn("nobody")
    ask = _("The rhythm was proposed and counts once both sides have agreed.")
    missing = [party for party in series.partnership.binding_parties() if party.organisation_id not in series.yeses()]
    standing = standing_of(person)
    if not missing or any(standing.writes_for(party.organisation_id) for party in missing):
        return Turn("mine", ask, since=series.state_since)
    return Turn("theirs", ask, who=", ".join(str(party) for party in missing), since=series.state_since)


def from_day(series: Series, meeting: Meeting | None) -> date:
    """From which day another rhythm may hold: that of the meeting, else of the next one that is planned, else from today."""
    if meeting and meeting.original_day and meeting.original_day >= clock.today():
        return meeting.original_day
    coming = series.meetings.filter(state=Meeting.State.PLANNED, starts_at__gt=clock.now()).order_by("starts_at").first()
    return max(coming.original_day, clock.today()) if coming else clock.today()
