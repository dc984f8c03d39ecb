from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.base.forms import TextField
from partnerships.base.meanwhile import EditionForm


class WordForm(forms.Form):
    word = TextField(label=_("Word"), max_length=80)
    forms = TextField(
        label=_("Other forms of the word"),
        max_length=200,
        required=False,
        help_text=_("Separated by commas, for example: Treffs, Treff. They are marked in the minutes as well."),
    )
    view = TextField(
        label=_("How your side understands it"),
        lines=2,
        max_length=1000,
        required=False,
        help_text=_("Each side words its own view. Both can read it."),
    )
    common = TextField(label=_("What both mean by it"), lines=3, max_length=1000, help_text=_("In short, simple sentences."))


class RewordForm(EditionForm, WordForm):
    @staticmethod
    def initial_of(term, side: str) -> dict:
        return {name: getattr(term, name) for name in ("word", "forms", "common", "edition")} | {"view": term.view_of(side)}


class DeclineForm(EditionForm):
    reason = TextField(label=_("Reason"), lines=3, max_length=400, help_text=_("Both sides can read this."))
