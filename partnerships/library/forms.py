from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from partnerships.agreement.models import Agreement
from partnerships.agreement.sheet import Clauses, problems_of
from partnerships.agreement.template import every_shipped
from partnerships.agreement.wording import ClauseText
from partnerships.base.forms import TextField
from partnerships.base.meanwhile import EditionForm, PageForm


class HeadForm(EditionForm, PageForm):
    name = TextField(label=_("Name"), max_length=160)
    note = TextField(label=_("When to use it"), lines=2, max_length=1000, required=False)


class CopyForm(forms.Form):
    """Which shipped text to copy, for whom, under which name."""

    kind = forms.ChoiceField(label=_("Working text"), choices=Agreement.Kind)
    organisation = forms.ChoiceField(label=_("For which organisation"))
    name = TextField(label=_("Name"), max_length=160, help_text=_("For example: grant agreement of our foundation"))
    note = TextField(label=_("When to use it"), lines=2, max_length=1000, required=False)

    def __init__(self, *args, keepers, **kwargs):
        super().__init__(*args, **kwargs)
        self.keepers = {str(organisation.pk): organisation for organisation in keepers}
        self.fields["organisation"].choices = [(pk, str(organisation)) for pk, organisation in self.keepers.items()]
        if len(self.keepers) == 1:
            self.fields["organisation"].widget = forms.HiddenInput()
            self.fields["organisation"].initial = next(iter(self.keepers))

    def clean_organisation(self):
        return self.keepers[self.cleaned_data["organisation"]]


class TemplateSheet:
    """The page on which a template is edited: its name, and the clauses as in an agreement."""

    def __init__(self, template, data=None):
        self.template = template
        self.data = data
        self.clauses = Clauses(template.texts, data=data, known=every_shipped())
        bound = data is not None and not self.clauses.rearranges
        initial = (
            {name: data.get(name, "") for name in HeadForm.base_fields}
            if self.clauses.rearranges
            else {name: getattr(template, name) for name in ("name", "note", "edition")}
        )
        self.form = HeadForm(data if bound else None, initial=initial, rest=self.clauses)

    def is_valid(self) -> bool:
        """Every part is looked at, so that every error shows."""
        if not self.form.is_bound:
            return False
        return all([self.form.is_valid(), self.clauses.is_valid()])

    @property
    def has_errors(self) -> bool:
        return self.form.is_bound and not self.is_valid()

    @property
    def problems(self) -> list[tuple[str, str]]:
        found = [("", str(error)) for error in self.form.non_field_errors()]
        found += problems_of(self.form, _t("Name")) if self.form.is_bound else []
        return [*found, *self.clauses.problems()]

    def words(self) -> tuple[ClauseText, ...]:
        return self.clauses.words()
