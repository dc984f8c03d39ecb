"""An addendum: why, and what it says to which passage."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from partnerships.addendum.actions import Said
from partnerships.addendum.models import MOST_TEXT
from partnerships.base.forms import TextField
from partnerships.base.meanwhile import EditionForm
from partnerships.meeting.forms import NO_NAMES

WHOLE = "whole"


class AddendumForm(forms.Form):
    """One text a passage; what stays empty is not part of the addendum."""

    reason = TextField(
        label=_("Why is it needed?"),
        lines=2,
        max_length=1000,
        help_text=_("For example: a number was noted wrongly. Both sides can read this."),
    )

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.passages = [(WHOLE, str(_("the minutes as a whole")), "", {})]
        self.passages += [(f"item_{each.pk}", f"{n}. {each}", each.result, {"item": each}) for n, each in enumerate(meeting.items.all(), 1)]
        decided = _("Decision %(number)s")
        self.passages += [
            (f"decision_{each.pk}", decided % {"number": each.number}, each.text, {"decision": each}) for each in meeting.decisions.all()
        ]
        for key, label, _read, _what in self.passages:
            self.fields[key] = TextField(label=label, lines=4, max_length=MOST_TEXT, required=False)
        self.fields[WHOLE].help_text = NO_NAMES

    def rows(self) -> list[dict]:
        """For the page: each passage with how it reads, those with a text unfolded."""
        rows = [{"field": self[key], "label": label, "read": read} for key, label, read, _what in self.passages]
        return [row | {"open": bool(row["field"].value() or row["field"].errors)} for row in rows]

    def clean(self) -> dict:
        if not self.errors and not any(self.cleaned_data.get(key) for key, *_rest in self.passages):
            raise ValidationError(_("Please say for at least one passage what is to be corrected or added."))
        return self.cleaned_data

    def content(self) -> dict:
        said = [Said(self.cleaned_data.get(key, ""), **what) for key, _label, _read, what in self.passages]
        return {"reason": self.cleaned_data["reason"], "said": [each for each in said if each.text]}


class RewordForm(EditionForm, AddendumForm):
    @staticmethod
    def initial_of(addendum) -> dict:
        texts = {
            f"item_{each.item_id}" if each.item_id else f"decision_{each.decision_id}" if each.decision_id else WHOLE: each.text
            for each in addendum.corrections.all()
        }
        return {"reason": addendum.reason, "edition": addendum.edition} | texts


class DeclineForm(EditionForm):
    reason = TextField(label=_("Reason"), lines=3, max_length=1000, help_text=_("Both sides can read this."))
