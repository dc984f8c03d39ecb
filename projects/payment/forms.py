from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.forms import DateField, TextField
from partnerships.base.templatetags.portal import euro


class CallChoices(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, call) -> str:
        return f"{call.receiver}: {call}, {euro(call.amount)} ({call.reference})"


class FileForm(forms.Form):
    """Which of the released calls go into the file."""

    calls = CallChoices(label=_("Payments"), queryset=None)
    day = DateField(label=_("To be carried out on"))
    reason = TextField(
        label=_("Reason"),
        max_length=300,
        required=False,
        help_text=_("Only where a payment stood in a file before, or where there is a file for this day already."),
    )

    def __init__(self, *args, calls, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["calls"].queryset = calls
        self.fields["day"].initial = clock.today()
        if not self.is_bound:
            self.fields["calls"].initial = [call.pk for call in calls if not call.in_a_file]
