from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.base.forms import DateField, TextField
from partnerships.base.meanwhile import EditionForm


class AmendForm(forms.Form):
    starts_on = DateField(
        label=_("The amendment is valid from"),
        required=False,
        help_text=_("Left empty: from the day on which all have signed. You can still change it in the draft."),
    )


class CatchUpForm(EditionForm):
    watched = ("state", "title")

    comment = TextField(
        label=_("A word to the other side"),
        lines=3,
        max_length=4000,
        required=False,
        help_text=_("Left empty, the portal says which text was taken over."),
    )
