from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.forms import DateField, TextField
from partnerships.base.templatetags.portal import euro

MOST = 100  # calls that one page shows


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
        field = self.fields["calls"]
        field.queryset = calls
        shown = list(calls[: MOST + 1])
        if len(shown) > MOST:
            field.help_text = _("These are the oldest %(count)d. The others follow once a file is written with these.") % {"count": MOST}
        shown = shown[:MOST]
        field.choices = [(call.pk, field.label_from_instance(call)) for call in shown]
        self.fields["day"].initial = clock.today()
        if not self.is_bound:
            field.initial = [call.pk for call in shown if not call.in_a_file]
