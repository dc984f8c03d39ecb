from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.base.forms import TextField
from partnerships.base.meanwhile import EditionForm
from partnerships.deadline.models import FEWEST, MOST, WORKING_DAYS


class TermsForm(forms.Form):
    days = forms.IntegerField(
        label=_("How many working days have both sides to release minutes?"),
        min_value=FEWEST,
        max_value=MOST,
        initial=WORKING_DAYS,
        help_text=_("Without the public holidays of both federal states. Usual are ten."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    silence_counts = forms.BooleanField(
        label=_("After the deadline silence counts as a yes"),
        required=False,
        help_text=_(
            "Only for minutes that one side has released expressly, and only for a house that was written to before. The minutes say that"
            " it was silence. Either side can end this at any time."
        ),
    )
    source = TextField(
        label=_("Where is it agreed?"), max_length=200, required=False, help_text=_("For example: § 8 of the cooperation agreement.")
    )


class RewordForm(EditionForm, TermsForm):
    @staticmethod
    def initial_of(deadline) -> dict:
        return {name: getattr(deadline, name) for name in ("days", "silence_counts", "source", "edition")}


class DeclineForm(EditionForm):
    reason = TextField(label=_("Reason"), lines=3, max_length=400, help_text=_("Both sides can read this."))


class EndForm(forms.Form):
    reason = TextField(label=_("Reason"), lines=3, max_length=400, help_text=_("Both sides can read this."))
