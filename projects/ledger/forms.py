"""What is to be set right of what is confirmed."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.base.forms import DateField, MoneyField, NumberField, TextField
from projects.contribution.forms import ChosenFields
from projects.contribution.models import Contribution, Delivery
from projects.ledger.models import Rebooking

FORMATS = [
    ("xlsx", _("Excel (XLSX) – to calculate on")),
    ("csv", _("CSV – for other programs; several parts come as a ZIP file")),
    ("pdf", _("PDF – to read, print and send")),
    ("json", _("360Giving (JSON) – granted money, to publish")),
]
REASON = _("The other side reads this.")


class AmendForm(ChosenFields, forms.Form):
    """It was different, or it did not come at all."""

    chooser = "sort"
    chosen_fields = {Rebooking.Sort.AMEND: ("on", "quantity", "amount"), Rebooking.Sort.CANCEL: ()}

    sort = forms.ChoiceField(
        label=_("What is to be done?"),
        choices=[choice for choice in Rebooking.Sort.choices if choice[0] != Rebooking.Sort.RETURN],
        widget=forms.RadioSelect,
    )
    on = DateField(label=_("When did it come?"))
    quantity = NumberField(label=_("How many?"), min_value=Decimal("0.01"), max_value=Decimal(1_000_000))
    amount = MoneyField(label=_("Amount or value"))
    reason = TextField(label=_("Why"), max_length=300, help_text=REASON)

    def __init__(self, data=None, *, delivery: Delivery, **kwargs):
        now = {"sort": Rebooking.Sort.AMEND} | {name: getattr(delivery, name) for name in ("on", "quantity", "amount")}
        super().__init__(data, initial=now, **kwargs)
        contribution = delivery.contribution
        if contribution.valued:
            del self.fields["amount"]
            self.fields["quantity"].label = contribution.delivery_unit[:1].upper() + contribution.delivery_unit[1:]
        else:
            del self.fields["quantity"]

    @property
    def numbers(self) -> dict:
        """As the action takes them."""
        return {name: self.cleaned_data[name] for name in ("on", "quantity", "amount") if name in self.cleaned_data}


class GiveBackForm(forms.Form):
    on = DateField(label=_("When was it given back?"))
    amount = MoneyField(label=_("Amount or value"))
    reason = TextField(label=_("Why"), max_length=300, help_text=REASON)

    def __init__(self, data=None, *, contribution: Contribution, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["amount"].initial = contribution.confirmed


class ExportForm(forms.Form):
    format = forms.ChoiceField(label=_("Format"), choices=FORMATS, widget=forms.RadioSelect, initial="xlsx")
