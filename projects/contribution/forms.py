"""The decision on a request, what came and its confirmation. The fields of the chosen answer count; the request itself: asking.py."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.forms import DateField, MoneyField, NumberField, TextField
from partnerships.base.meanwhile import EditionForm
from partnerships.base.valuation import Kind
from partnerships.base.verdict import Refused
from projects.basis.fields import Basis
from projects.contribution import deliveries, doubts, rules
from projects.contribution.asking import ChosenFields
from projects.contribution.models import Contribution, Delivery


class KeyedRadios(forms.RadioSelect):
    """Each choice has a key: 1, 2, 3 …, with the browser's own modifier."""

    def create_option(self, name, value, label, selected, index, subindex=None, attrs=None):
        option = super().create_option(name, value, label, selected, index, subindex, attrs)
        option["attrs"]["accesskey"] = str(index + 1)
        return option


CONDITIONS_HELP = _("What has to be done or brought, each in a sentence. The grant then binds when the other side has accepted it.")


def basis_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("What is the room valued by?"),
        choices=Basis.choices,
        initial=Basis.WHOLE,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("One or the other, never both. Calculated, no donation receipt."),
    )


def open_hours_field() -> NumberField:
    return NumberField(
        label=_("Hours a month for which the room is open"),
        required=False,
        min_value=Decimal(1),
        max_value=Decimal(744),
        help_text=_("Only for the hours that were really booked: they count as their share of these."),
    )


class RoomsForm(ChosenFields):
    """A decision that also chooses what granted rooms are valued by."""

    def room_field(self, name: str) -> str:
        """Its field of this name: the basis, or the hours for which a room is open."""
        return name

    def clean(self):
        data = super().clean()
        if self._by_bookings and data.get(self.room_field("open_hours")) is None:
            self.add_error(self.room_field("open_hours"), _("Please say for how many hours a month the room is open."))
        return data

    @property
    def _by_bookings(self) -> bool:
        return self.cleaned_data.get(self.room_field("basis")) == Basis.BOOKINGS

    @property
    def hours_of_rooms(self) -> Decimal | None:
        """Where they are to be valued by their bookings."""
        return self.cleaned_data[self.room_field("open_hours")] if self._by_bookings else None


