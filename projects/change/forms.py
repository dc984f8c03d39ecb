from django.utils.translation import gettext_lazy as _

from partnerships.base.forms import DateField, TextField
from partnerships.base.meanwhile import EditionForm


class ChangeForm(EditionForm):
    """Use and period as they are to be; the plan's rows stand beside it."""

    watched = ("purpose", "ends_on")

    reason = TextField(label=_("Why is a change needed?"), lines=3, max_length=2000)
    purpose = TextField(label=_("Intended use"), lines=4, max_length=4000, required=False)
    ends_on = DateField(label=_("To"), help_text=_("A longer period costs nothing more: the amount stays."))

    field_order = ["reason", "ends_on", "purpose"]

    def __init__(self, data=None, *, contribution, reason: str = ""):
        names = ("edition", "purpose", "ends_on")
        super().__init__(data, thing=contribution, initial={name: getattr(contribution, name) for name in names})
        self.fields["reason"].initial = reason
        if contribution.promise_id:
            del self.fields["purpose"], self.fields["ends_on"]
