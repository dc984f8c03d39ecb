"""The rows of the page on which an edition is written: clauses, the small tables inside them, promises."""

from datetime import date
from decimal import Decimal
from functools import cache
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from partnerships.agreement import sound
from partnerships.agreement.edition import Promise, periods, worth
from partnerships.agreement.structure import MOST_ROWS, Column, Group
from partnerships.agreement.wording import ClauseText, PromiseText
from partnerships.base.forms import DateField, MoneyField, NumberField, TextField
from partnerships.base.money import ZERO, cents
from partnerships.base.valuation import UNITS, VALUED, Kind, MoneyType

KEY = RegexValidator(r"^[a-z0-9_-]{1,40}$")
NUMBERS = ("amount", "quantity", "rate")
_VALUED = {
    "quantity": _("Needed to calculate the value."),
    "rate": _("Needed to calculate the value."),
    "rate_source": _("Where does the rate come from?"),
}
NEEDED_FOR = {
    Kind.MONEY: {"amount": _("Please enter an amount."), "money_type": _("Please say which kind of money it is.")},
    Kind.GOODS: {"amount": _("Please enter an amount.")},
} | dict.fromkeys(VALUED, _VALUED)
NOT_FOR = {
    Kind.MONEY: ("quantity", "rate", "rate_source"),
    Kind.GOODS: ("quantity", "rate", "rate_source", "money_type"),
} | dict.fromkeys(VALUED, ("amount", "money_type"))


class ClauseForm(forms.Form):
    key = forms.CharField(widget=forms.HiddenInput, required=False, validators=[KEY])
    title = TextField(label=_("Heading"), max_length=160)
    body = TextField(label=_("Text"), lines=6, max_length=20_000, required=False)

    def words(self, data: dict) -> ClauseText:
        return ClauseText(**{name: self.cleaned_data[name] for name in ("key", "title", "body")}, data=data)

    def words_so_far(self, data: dict) -> ClauseText:
        """What stands in it now, checked or not."""
        title, body, key = (str(self[name].value() or "") for name in ("title", "body", "key"))
        return ClauseText(title, body, key, data)


