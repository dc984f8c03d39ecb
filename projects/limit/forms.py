from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.base.meanwhile import EditionForm
from projects.limit.models import LEAST, MOST, STEPS, Limits


def days(label) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=LEAST, max_value=MOST, widget=forms.NumberInput(attrs={"data-suffix": _("days")}))


class LimitsForm(EditionForm):
    """The days of each step."""

    formal = days(_("Check whether everything is there"))
    assess = days(_("Assess a request"))
    decide = days(_("Decide on a request"))
    answer = days(_("Answer a question about a request of ours"))
    accept = days(_("Accept a part or conditions"))

    def __init__(self, data=None, *, limits: Limits):
        super().__init__(data, initial={name: getattr(limits, name) for name in ("edition", *STEPS)})
