"""The form of a request: the fields of the chosen kind count, and a rate that is left empty is the giver's for the year."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.base.forms import DateField, MoneyField, NumberField, TextField
from partnerships.base.meanwhile import EditionForm
from partnerships.base.valuation import VALUED, Kind, MoneyType
from partnerships.base.verdict import Refused
from projects.contribution.models import Contribution
from projects.contribution.terms import Terms, months_between
from projects.project.models import Project
from projects.rate.choose import choose
from projects.rate.models import Rate

# which fields of the form a kind fills in, by the name of the term
FIELDS = {
    Kind.MONEY: {"amount": "money_amount", "money_type": "money_type"},
    Kind.ROOMS: {"quantity": "area", "rate": "rent", "months": "room_months", "rate_source": "rent_source", "rate_date": "rent_date"},
    Kind.TIME: {"quantity": "hours", "rate": "hour_rate", "rate_source": "hour_source", "rate_date": "hour_date"},
    Kind.VOLUNTEER: {
        "quantity": "volunteer_hours",
        "rate": "volunteer_rate",
        "rate_source": "volunteer_source",
        "rate_date": "volunteer_date",
    },
    Kind.GOODS: {"amount": "goods_value"},
}
PICKS = {Kind.ROOMS: "rent_pick", Kind.TIME: "hour_pick", Kind.VOLUNTEER: "volunteer_pick"}  # one of the giver's rates, see projects/rate
OTHER_RATE = _("Only if the giver has entered none, or another one counts here. Then with its source.")
LEGENDS = {
    Kind.MONEY: _("Money: how much and of which kind"),
    Kind.ROOMS: _("Rooms: area, reference rent and months"),
    Kind.TIME: _("Staff time: hours and rate"),
    Kind.VOLUNTEER: _("Volunteer hours: hours and rate"),
    Kind.GOODS: _("Goods: market value"),
}


def pick_field() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        label=_("Rate"),
        queryset=Rate.objects.none(),
        required=False,
        empty_label=_("By itself: the giver's rate for the year in which it begins"),
    )


def unit_input(unit: str) -> forms.TextInput:
    return forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "data-suffix": unit})


class ChosenFields:
    """A form in which one choice decides which other fields count: those of the other choices are neither needed nor checked."""

    chooser = ""
    chosen_fields: dict[str, tuple[str, ...]] = {}
    use_required_attribute = False

    def _clean_fields(self):
        chosen, everything = str(self.data.get(self.add_prefix(self.chooser), "")), self.fields
        passed_over = {name for choice, names in self.chosen_fields.items() if choice != chosen for name in names}
        self.fields = {name: field for name, field in everything.items() if name not in passed_over}
        super()._clean_fields()
        self.fields = everything


class AskForm(ChosenFields, forms.Form):
    """What is asked for. The fields of the chosen kind count, the others are passed over. A rate that is left empty is the giver's."""

    chooser = "kind"
    chosen_fields = {str(kind): (*fields.values(), *filter(None, [PICKS.get(kind)])) for kind, fields in FIELDS.items()}

    partnership = forms.UUIDField(widget=forms.HiddenInput)
    giver = forms.ChoiceField(label=_("Whom do you ask?"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("What do you need?"), choices=Kind.choices, widget=forms.RadioSelect)
    money_amount = MoneyField(label=_("Amount"))
    money_type = forms.ChoiceField(label=_("Kind of money"), choices=[("", "–"), *MoneyType.choices])
    area = NumberField(label=_("Area"), max_value=Decimal(100_000), widget=unit_input("m²"))
    rent_pick = pick_field()
    rent = MoneyField(
        label=_("Another reference rent for one m² and month"),
        required=False,
        max_value=Decimal(1000),
        help_text=OTHER_RATE,
        widget=unit_input("€/m²"),
    )
    room_months = NumberField(
        label=_("Months"),
        required=False,
        max_value=Decimal(360),
        help_text=_("If you leave this empty, the months of the period count."),
    )
    rent_source = TextField(
        label=_("Where the reference rent comes from"),
        max_length=160,
        required=False,
        help_text=_("For example: local rent index, the company's own office rent, an expert opinion"),
    )
    rent_date = DateField(label=_("Reference rent as of"), required=False)
    hours = NumberField(label=_("Hours in the whole period"), max_value=Decimal(1_000_000), widget=unit_input("h"))
    hour_pick = pick_field()
    hour_rate = MoneyField(
        label=_("Another full-cost rate for one hour"),
        required=False,
        max_value=Decimal(1000),
        widget=unit_input("€/h"),
        help_text=_("Salary with employer's share and overhead, divided by the hours worked in a year. Only if the giver has no rate."),
    )
    hour_source = TextField(label=_("Where the rate comes from"), max_length=160, required=False)
    hour_date = DateField(label=_("Rate as of"), required=False)
    volunteer_hours = NumberField(label=_("Volunteer hours in the whole period"), max_value=Decimal(1_000_000), widget=unit_input("h"))
    volunteer_pick = pick_field()
    volunteer_rate = MoneyField(
        label=_("Another value of one volunteer hour"),
        required=False,
        max_value=Decimal(1000),
        help_text=OTHER_RATE,
        widget=unit_input("€/h"),
    )
    volunteer_source = TextField(label=_("Where the value comes from"), max_length=160, required=False)
    volunteer_date = DateField(label=_("Value as of"), required=False)
    goods_value = MoneyField(label=_("Market value"), help_text=_("What one would pay for it today, in its present condition"))
    title = TextField(label=_("What for, in a few words"), max_length=160)
    purpose = TextField(
        label=_("Intended use"),
        lines=5,
        max_length=4000,
        required=False,
        help_text=_("What do you want to do with it, and whom will it help? Please do not name something in return."),
    )
    starts_on = DateField(label=_("From"))
    ends_on = DateField(label=_("To"))
    project = forms.ModelChoiceField(label=_("Project"), queryset=Project.objects.none(), required=False, empty_label=_("No project"))

    def __init__(self, data=None, *, person, partnership, receiver_id, **kwargs):
        super().__init__(data, **kwargs)
        self.partnership = partnership
        parties = [party for party in partnership.binding_parties() if party.organisation_id != receiver_id]
        mine = next((party.side for party in partnership.binding_parties() if party.organisation_id == receiver_id), None)
        parties.sort(key=lambda party: (party.side == mine, party.organisation.name))
        self._givers = {str(party.organisation_id): party.organisation for party in parties}
        self.fields["giver"].choices = [
            (str(party.organisation_id), f"{party.organisation.name} ({party.get_side_display()})") for party in parties
        ]
        self.fields["partnership"].initial = partnership.pk
        if len(parties) == 1:
            self.fields["giver"].initial = str(parties[0].organisation_id)
        rates = Rate.objects.visible_to(person).filter(organisation__in=self._asked())
        self.rates = list(rates.for_list())
        for kind, name in PICKS.items():
            field, choices = self.fields[name], [(str(rate.pk), self._label(rate)) for rate in self.rates if rate.kind == kind]
            field.queryset = rates
            field.choices = [("", field.empty_label), *choices]
            if not choices:
                del self.fields[name]
        self.fields["project"].queryset = Project.objects.visible_to(person).filter(partnership=partnership).order_by("title")

    def _asked(self) -> list:
        """The ids of those who may be asked."""
        return list(self._givers)

    def _label(self, rate: Rate) -> str:
        return f"{rate.organisation}, {rate} ({rate.source})" if len(self._asked()) > 1 else f"{rate} ({rate.source})"

    def groups(self) -> list[dict]:
        """The fields of each kind, for the template; the rates to pick from stand before the one that is typed in."""
        found = []
        for kind, names in FIELDS.items():
            pick = PICKS.get(kind)
            order = [each for name in names.values() for each in ([pick, name] if name == names.get("rate") else [name])]
            shown = [self[name] for name in order if name in self.fields]
            found.append({"kind": str(kind), "legend": LEGENDS[kind], "fields": shown, "counted": kind in VALUED})
        return found

    def clean_giver(self):
        return self._givers[self.cleaned_data["giver"]]

    def clean(self):
        data = super().clean()
        kind, start, end = data.get("kind"), data.get("starts_on"), data.get("ends_on")
        if kind == Kind.ROOMS and data.get("room_months") is None and start and end and start <= end:
            data["room_months"] = months_between(start, end)
        if not self._errors and kind in VALUED:
            self._take_rate(Kind(kind), start.year)
        if not self._errors:
            for name, sentence in self.terms().problems().items():
                shown = FIELDS[Kind(kind)].get(name, name)
                self.add_error(shown if shown in self.fields else None, sentence)
        return data

    def _take_rate(self, kind: Kind, year: int) -> None:
        """The one that is picked; where none is typed in either, the giver's of the year. What stands there already gives way to a pick."""
        data, names = self.cleaned_data, FIELDS[kind]
        typed, picked = data.get(names["rate"]), data.get(PICKS[kind])
        if picked and typed not in (None, self.initial.get(names["rate"])):
            self.add_error(PICKS[kind], _("Please either pick a rate or type another one in."))
        if (typed is not None and not picked) or self._errors:
            return
        try:
            found = choose(self.rates, giver=self._giver, kind=kind, year=year, picked=picked)
        except Refused as refused:
            self.add_error(PICKS[kind] if PICKS[kind] in self.fields else names["rate"], refused.reason)
            return
        data[names["rate"]], data[names["rate_source"]], data[names["rate_date"]] = found.rate, found.source, found.as_of

    @property
    def _giver(self):
        return self.cleaned_data["giver"]

    def terms(self) -> Terms:
        """What was typed, as the action takes it."""
        data = self.cleaned_data
        kind = Kind(data["kind"])
        plain = {name: data.get(name) for name in ("title", "purpose", "starts_on", "ends_on", "project")}
        return Terms(kind=kind, **plain | {name: data.get(field) for name, field in FIELDS[kind].items()})


class EditForm(EditionForm, AskForm):
    """The same for an open request; whom one asks stays."""

    def __init__(self, data=None, *, contribution: Contribution, **kwargs):
        self.contribution = contribution
        kwargs.setdefault("initial", initial_of(contribution))
        super().__init__(data, partnership=contribution.partnership, receiver_id=contribution.receiver_id, **kwargs)
        del self.fields["giver"]

    def _asked(self) -> list:
        return [self.contribution.giver_id]

    @property
    def _giver(self):
        return self.contribution.giver


def initial_of(contribution: Contribution) -> dict:
    kind = Kind(contribution.kind)
    names = {"amount": "asked"}
    plain = {name: getattr(contribution, name) for name in ("kind", "title", "purpose", "starts_on", "ends_on", "project", "edition")}
    return plain | {field: getattr(contribution, names.get(name, name)) for name, field in FIELDS[kind].items()}
