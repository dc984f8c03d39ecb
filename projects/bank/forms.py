from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from partnerships.base.forms import TextField
from projects.bank.iban import read_bic, read_iban


class AccountForm(forms.Form):
    """New details; nothing of the old ones is shown in it."""

    holder = TextField(label=_("Account holder"), max_length=70, help_text=_("As the bank knows it: it compares the name with the number."))
    iban = TextField(label=_("IBAN"), max_length=60)
    bic = TextField(label=_("BIC"), max_length=20, required=False, help_text=_("Not needed for accounts in the European Union."))

    def clean_iban(self):
        return _read(read_iban, self.cleaned_data["iban"])

    def clean_bic(self):
        return _read(read_bic, self.cleaned_data["bic"])


def _read(reader, text: str) -> str:
    try:
        return reader(text)
    except ValueError as error:
        raise ValidationError(str(error)) from error