class DecideForm(RoomsForm, EditionForm):
    """Four answers; the fields of the chosen one count."""

    watched = ("title", "purpose", "kind", "asked", "quantity", "months", "rate", "starts_on", "ends_on")

    ANSWERS = (
        ("grant", _("Grant all of it")),
        ("part", _("Grant a part")),
        ("question", _("Return with a question")),
        ("decline", _("Decline")),
    )
    answer = forms.ChoiceField(label=_("Your decision"), choices=ANSWERS, widget=KeyedRadios)
    grant_pot = forms.ChoiceField(label=_("From which pot?"), widget=forms.RadioSelect)
    part_amount = MoneyField(label=_("Amount you grant"))
    part_quantity = NumberField(label=_("Quantity you grant"), min_value=Decimal("0.01"))
    part_months = NumberField(label=_("Months you grant"), required=False, min_value=Decimal("0.01"))
    part_text = TextField(label=_("Why a part"), lines=2, max_length=2000, required=False)
    question_text = TextField(label=_("Your question"), lines=3, max_length=4000)
    reason = forms.ChoiceField(label=_("Reason"), choices=[("", "–"), *Contribution.Reason.choices])
    reason_text = TextField(
        label=_("Reason in your own words"),
        lines=3,
        max_length=2000,
        help_text=_("The other side reads this. An offer to talk helps."),
    )
    next_date = DateField(label=_("Earliest day to ask again"))
    talk = forms.BooleanField(label=_("We offer to talk about it"), required=False, initial=True)
    grant_conditions = TextField(label=_("Conditions, one per line"), lines=3, max_length=4000, required=False, help_text=CONDITIONS_HELP)
    part_conditions = TextField(label=_("Conditions, one per line"), lines=3, max_length=4000, required=False, help_text=CONDITIONS_HELP)
    grant_basis = basis_field()
    grant_open_hours = open_hours_field()
    part_basis = basis_field()
    part_open_hours = open_hours_field()
    part_pot = forms.ChoiceField(label=_("From which pot?"), widget=forms.RadioSelect)

    chooser = "answer"
    chosen_fields = {
        "grant": ("grant_pot", "grant_basis", "grant_open_hours", "grant_conditions"),
        "part": (
            "part_amount",
            "part_quantity",
            "part_months",
            "part_basis",
            "part_open_hours",
            "part_text",
            "part_pot",
            "part_conditions",
        ),
        "question": ("question_text",),
        "decline": ("reason", "reason_text", "next_date", "talk"),
    }

    def __init__(self, data=None, *, contribution: Contribution, pots=(), **kwargs):
        super().__init__(data, thing=contribution, initial={"edition": contribution.edition}, **kwargs)
        choices = [(str(choice.pot.pk), choice.label) for choice in pots]
        for name in ("grant_pot", "part_pot"):
            self.fields[name].choices = choices
            self.fields[name].initial = str(pots[0].pot.pk) if len(pots) == 1 else None
            if not pots:
                del self.fields[name]
        if contribution.kind != Kind.ROOMS:
            for name in ("grant_basis", "grant_open_hours", "part_basis", "part_open_hours"):
                del self.fields[name]
        if contribution.valued:
            del self.fields["part_amount"]
            self.fields["part_quantity"].widget.attrs["data-suffix"] = contribution.unit
            self.fields["part_quantity"].initial = contribution.quantity
            self.fields["part_months"].initial = contribution.months
            if contribution.months is None:
                del self.fields["part_months"]
        else:
            del self.fields["part_quantity"], self.fields["part_months"]

    def room_field(self, name: str) -> str:
        return f"{self.cleaned_data.get('answer')}_{name}"

    def groups(self) -> list[dict]:
        return [
            {"answer": answer, "legend": dict(self.ANSWERS)[answer], "fields": [self[name] for name in names if name in self.fields]}
            for answer, names in self.chosen_fields.items()
            if any(name in self.fields for name in names)
        ]


class TogetherForm(RoomsForm, forms.Form):
    """One answer for several requests; where there are rooms among them, also what they are valued by."""

    answer = forms.ChoiceField(
        label=_("Your decision"), choices=[("grant", _("Grant all of it")), ("decline", _("Decline"))], widget=forms.RadioSelect
    )
    reason = forms.ChoiceField(label=_("Reason"), choices=[("", "–"), *Contribution.Reason.choices])
    reason_text = TextField(
        label=_("Reason in your own words"), lines=3, max_length=2000, help_text=_("Every asking organisation reads this.")
    )
    next_date = DateField(label=_("Earliest day to ask again"))
    talk = forms.BooleanField(label=_("We offer to talk about it"), required=False, initial=True)

    basis = basis_field()
    open_hours = open_hours_field()

    chooser = "answer"
    chosen_fields = {"grant": ("basis", "open_hours"), "decline": ("reason", "reason_text", "next_date", "talk")}

    def __init__(self, data=None, *, rooms: bool, **kwargs):
        super().__init__(data, **kwargs)
        if not rooms:
            del self.fields["basis"], self.fields["open_hours"]

    def words(self) -> dict:
        data = self.cleaned_data
        return {"reason": data["reason"], "text": data["reason_text"], "next_date": data["next_date"], "talk": data["talk"]}

    def clean_next_date(self):
        day = self.cleaned_data["next_date"]
        if day <= clock.today():
            raise ValidationError(gettext("The earliest new date must be a day to come."))
        return day

    def groups(self) -> list[dict]:
        fields = {answer: [self[name] for name in names if name in self.fields] for answer, names in self.chosen_fields.items()}
        return [{"answer": answer, "fields": shown} for answer, shown in fields.items() if shown]


