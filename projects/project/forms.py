"""What a project is, and the words on a step of its life."""

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.base.forms import DateField, TextField
from partnerships.base.meanwhile import EditionForm
from partnerships.base.names import by_name
from partnerships.partnership.models import Field
from projects.project.models import people_of


class ProjectForm(forms.Form):
    """What a project is. The choices are those of one partnership and one side; the effect is the action's."""

    partnership = forms.CharField(widget=forms.HiddenInput, required=False)
    title = TextField(label=_("Title"), max_length=160)
    field_of_action = forms.ChoiceField(label=_("Field of action"), choices=[("", "–"), *Field.choices])
    description = TextField(
        label=_("What is it about?"),
        lines=5,
        max_length=8000,
        required=False,
        help_text=_("For whom, what happens, who does what. Please write no names of residents."),
    )
    quarters = forms.ModelMultipleChoiceField(
        label=_("Quarters"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple, help_text=_("Where it takes place.")
    )
    starts_on = DateField(label=_("From"), required=False)
    ends_on = DateField(label=_("To"), required=False, help_text=_("Leave it open when no end is agreed."))
    responsible = forms.ModelChoiceField(
        label=_("Responsible on our side"),
        queryset=None,
        required=False,
        empty_label=_("Not named yet"),
        help_text=_("Each side names its own person. The other side does the same for itself."),
    )

    def __init__(self, *args, within, side, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("partnership", str(within.pk))
        self.fields["quarters"].queryset = within.quarters.order_by(*by_name())
        self.fields["responsible"].queryset = people_of(within, side)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("starts_on") and cleaned.get("ends_on") and cleaned["ends_on"] < cleaned["starts_on"]:
            self.add_error("ends_on", _("The end must not be before the start."))
        return cleaned

    def values(self) -> dict:
        """What the action takes."""
        return {key: value for key, value in self.cleaned_data.items() if key not in ("partnership", "edition", "shown")}


class EditProjectForm(EditionForm, ProjectForm):
    pass


class NoteForm(forms.Form):
    """A few words on a step."""

    note = TextField(label=_("What was achieved?"), lines=4, max_length=2000, required=False)


class ReasonForm(forms.Form):
    note = TextField(label=_("Why?"), lines=4, max_length=2000, help_text=_("Both sides read the reason."))
