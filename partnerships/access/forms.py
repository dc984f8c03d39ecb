from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.base.forms import TextField
from partnerships.person.models import Person


class ProfileForm(forms.Form):
    name = TextField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    language = forms.ChoiceField(
        label=_("Language"), choices=Person.Language.choices, required=False, help_text=_("E-mails from the portal are written in it, too.")
    )
