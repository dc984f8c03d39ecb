from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.base.forms import TextField
from partnerships.meeting.things import choices_of, key_of


class LiftForm(forms.Form):
    note = TextField(
        label=_("How did it come?"), lines=2, max_length=400, help_text=_("For example: the supervisory board agreed on 19.11.")
    )


class EffectForm(forms.Form):
    about = forms.ChoiceField(label=_("What has it changed?"))

    def __init__(self, *args, things, **kwargs):
        super().__init__(*args, **kwargs)
        self.things = {key_of(each): each for each in things}
        self.fields["about"].choices = choices_of(things)
