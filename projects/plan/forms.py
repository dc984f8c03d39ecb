"""The plan as rows to fill in: costs, financing, and what is given in kind. Works without a script: empty rows, and a button for more."""

from decimal import Decimal
from types import SimpleNamespace

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.base import money
from partnerships.base.forms import MoneyField, NumberField, TextField
from projects.contribution.models import Contribution
from projects.plan import rules
from projects.plan.models import CASH_SOURCES, IN_KIND, TOLERANCE, BudgetLine, FundingSource, Line, Plan, Sums, sums
from projects.plan.page import flat_rate
from projects.plan.terms import LineTerms, PlanTerms

EMPTY_ROWS = 3
MOST_ROWS = 60
GROUPS = ("cost", "income", "kind")


class RowForm(forms.Form):
    id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    key = forms.ChoiceField(label=gettext_lazy("Category or source"), required=False)
    label = TextField(label=gettext_lazy("In words"), max_length=160, required=False)
    amount = MoneyField(label=gettext_lazy("Amount"), required=False, max_value=Decimal("99999999.99"))
    use_required_attribute = False

    def __init__(self, *args, choices, zero: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if zero:
            self.fields["amount"] = MoneyField(label=_("Amount"), required=False, min_value=money.ZERO, max_value=Decimal("99999999.99"))
        self.fields["key"].choices = [("", "–"), *choices]

    def has_changed(self) -> bool:
        """An empty row is none; choosing a category alone says nothing yet."""
        return any(str(self.data.get(self.add_prefix(name), "")).strip() for name in ("label", "amount"))

    def clean(self):
        data = super().clean()
        for name, sentence in (("key", _("Please choose a category.")), ("amount", _("Please enter an amount."))):
            if name not in self.errors and data.get(name) in (None, ""):
                self.add_error(name, ValidationError(sentence, code="required"))
        return data


RowSet = forms.formset_factory(RowForm, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS, validate_max=True)
CHOICES = {
    "cost": BudgetLine.choices,
    "income": [(str(each), each.label) for each in CASH_SOURCES],
    "kind": [(str(each), each.label) for each in FundingSource if each in IN_KIND],
}
TITLES = {
    "cost": gettext_lazy("Costs"),
    "income": gettext_lazy("Financing"),
    "kind": gettext_lazy("In kind, beside the plan"),
}
SIDES = {"cost": Line.Side.COST, "income": Line.Side.INCOME, "kind": Line.Side.INCOME}


class TermsForm(forms.Form):
    mode = forms.ChoiceField(label=gettext_lazy("How does the partner finance?"), choices=Plan.Mode.choices, initial=Plan.Mode.GAP)
    cover = forms.ChoiceField(label=gettext_lazy("May a line be exceeded?"), choices=Plan.Cover.choices, initial=Plan.Cover.TOLERANCE)
    percent = NumberField(
        label=gettext_lazy("By how much, in percent"),
        max_value=Decimal(100),
        decimal_places=0,
        initial=TOLERANCE * 100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "data-suffix": "%"}),
    )
    use_required_attribute = False