class PromiseForm(forms.Form):
    key = forms.CharField(widget=forms.HiddenInput, required=False, validators=[KEY])
    title = TextField(label=_("In words"), max_length=160, help_text=_("For example: meeting room, Lindenhof 3"))
    giver = forms.TypedChoiceField(label=_("Who gives"), empty_value=None)
    receiver = forms.TypedChoiceField(label=_("Who receives"), empty_value=None)
    kind = forms.ChoiceField(label=_("What"), choices=[("", "–"), *Kind.choices])
    money_type = forms.ChoiceField(label=_("Kind of money"), choices=[("", "–"), *MoneyType.choices], required=False)
    amount = MoneyField(label=_("Amount"), required=False, help_text=_("For money and goods"))
    quantity = NumberField(
        label=_("Quantity"),
        required=False,
        help_text=_("m² of the room, or hours"),
        min_value=Decimal("0.01"),
        max_value=Decimal(1_000_000),
    )
    rate = MoneyField(label=_("Rate"), required=False, help_text=_("Rent per m² and month, or cost of an hour"), max_value=Decimal(100_000))
    rate_source = TextField(label=_("Source of the rate"), max_length=160, required=False, help_text=_("For example: rent index 2026"))
    per = forms.ChoiceField(label=_("How often"), choices=Promise.Per, initial=Promise.Per.ONCE)
    starts_on = DateField(label=_("From"))
    ends_on = DateField(label=_("To"))

    def __init__(self, *args, parties, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("giver", "receiver"):
            self.fields[name].choices = [("", "–"), *((pk, str(organisation)) for pk, organisation in parties.items())]
            self.fields[name].coerce = parties.get
        for name, question in NEEDED_FOR.get(str(self["kind"].value()), {}).items():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = question
        self.value_now = self._worth_of(self.initial)

    def clean(self):
        cleaned = super().clean()
        kind = cleaned.get("kind")
        for name in NOT_FOR.get(kind, ()):  # shown for other kinds only: what stands there does not matter
            self.errors.pop(name, None)
            cleaned[name] = None if name in NUMBERS else ""
        if cleaned.get("starts_on") and cleaned.get("ends_on") and cleaned["ends_on"] < cleaned["starts_on"]:
            self.add_error("ends_on", _("The end must not be before the start."))
        if cleaned.get("giver") and cleaned.get("giver") == cleaned.get("receiver"):
            self.add_error("receiver", _("Giver and receiver must differ."))
        if kind == Kind.ROOMS and cleaned.get("per") != Promise.Per.MONTH:
            self.add_error("per", _("Rooms are counted per month."))
        self.value_now = None if self.errors else self._worth_of(cleaned)
        return cleaned

    def words(self) -> PromiseText:
        return PromiseText(**{name: self.cleaned_data[name] for name in self.fields})

    def words_so_far(self) -> SimpleNamespace:
        """What stands in the row now, checked or not."""
        values = {name: self[name].value() or "" for name in ("key", "kind", "money_type", "title")}
        known = self._worth_of({name: self[name].value() for name in self.fields})
        values["amount"] = known and known["one"]
        return SimpleNamespace(**values, starts_on=day_or_none(self["starts_on"].value()), ends_on=day_or_none(self["ends_on"].value()))

    def _worth_of(self, values: dict) -> dict | None:
        """Value of one period and of the whole time, of whatever is already there; None where it cannot be said yet."""
        try:
            clean = {
                name: self.fields[name].clean(values.get(name) or "")
                for name in ("kind", "amount", "quantity", "rate", "per", "starts_on", "ends_on")
            }
            one = worth(clean["kind"], amount=clean["amount"], quantity=clean["quantity"], rate=clean["rate"])
            return {
                "one": one,
                "total": cents(one * periods(clean["per"], clean["starts_on"], clean["ends_on"])),
                "unit": UNITS[clean["kind"]],
            }
        except (ValidationError, TypeError):
            return None


class Rows(forms.BaseFormSet):
    """Rows as they were sent: any of them may be left empty, whether it was there before or not."""

    def initial_form_count(self) -> int:
        return 0 if self.is_bound else super().initial_form_count()

    def filled(self) -> list:
        return [form for form in self if form.has_changed()]


class TableRows(Rows):
    """The rows of one small table."""

    def words(self) -> list[dict]:
        return [form.words() for form in self.filled()]


class ClauseRows(Rows):
    def clean(self):
        if not self.filled():
            raise ValidationError(_("An agreement needs at least one clause."))


ClauseFormSet = forms.formset_factory(
    ClauseForm, formset=ClauseRows, extra=0, max_num=sound.MOST_CLAUSES, absolute_max=sound.MOST_CLAUSES + 10, validate_max=True
)
PromiseFormSet = forms.formset_factory(
    PromiseForm, formset=Rows, extra=0, max_num=sound.MOST_PROMISES, absolute_max=sound.MOST_PROMISES + 10, validate_max=True
)


class TableForm(forms.Form):
    """One row of a small table; its fields are the group's columns."""

    group: Group

    @property
    def number(self) -> str:
        """As people count, from 1; the empty row a script copies gets its number there."""
        last = str(self.prefix).rpartition("-")[2]
        return str(int(last) + 1) if last.isdecimal() else ""

    @property
    def cells(self) -> list[dict]:
        """Its fields for the page; what nobody chooses is only told."""
        return [
            {"field": self[column.name], "wide": column.kind == "long"} if column.name in self.fields else {"told": column}
            for column in self.group.columns
        ]

    def words(self) -> dict:
        return {name: _plain(value) for name, value in self.cleaned_data.items() if value not in (None, "")}

    def words_so_far(self) -> dict:
        return {name: self[name].value() for name in self.fields if self[name].value()}


def _plain(value):
    """As a clause keeps it; structure.py brings it into its last form."""
    return value if isinstance(value, str | bool) else value.isoformat() if isinstance(value, date) else str(value)


def initial_of(group: Group, row: dict) -> dict:
    """What the fields of a kept row show."""
    shown: dict[str, Any] = {}
    for column in group.columns:
        value = row.get(column.name)
        if column.is_number and value is not None:
            value = Decimal(value)
        elif column.kind == "yes" and value is not None:
            value = str(value)
        shown[column.name] = value
    return shown


@cache
def table_form(group: Group) -> type[TableForm]:
    fields = {column.name: _field(column, needed=column.needed) for column in group.columns if column.kind != "fixed"}
    return type("TableForm", (TableForm,), fields | {"group": group})


@cache
def table_formset(group: Group) -> Any:
    most = 1 if group.single else MOST_ROWS
    return forms.formset_factory(table_form(group), formset=TableRows, extra=0, max_num=most, absolute_max=most + 10, validate_max=True)


def _field(column: Column, *, needed: bool) -> forms.Field:
    plain: dict[str, Any] = {"label": column.label, "help_text": column.help, "required": needed}
    if column.kind in ("text", "long"):
        return TextField(max_length=column.most, lines=3 if column.kind == "long" else 1, **plain)
    if column.kind == "number":
        return NumberField(widget=_number_input(column.unit), **plain)
    if column.kind == "year":
        return forms.IntegerField(min_value=1900, max_value=2200, widget=_number_input(""), **plain)
    if column.kind == "money":
        return MoneyField(min_value=ZERO, **plain)
    if column.kind == "date":
        return DateField(**plain)
    if column.kind == "yes":
        answers = [("", "–"), ("True", _("yes")), ("False", _("no"))]
        return forms.TypedChoiceField(choices=answers, coerce=lambda value: value == "True", empty_value=None, **plain)
    return forms.ChoiceField(choices=[("", "–"), *column.choices], **plain)


def _number_input(unit) -> forms.TextInput:
    return forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"} | ({"data-suffix": unit} if unit else {}))


def day_or_none(value):
    """A day as it was typed, or None while it is none."""
    try:
        return DateField(required=False).clean(value)
    except ValidationError:
        return None
