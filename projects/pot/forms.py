from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from neighbourhoods.quarter.models import Quarter
from partnerships.base.forms import MoneyField, TextField
from partnerships.base.meanwhile import EditionForm
from partnerships.base.names import by_name
from projects.pot.models import FIRST_YEAR, LAST_YEAR


class PotFields(forms.Form):
    """A budget of one year."""

    year = forms.IntegerField(
        label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    name = TextField(label=_("Purpose"), max_length=120, help_text=_("For example: neighbourhood work, summer parties, rooms."))
    quarter = forms.ModelChoiceField(label=_("Only for this quarter"), queryset=None, required=False, empty_label=_("For all quarters"))
    amount = MoneyField(label=_("Budget of the year"))
    may_overbook = forms.BooleanField(
        label=_("May be overbooked when two people confirm it"),
        required=False,
        help_text=_("Otherwise nothing can be granted beyond the budget."),
    )
    note = TextField(label=_("Note for your own organisation"), lines=3, max_length=2000, required=False)

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["quarter"].queryset = Quarter.objects.visible_to(person).order_by(*by_name())


class PotForm(PotFields):
    """A new one."""


class PotEditForm(PotFields, EditionForm):
    """The same, as it was read."""

    def __init__(self, *args, pot, **kwargs):
        names = ("year", "name", "quarter", "amount", "may_overbook", "note", "edition")
        super().__init__(*args, thing=pot, initial={name: getattr(pot, name) for name in names}, **kwargs)


class FreeForm(forms.Form):
    reason = TextField(label=_("Why is the rest no longer needed?"), lines=3, max_length=2000)


class OverbookForm(forms.Form):
    amount = MoneyField(label=_("By how much"), max_value=Decimal("9999999.99"))
    reason = TextField(label=_("Why?"), lines=3, max_length=2000, help_text=_("The second person decides by this."))