class PlanRows:
    """The three groups of rows and the terms, as one thing with is_valid(), for a page of its own or within the form of a request.

    initial   {"cost": [row, ...], ..., "terms": {...}}: rows as dicts of key, label, amount (and id)
    more      group that wants some more empty rows
    zero      True: a line may come down to nothing
    """

    def __init__(self, data=None, *, initial: dict | None = None, more: str = "", prefix: str = "plan", zero: bool = False):
        self.initial = initial = initial or {}
        self.is_bound = data is not None
        self.terms_form = TermsForm(data, initial=initial.get("terms"), prefix=prefix)
        self.sets = {}
        self.problem = ""
        for name in GROUPS:
            rows = initial.get(name, [])
            self.sets[name] = RowSet(
                self._grown(data, prefix, name, more),
                initial=rows,
                prefix=f"{prefix}-{name}",
                form_kwargs={"choices": CHOICES[name], "zero": zero},
            )
            self.sets[name].extra = max(EMPTY_ROWS + EMPTY_ROWS * (more == name), 6 * (name == "cost") - len(rows))

    @staticmethod
    def _grown(data, prefix: str, name: str, more: str):
        """The data of a group, with some more rows where they are wanted."""
        if data is None:
            return None
        data = data.copy()
        total = f"{prefix}-{name}-TOTAL_FORMS"
        count = data.get(total, "")
        data[total] = str(min(int(count) if count.isdecimal() and len(count) < 4 else 0, MOST_ROWS))
        data[f"{prefix}-{name}-INITIAL_FORMS"] = "0"
        if more == name:
            data[total] = str(min(int(data[total]) + EMPTY_ROWS, MOST_ROWS))
        return data

    def groups(self) -> list[dict]:
        return [{"name": name, "title": TITLES[name], "rows": rows} for name, rows in self.sets.items()]

    @property
    def filled(self) -> bool:
        """Does any row say something?"""
        return any(row.has_changed() for rows in self.sets.values() for row in rows)

    def are_rows_valid(self) -> bool:
        each = [rows.is_valid() for rows in self.sets.values()]
        return self.terms_form.is_valid() and all(each)

    def is_valid(self) -> bool:
        """Rows that hold, and that balance; the sentence stands in `problem`."""
        if not self.are_rows_valid():
            self.problem = _("Please look at the marked rows of the plan.")
            return False
        balanced = rules.is_balanced(self.sums())
        self.problem = "" if balanced else balanced.reason
        return bool(balanced)

    def fits(self, contribution: Contribution) -> bool:
        """Does it ask the partner for what the request asks for? Asked after is_valid()."""
        return self.asks_for(rules.expected_of(contribution))

    def asks_for(self, amount: Decimal) -> bool:
        fits = rules.names(self.sums(), amount)
        self.problem = "" if fits else fits.reason
        return bool(fits)

    @property
    def shown_sums(self) -> Sums:
        """Of what stands in the rows, as the page opens."""
        return self.sums() if self.is_bound else sums(SimpleNamespace(**each) for each in self._opened())

    @property
    def shown_balance(self):
        return rules.is_balanced(self.shown_sums)

    @property
    def shown_rate(self) -> Decimal | None:
        return flat_rate(self.lines() if self.is_bound else [SimpleNamespace(**each) for each in self._opened()])

    def _opened(self) -> list[dict]:
        """The rows the page opens with, as far as they can be counted."""
        rows = [
            {"side": SIDES[name], "key": row.get("key"), "amount": _counted(row.get("amount")), "cash": name != "kind"}
            for name in GROUPS
            for row in self.initial.get(name, [])
        ]
        return [row for row in rows if row["amount"]]

    def lines(self) -> list[LineTerms]:
        """The rows that say something and hold, in their order."""
        return [
            LineTerms(SIDES[name], row.cleaned_data["key"], row.cleaned_data["amount"], row.cleaned_data["label"], row.cleaned_data["id"])
            for name, rows in self.sets.items()
            for row in rows
            if row.has_changed() and row.is_valid()
        ]

    def sums(self) -> Sums:
        return sums(self.lines())

    def terms(self) -> PlanTerms:
        data = self.terms_form.cleaned_data
        return PlanTerms(lines=self.lines(), mode=data["mode"], cover=data["cover"], tolerance=data["percent"] / 100)


def _counted(typed) -> Decimal | None:
    """An amount, or what was typed as one."""
    try:
        return RowForm.base_fields["amount"].clean(typed)
    except ValidationError:
        return None


def initial_of(plan: Plan | None, lines=()) -> dict:
    """A plan as PlanRows takes it."""
    if plan is None:
        return {}
    rows: dict = {name: [] for name in GROUPS}
    for line in lines:
        name = "cost" if line.side == Line.Side.COST else "income" if line.cash else "kind"
        rows[name].append({"id": line.pk, "key": line.key, "label": line.label, "amount": line.amount})
    terms = {"mode": plan.mode, "cover": plan.cover, "percent": plan.tolerance * 100}
    return rows | {"terms": terms}
