from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.base.forms import DateField, MoneyField, TextField
from partnerships.base.meanwhile import EditionForm
from projects.rate.models import FIRST_YEAR, KINDS, LAST_YEAR, Rate

NAMES = ("value", "source", "as_of")


class RateFields(forms.Form):
    value = MoneyField(label=_("Rate"), max_value=Decimal(1000))
    source = TextField(
        label=_("Source"),
        max_length=100,
        help_text=_("For example: local rent index, own full-cost calculation, guideline of a funding programme"),
    )
    as_of = DateField(label=_("As of"))


class RateForm(RateFields):
    """A new one."""

    kind = forms.ChoiceField(label=_("What"), choices=KINDS, widget=forms.RadioSelect)
    what = TextField(
        label=_("For what exactly"),
        max_length=50,
        required=False,
        help_text=_("For example: caretaker, counselling. Leave it empty if one rate counts for all."),
    )
    year = forms.IntegerField(
        label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )

    field_order = ["kind", "what", "year", *NAMES]


class RateEditForm(RateFields, EditionForm):
    """Value, source and day; kind and year stay."""

    def __init__(self, data=None, *, rate: Rate, **kwargs):
        super().__init__(data, thing=rate, initial={name: getattr(rate, name) for name in ("edition", *NAMES)}, **kwargs)
