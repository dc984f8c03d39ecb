from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.base.forms import TextField

INTERNAL = _("Only your own organisation reads this.")


class ApproveForm(forms.Form):
    comment = TextField(label=_("Comment for the own house"), lines=2, max_length=2000, required=False, help_text=INTERNAL)


class RefuseForm(forms.Form):
    prefix = "refuse"

    reason_shown = TextField(
        label=_("Reason that the partner reads"),
        lines=3,
        max_length=2000,
        help_text=_("In plain words: what is missing, or what would have to be different?"),
    )
    comment = TextField(label=_("Comment for the own house"), lines=2, max_length=2000, required=False, help_text=INTERNAL)


class WithdrawForm(forms.Form):
    prefix = "withdraw"

    reason = TextField(label=_("Why do you withdraw it?"), lines=2, max_length=2000, help_text=INTERNAL)


class NoteForm(forms.Form):
    prefix = "note"

    text = TextField(label=_("Comment for the own house"), lines=3, max_length=2000, help_text=INTERNAL)