class AnswerForm(EditionForm):
    text = TextField(label=_("Your answer"), lines=4, max_length=4000)


class MessageForm(forms.Form):
    text = TextField(label=_("Your message"), lines=3, max_length=4000)


class MeantField(forms.MultipleChoiceField):
    """Ticks for what is unusual; which there are turns out when the form was sent."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(label=_("Please confirm"), **kwargs)

    def validate(self, value) -> None:
        """Whether all are ticked is said of each; a tick for what is not asked any more does no harm."""


class MeantMixin(forms.Form):
    """A form that asks before it takes what is unusual, see doubts.py; it has the ticks only where there is something to ask."""

    meant = MeantField()

    def clean(self):
        data = super().clean()
        found = [] if self.errors else self.doubts()
        self.ask(found)
        ticked = data["meant"]
        for doubt in found:
            if doubt.key not in ticked:
                self.add_error("meant", doubt.sentence)
        return data

    def ask(self, found: list[doubts.Doubt]) -> None:
        """A tick for each; no doubt, no ticks."""
        self.fields["meant"].choices = [(doubt.key, doubt.tick) for doubt in found]
        if not found:
            del self.fields["meant"]

    def doubts(self) -> list[doubts.Doubt]:
        raise NotImplementedError


class DeliveryForm(MeantMixin):
    """What came: counted in months or hours where the value is calculated, else as an amount."""

    on = DateField(label=_("When did it come?"))
    quantity = NumberField(label=_("How many?"), min_value=Decimal("0.01"), max_value=Decimal(1_000_000))
    amount = MoneyField(label=_("Amount or value"))
    note = TextField(label=_("Note"), max_length=300, required=False)

    field_order = ["on", "quantity", "amount", "note", "meant"]
    delivery: Delivery | None = None

    def __init__(self, data=None, *, contribution: Contribution, **kwargs):
        super().__init__(data, **kwargs)
        self.contribution = contribution
        if not self.is_bound:
            self.ask([])
        if contribution.valued:
            del self.fields["amount"]
            self.fields["quantity"].label = contribution.delivery_unit[:1].upper() + contribution.delivery_unit[1:]
        else:
            del self.fields["quantity"]

    def doubts(self) -> list[doubts.Doubt]:
        data = self.cleaned_data
        if not (plausible := rules.is_plausible_day(self.contribution, data["on"])):
            self.add_error("on", plausible.reason)
            return []
        try:
            worth = deliveries.worth_of(self.contribution, quantity=data.get("quantity"), amount=data.get("amount"))
        except Refused as refused:
            self.add_error(None, refused.reason)
            return []
        return doubts.on_noting(self.contribution, on=data["on"], amount=worth, quantity=data.get("quantity"), instead_of=self.delivery)

    @property
    def numbers(self) -> dict:
        """As the actions take them."""
        return {name: self.cleaned_data.get(name) for name in ("on", "quantity", "amount", "note", "meant")}


class CorrectForm(EditionForm, DeliveryForm):
    """The same for a delivery that was noted already."""

    def __init__(self, data=None, *, delivery: Delivery, **kwargs):
        names = ("edition", "on", "quantity", "amount", "note")
        self.delivery = delivery
        super().__init__(data, contribution=delivery.contribution, initial={name: getattr(delivery, name) for name in names}, **kwargs)


class ConfirmForm(EditionForm, MeantMixin):
    """The receiver's yes to what came."""

    watched = ("on", "quantity", "amount", "note")

    def __init__(self, data=None, *, delivery: Delivery, **kwargs):
        super().__init__(data, thing=delivery, initial={"edition": delivery.edition}, **kwargs)
        if not self.is_bound:
            self.ask(self.doubts())

    def doubts(self):
        return doubts.on_confirming(self.thing)
