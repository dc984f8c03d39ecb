from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.base.forms import TextField
from partnerships.base.meanwhile import EditionForm, SeenForm
from projects.contribution.asking import ChosenFields
from projects.contribution.models import Contribution
from projects.examination.models import Examination


class CheckForm(ChosenFields, EditionForm):
    """Is everything there? What is missing goes back as a question."""

    watched = ("title", "purpose", "kind", "asked", "quantity", "months", "rate", "starts_on", "ends_on")
    chooser = "answer"
    chosen_fields = {"missing": ("text",)}

    answer = forms.ChoiceField(
        label=_("Is everything there?"),
        choices=[("complete", _("Yes: it can be assessed")), ("missing", _("No: ask for what is missing"))],
        widget=forms.RadioSelect,
    )
    text = TextField(label=_("What is missing?"), lines=4, max_length=4000)

    def __init__(self, data=None, *, contribution: Contribution, **kwargs):
        super().__init__(data, thing=contribution, initial={"edition": contribution.edition}, **kwargs)


class AssessForm(SeenForm):
    """A proposal to whoever decides."""

    watched = ("proposal", "text")

    proposal = forms.ChoiceField(label=_("What do you propose?"), choices=Examination.Proposal.choices, widget=forms.RadioSelect)
    text = TextField(
        label=_("Why?"),
        lines=6,
        max_length=4000,
        help_text=_("Purpose, effect, costs, tax. Only your organisation reads this."),
    )

    def __init__(self, data=None, *, examination: Examination, **kwargs):
        words = {"proposal": examination.proposal, "text": examination.text, "seen": examination.fingerprint()}
        super().__init__(data, thing=examination, initial=words, **kwargs)
