"""What is to be different, and where."""

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.base.forms import TextField
from partnerships.base.meanwhile import EditionForm


class WishForm(EditionForm):
    passage = forms.ChoiceField(label=_("Passage"), required=False)
    wish = TextField(
        label=_("What should be different?"),
        lines=5,
        max_length=4000,
        help_text=_("Best propose the wording. Both sides can read this."),
    )

    def __init__(self, *args, items=(), decisions=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.passages = {f"item:{each.pk}": {"item": each} for each in items} | {
            f"decision:{each.pk}": {"decision": each} for each in decisions
        }
        numbered = [(f"item:{each.pk}", f"{place}. {each}") for place, each in enumerate(items, 1)]
        decided = [(f"decision:{each.pk}", _("Decision %(number)s") % {"number": each.number}) for each in decisions]
        self.fields["passage"].choices = [("", _("the minutes as a whole")), *numbered, *decided]

    def words(self) -> dict:
        words = super().words()
        return words | self.passages.get(words.pop("passage"), {})


class ViewForm(forms.Form):
    view = TextField(
        label=_("Our view"), lines=5, max_length=4000, help_text=_("It stands in the minutes word for word. Both sides can read this.")
    )
