from datetime import date, time, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.forms import DateField, TextField
from partnerships.base.meanwhile import EditionForm
from partnerships.base.recurrence import By, OnHoliday, Rule, Unit
from partnerships.meeting.forms import MOST_CLOSING_DAYS
from partnerships.meeting.models import CLOSING_DAYS, Item, Meeting
from partnerships.meeting.people import PeopleForm, initial_people
from partnerships.meeting.proposals import proposed_people
from partnerships.meeting.standing import FORMATS, usual_points
from partnerships.organisation.models import FEDERAL_STATES
from partnerships.series.models import MOST_EVERY, MOST_MINUTES, Series
from partnerships.series.shapes import Terms

MOST_YEARS = 10
PLAIN = ("kind", "name", "first", "time", "minutes", "unit", "every", "by", "on_holiday", "region", "place", "online_url", "chair")


class TermsForm(PeopleForm):
    """A whole rhythm. What is usual for its format is filled in already."""

    partnership = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=_("Kind of meeting"), choices=[(kind, kind.label) for kind in FORMATS])
    name = TextField(
        label=_("Name"), required=False, max_length=100, help_text=_("Leave this empty and the series is called as its kind of meeting.")
    )
    first = DateField(label=_("First meeting on"))
    time = forms.TimeField(
        label=_("Begins at"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    minutes = forms.IntegerField(label=_("Length in minutes"), min_value=5, max_value=MOST_MINUTES)
    every = forms.IntegerField(label=_("Every"), min_value=1, max_value=MOST_EVERY)
    unit = forms.ChoiceField(label=_("Unit"), choices=Series.UNITS)
    by = forms.ChoiceField(label=_("On which day of the month?"), choices=Series.BYS, widget=forms.RadioSelect, required=False)
    ends = forms.ChoiceField(
        label=_("How long does it go on?"),
        choices=[("open", _("until one side ends it")), ("until", _("until a day")), ("count", _("for a number of meetings"))],
        widget=forms.RadioSelect,
    )
    until = DateField(label=_("Last day"), required=False)
    count = forms.IntegerField(
        label=_("Number of meetings"), required=False, min_value=1, max_value=500, help_text=_("Those dropped for a holiday count, too.")
    )
    on_holiday = forms.ChoiceField(label=_("On public holidays"), choices=Series.HOLIDAYS, widget=forms.RadioSelect)
    region = forms.ChoiceField(label=_("Federal state"), required=False, choices=[("", _("holidays of all Germany only")), *FEDERAL_STATES])
    place = TextField(label=_("Place"), required=False, max_length=200)
    closing_days = forms.IntegerField(
        label=_("The agenda closes so many days before"), min_value=0, max_value=MOST_CLOSING_DAYS, required=False
    )
    points = forms.MultipleChoiceField(
        label=_("What is on every agenda?"), required=False, choices=Item.Standing, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, partnership, by, series=None, kind="", since: date | None = None, **kwargs):
        """`series`: whose rhythm is changed; `since`: the day from which another is to hold."""
        named = [seat.person_id for seat in series.seats.all() if seat.person_id] if series else []
        self.offer_people(partnership, by, named=named)
        self.since = since
        initial = self._of(series) if series else self._usual(partnership, by, kind)
        super().__init__(*args, initial=initial | {"partnership": partnership.pk}, **kwargs)
        self.show_people()

    def _usual(self, partnership, by, kind: str) -> dict:
        kind = kind if kind in FORMATS else Meeting.Kind.JOUR_FIXE
        usual = FORMATS[kind]
        people = proposed_people(partnership, by)
        states = [organisation.federal_state for organisation in self.parties.values() if organisation.federal_state]
        return {
            "kind": kind,
            "first": _next_tuesday(),
            "time": time(10),
            "minutes": usual.minutes,
            "unit": usual.unit,
            "every": usual.every,
            "by": usual.by,
            "ends": "open",
            "on_holiday": OnHoliday.MOVE,
            "region": states[0] if states else "",
            "closing_days": CLOSING_DAYS,
            "points": list(usual_points(kind)),
            "people": [str(each.pk) for each in self.members if each.person_id in people],
        }

    def _of(self, series) -> dict:
        first = next(series.rule.days(since=self.since), series.first) if self.since else series.first
        return (
            {name: getattr(series, name) for name in PLAIN}
            | {"first": first, "until": series.until, "count": series.count, "points": series.points, "closing_days": series.closing_days}
            | {"ends": "until" if series.until else "count" if series.count else "open"}
            | initial_people(series.seats.all(), self.members)
        )

    def clean_first(self) -> date:
        first = self.cleaned_data["first"]
        if first < (self.since or clock.today()):
            raise ValidationError(_("A series begins today or later."))
        if (first - clock.today()).days > 3 * 366:
            raise ValidationError(_("This day is more than three years away. Please check the year."))
        return first

    def clean_closing_days(self) -> int:
        days = self.cleaned_data["closing_days"]
        return CLOSING_DAYS if days is None else days

    def clean(self) -> dict:
        data = self.cleaned_data
        if data.get("ends") == "until":
            self._check_until(data)
        elif data.get("ends") == "count" and not data.get("count") and "count" not in self.errors:
            self.add_error("count", _("Please say how many meetings."))
        if data.get("ends") != "until":
            data["until"] = None
        if data.get("ends") != "count":
            data["count"] = None
        if not self.errors and self.rule.place == -1 and next(self.rule.days()) != data["first"] and data["unit"] != Unit.WEEK:
            self.add_error("first", _("This day is not the last such weekday of its month. Please choose another first day."))
        return data

    def _check_until(self, data: dict) -> None:
        until, first = data.get("until"), data.get("first")
        if until is None:
            if "until" not in self.errors:
                self.add_error("until", _("Please say on which day the series ends."))
        elif first and until < first:
            self.add_error("until", _("The end must be after the beginning."))
        elif until > clock.today() + timedelta(days=MOST_YEARS * 366):
            self.add_error("until", _("This day is more than ten years away. Please check the year."))

    @property
    def rule(self) -> Rule:
        data = self.cleaned_data
        by = By(data["by"] or By.WEEKDAY)
        return Rule(data["first"], Unit(data["unit"]), data["every"], by, data["until"], data["count"])

    def terms(self) -> Terms:
        data = self.cleaned_data
        names = ("kind", "name", "first", "time", "minutes", "unit", "every", "until", "count", "on_holiday", "region")
        return Terms(
            **{name: data[name] for name in (*names, "place", "online_url", "chair", "closing_days")},
            by=data["by"] or By.WEEKDAY,
            points=tuple(data["points"]),
            people=self.invited(),
        )


def _next_tuesday() -> date:
    """The first Tuesday that lies a week or more ahead and is the first of its month: offices rarely rest on Tuesdays."""
    day = clock.today() + timedelta(days=7)
    return next(each for each in (day + timedelta(days=ahead) for ahead in range(62)) if each.weekday() == 1 and each.day <= 7)


class RewordForm(EditionForm, TermsForm):
    """The same for a proposal that stands already: `thing` is the series."""

    def _of(self, series) -> dict:
        return super()._of(series) | {"edition": series.edition}


class DeclineForm(EditionForm):
    watched = ("first", "time", "minutes", "unit", "every", "by")

    reason = TextField(label=_("Reason"), lines=3, max_length=400, help_text=_("Both sides can read this."))


class EndForm(forms.Form):
    from_day = DateField(label=_("From which day on?"), help_text=_("The meetings planned from this day on are cancelled."))
    reason = TextField(label=_("Reason"), lines=3, max_length=400, help_text=_("Both sides can read this."))

    def clean_from_day(self) -> date:
        day = self.cleaned_data["from_day"]
        if day < clock.today():
            raise ValidationError(_("What lies in the past can no longer be cancelled."))
        return day
