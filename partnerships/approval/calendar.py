"""When a decision is possible: the steps one after the other, a body only in its meetings. Plain calculation.

A body's next meeting is the first whose cut-off has not passed, that is not before the steps ahead of it can be done and not in a
period without decisions. A step without a body, or with one that has no meeting entered, takes its working days.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from partnerships.approval.why import Expectation
from partnerships.base.workdays import Span, lies_in, working_days_after


@dataclass(frozen=True)
class Meeting:
    meets_on: date
    cut_off_on: date


@dataclass(frozen=True)
class Stage:
    """A step as the calendar needs it: its name, its working days, and the body that decides."""

    name: str
    days: int
    body_id: object = None
    body: str = ""
    began_on: date | None = None  # when it is this step's turn already: then its papers were there in time, whatever cut-off has passed


@dataclass(frozen=True)
class Calendar:
    """meetings: by body, in order of their dates; closed: the periods without decisions."""

    meetings: dict
    closed: tuple[Span, ...] = ()

    def next_meeting(self, body_id, *, ready: date, not_before: date) -> Meeting | None:
        """The first meeting for which it is ready in time."""
        possible = (
            each
            for each in self.meetings.get(body_id, ())
            if each.cut_off_on >= ready and each.meets_on >= not_before and not lies_in(each.meets_on, self.closed)
        )
        return min(possible, key=lambda each: (each.meets_on, each.cut_off_on), default=None)

    def expect(self, stages: Iterable[Stage], *, on: date, in_order: bool = True, measure: dict | None = None) -> Expectation:
        """The day on which the last of these steps can be done, if they begin on that day, and the meeting it depends on."""
        stages = list(stages)
        found = dict(measure or {}) | {"steps": [stage.name for stage in stages], "days": sum(stage.days for stage in stages)}
        ready = done = last = on
        watched = []
        for stage in stages:
            may_begin, may_end = (ready, done) if in_order else (on, on)
            meeting = None
            if stage.body_id:
                meeting = self.next_meeting(stage.body_id, ready=stage.began_on or may_begin, not_before=may_end)
            if meeting:
                end = meeting.meets_on
                ready = max(ready, end)
                watched += [] if stage.began_on else [meeting.cut_off_on]
            else:
                end = max(working_days_after(stage.began_on or may_end, stage.days, self.closed), on)
            if stage.body_id and (meeting is None or end >= last):
                found |= _meeting_of(stage, meeting)
            done, last = end, max(last, end)
        if watched:
            found["watch_on"] = min(watched).isoformat()
        return Expectation(last if stages else None, found if stages else {})


def _meeting_of(stage: Stage, meeting: Meeting | None) -> dict:
    days = (meeting.meets_on.isoformat(), meeting.cut_off_on.isoformat()) if meeting else (None, None)
    return {"body": stage.body, "meets_on": days[0], "cut_off_on": days[1]}
