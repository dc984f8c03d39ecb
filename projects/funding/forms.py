"""What is typed about a payment schedule and a call."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.base import clock
from partnerships.base.forms import DateField, MoneyField, TextField
from partnerships.base.meanwhile import EditionForm
from partnerships.base.templatetags.portal import euro
from projects.contribution import doubts
from projects.contribution.forms import MeantMixin
from projects.funding.actions import Need
from projects.funding.leftover import Leftover
from projects.funding.models import ZERO, Call, Instalment
from projects.funding.presets import MOST, Line
from projects.funding.reading import instalments_of

PARTS = ("due_on", "amount", "condition")


class ScheduleForm(forms.Form):
    """Up to twelve instalments, one row each; empty rows are left out."""

    note = TextField(label=gettext_lazy("Why so?"), lines=2, max_length=1000, required=False)
    few_hands = forms.BooleanField(
        label=gettext_lazy("Exception for a small house: one person may check and order, another one always releases."),
        required=False,
        help_text=gettext_lazy("Both sides agree to this together with the payment schedule."),
    )

    def __init__(self, *args, contribution, lines=(), rows: int = 0, short: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.contribution = contribution
        if not short:
            del self.fields["few_hands"]
        self.count = MOST if self.is_bound else max(rows, min(len(lines) + 2, MOST))
        for number in range(1, self.count + 1):
            line = lines[number - 1] if number <= len(lines) else None
            self._add(number, line)

    def _add(self, number: int, line: Line | None) -> None:
        """Fields of one row, each named for who cannot see the table."""
        which = {"number": number}
        self.fields[f"due_on_{number}"] = DateField(
            label=_("Due day of instalment %(number)d") % which, required=number == 1, initial=line and line.due_on
        )
        self.fields[f"amount_{number}"] = MoneyField(
            label=_("Amount of instalment %(number)d") % which, required=number == 1, initial=line and line.amount
        )
        self.fields[f"condition_{number}"] = forms.ChoiceField(
            label=_("Condition of instalment %(number)d") % which,
            required=False,
            choices=Instalment.Condition.choices,
            initial=line.condition if line else Instalment.Condition.NONE,
        )

    @property
    def rows(self) -> list[dict]:
        """For the table; of what was sent as many as have something in them, and two more."""
        found = [{"number": number, **{part: self[f"{part}_{number}"] for part in PARTS}} for number in range(1, self.count + 1)]
        if not self.is_bound:
            return found
        last = max((place for place, row in enumerate(found, start=1) if row["amount"].data or row["due_on"].data), default=0)
        return found[: min(last + 2, MOST)]

    def clean(self):
        data = super().clean()
        lines = []
        for number in range(1, self.count + 1):
            due_on, amount = data.get(f"due_on_{number}"), data.get(f"amount_{number}")
            if due_on and amount:
                lines.append(Line(due_on, amount, data.get(f"condition_{number}") or Instalment.Condition.NONE))
            elif not self.errors and (due_on or amount):
                self.add_error(f"{'amount' if due_on else 'due_on'}_{number}", _("Please enter both: day and amount."))
        if not lines and not self.errors:
            self.add_error(None, _("Please enter at least one instalment."))
        data["lines"] = lines
        return data

    @property
    def words(self) -> dict:
        """For the actions."""
        return {"few_hands": False} | {name: value for name, value in self.cleaned_data.items() if name in ("lines", "note", "few_hands")}


class ScheduleEditForm(ScheduleForm, EditionForm):
    """The same, as it was read."""

    def __init__(self, *args, schedule, **kwargs):
        lines = [Line(each.due_on, each.amount, each.condition) for each in instalments_of(schedule)]
        initial = {"edition": schedule.edition, "note": schedule.note, "few_hands": schedule.few_hands}
        super().__init__(*args, contribution=schedule.contribution, lines=lines, thing=schedule, initial=initial, **kwargs)


class CallForm(forms.Form):
    """What the receiver says about its need."""

    amount = MoneyField(label=gettext_lazy("How much do you call?"))
    starts_on = DateField(label=gettext_lazy("Needed from"))
    ends_on = DateField(label=gettext_lazy("Needed until"))
    planned = MoneyField(label=gettext_lazy("Planned expenses in this period"), min_value=ZERO)
    cash = MoneyField(
        label=gettext_lazy("Cash on hand for this purpose"),
        min_value=ZERO,
        help_text=gettext_lazy("What is left of what came before. 0 if nothing is left."),
    )
    spent = forms.IntegerField(
        label=gettext_lazy("How much of the instalment before is spent? (in per cent)"),
        required=False,
        min_value=0,
        max_value=100,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    note = TextField(label=gettext_lazy("What for?"), lines=3, max_length=2000, required=False)

    def __init__(self, *args, instalment: Instalment, **kwargs):
        super().__init__(*args, **kwargs)
        self.instalment = instalment
        self.fields["amount"].help_text = _("This instalment: %(amount)s.") % {"amount": euro(instalment.amount)}
        if instalment.number == 1:
            del self.fields["spent"]

    def clean(self):
        data = super().clean()
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("The end must not be before the start."))
        if data.get("amount") and data["amount"] > self.instalment.amount:
            self.add_error("amount", _("This instalment is %(amount)s: more cannot be called.") % {"amount": euro(self.instalment.amount)})
        return data

    @property
    def need(self) -> Need:
        names = ("amount", "starts_on", "ends_on", "planned", "cash", "spent", "note")
        return Need(**{name: self.cleaned_data.get(name) for name in names})


class CallEditForm(CallForm, EditionForm):
    """The same, as it was read."""

    def __init__(self, *args, call: Call, **kwargs):
        names = ("amount", "starts_on", "ends_on", "planned", "cash", "spent", "note", "edition")
        super().__init__(*args, instalment=call.instalment, thing=call, initial={name: getattr(call, name) for name in names}, **kwargs)


class OrderForm(EditionForm, MeantMixin):
    """The deliberate second step: the payment was given to the bank."""

    watched = ("amount",)

    on = DateField(label=gettext_lazy("Ordered at the bank on"))

    field_order = ["on", "meant"]

    def __init__(self, data=None, *, call: Call, **kwargs):
        super().__init__(data, thing=call, initial={"edition": call.edition}, **kwargs)
        self.fields["on"].initial = clock.today()
        if not self.is_bound:
            self.ask([])

    def doubts(self):
        contribution = self.thing.contribution
        return doubts.on_noting(contribution, on=self.cleaned_data["on"], amount=self.thing.amount, quantity=None, of_call=True)


class ReasonForm(EditionForm):
    """Why a call goes back, or a payment is taken back."""

    reason = TextField(label=gettext_lazy("Why?"), lines=3, max_length=2000, help_text=gettext_lazy("Both sides read this."))

    def __init__(self, data=None, *, call: Call, **kwargs):
        super().__init__(data, thing=call, initial={"edition": call.edition}, **kwargs)


class LiftForm(forms.Form):
    comment = TextField(
        label=gettext_lazy("Why can it be paid all the same?"), lines=3, max_length=1000, help_text=gettext_lazy("Both sides read this.")
    )


class LeftoverForm(forms.Form):
    """What becomes of the rest of a grant."""

    way = forms.ChoiceField(label=gettext_lazy("What becomes of the rest?"), choices=Leftover.Way.choices, widget=forms.RadioSelect)
    amount = MoneyField(label=gettext_lazy("How much is left?"))
    until = DateField(
        label=gettext_lazy("Until when?"),
        help_text=gettext_lazy("Carried over: the new last day. Paid back: the day until when it is paid."),
    )
    reason = TextField(label=gettext_lazy("Why?"), lines=3, max_length=1000, help_text=gettext_lazy("Both sides read this."))
