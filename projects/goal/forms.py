"""The words of a goal, and the small forms around it: drop, keep, close."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.base.forms import DateField, NumberField, TextField
from partnerships.base.meanwhile import EditionForm
from partnerships.base.names import by_name
from partnerships.partnership.models import Side
from projects.goal.models import Goal
from projects.project.models import Project

MOST = Decimal("999999999.99")
WATCHED = tuple(name for name in Goal.WORDS if name != "project")  # beside the small forms
BENEFIT_FOR = {Side.SOCIAL: _("What does the social side gain?"), Side.HOUSING: _("What does the housing side gain?")}
BENEFIT_FOR_US = {Side.SOCIAL: _("What do we gain (social side)?"), Side.HOUSING: _("What do we gain (housing side)?")}


class GoalForm(forms.Form):
    """The words of a goal, with help towards a SMART one."""

    partnership = forms.CharField(widget=forms.HiddenInput, required=False)
    replaces = forms.CharField(widget=forms.HiddenInput, required=False)
    wording = TextField(
        label=_("The goal in one sentence"),
        lines=3,
        max_length=300,
        help_text=_(
            "What exactly is to be different, for whom, where? Not “strengthen the neighbourhood”, but “By 31.12.2027, 60 % of those asked "
            "in Lindenhof know at least three neighbours by name (2025: 41 %).”"
        ),
    )
    why = TextField(
        label=_("Why this goal? Are the means there?"),
        lines=4,
        max_length=4000,
        required=False,
        help_text=_("What is missing today, and which money, rooms and people make the goal realistic."),
    )
    target = NumberField(label=_("Target number"), min_value=-MOST, max_value=MOST, required=False)
    unit = TextField(
        label=_("What the number counts"), max_length=40, required=False, help_text=_("For example: %, visits per month, people")
    )
    baseline = NumberField(label=_("Starting value, the number today"), min_value=-MOST, max_value=MOST, required=False)
    due = DateField(label=_("By when?"), required=False)
    benefit_social = TextField(max_length=300, required=False)
    benefit_housing = TextField(max_length=300, required=False)
    project = forms.ModelChoiceField(label=_("Project"), queryset=None, required=False, empty_label=_("The whole partnership"))

    def __init__(self, *args, within, side, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("partnership", str(within.pk))
        self.fields["project"].queryset = Project.objects.visible_to(person).filter(partnership=within).open().order_by(*by_name("title"))
        for each in (Side.SOCIAL, Side.HOUSING):
            self.fields[f"benefit_{each}"].label = (BENEFIT_FOR_US if each == side else BENEFIT_FOR)[each]
        self.benefits = [self[f"benefit_{each}"] for each in (side, Side(side).other)]

    def values(self) -> dict:
        """What the action takes."""
        return {key: value for key, value in self.cleaned_data.items() if key in Goal.WORDS}


class RewordForm(EditionForm, GoalForm):
    pass


class DropForm(EditionForm):
    watched = WATCHED

    note = TextField(label=_("Why?"), lines=4, max_length=2000, help_text=_("Both sides read the reason."))


class KeepForm(DropForm):
    watched = ("closing_as", "closing_note", "result")


class CloseForm(EditionForm):
    watched = WATCHED

    closing_as = forms.ChoiceField(
        label=_("How did it go?"),
        widget=forms.RadioSelect,
        choices=[("reached", _("The goal is reached")), ("dropped", _("We give the goal up"))],
    )
    result = NumberField(label=_("Number reached"), min_value=-MOST, max_value=MOST, required=False)
    note = TextField(
        label=_("What came of it?"), lines=4, max_length=2000, required=False, help_text=_("Please give a reason if the goal is given up.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.thing.unit:
            self.fields["result"].widget.attrs["data-suffix"] = self.thing.unit

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("closing_as") == Goal.Closing.DROPPED and not cleaned.get("note", "").strip() and "note" not in self.errors:
            self.add_error("note", _("Please give a reason."))
        return cleaned
