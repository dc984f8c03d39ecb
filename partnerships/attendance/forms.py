from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.attendance.models import Invite


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Will you come?"),
        choices=[
            (Invite.Answer.YES, _("Yes, I will come")),
            (Invite.Answer.MAYBE, _("Perhaps")),
            (Invite.Answer.NO, _("No, I cannot come")),
        ],
        widget=forms.RadioSelect,
    )
