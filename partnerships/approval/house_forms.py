"""The forms about a house's rules, bodies, dates and absences."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from partnerships.approval.keeping import MOST_STEPS, RulePlan, StepPlan
from partnerships.approval.models import KINDS, Body, Subject
from partnerships.approval.seats import Team
from partnerships.base.forms import DateField, MoneyField, TextField
from partnerships.base.meanwhile import EditionForm, SeenForm
from partnerships.organisation.models import Role

WHO = [(role.value, role.label) for role in Role if role != Role.READER]
COUNTS = [(str(number), str(number)) for number in range(1, 7)] + [("all", _("all of them, or one of each role"))]


class MonthsField(forms.IntegerField):
    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "data-suffix": _("months")})
        super().__init__(min_value=1, max_value=1200, widget=widget, **kwargs)


class RuleForm(forms.Form):
    """The limits of a rule; its steps are a form set of their own."""

    subject = forms.ChoiceField(label=_("What for"), choices=Subject.choices)
    kind = forms.ChoiceField(
        label=_("Only this kind"),
        choices=[("", _("All kinds")), *KINDS],
        required=False,
        help_text=_("Rules for one kind go before the general ones."),
    )
    amount_to = MoneyField(label=_("Up to this amount a year"), required=False)
    total_to = MoneyField(label=_("Up to this amount in all"), required=False)
    months_to = MonthsField(label=_("Up to this term"), required=False)
    in_order = forms.BooleanField(label=_("One step after the other"), required=False, initial=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("amount_to", "total_to", "months_to"):
            self.fields[name].help_text = _("Leave empty for no limit.")

    def plan(self, steps: tuple[StepPlan, ...]) -> RulePlan:
        return RulePlan(steps=steps, **self.cleaned_data)


class StepForm(forms.Form):
    use_required_attribute = False

    name = TextField(label=_("Step, in plain words"), max_length=80, help_text=_("Your partner reads this, for example: management"))
    roles = forms.MultipleChoiceField(label=_("Roles"), choices=WHO, widget=forms.CheckboxSelectMultiple, required=False)
    people = forms.MultipleChoiceField(label=_("Only these people"), widget=forms.CheckboxSelectMultiple, required=False)
    count = forms.ChoiceField(label=_("How many must say yes?"), choices=COUNTS, initial="1")
    days = forms.IntegerField(
        label=_("Time limit"),
        min_value=1,
        max_value=250,
        initial=5,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "data-suffix": _("working days")}),
    )
    body = forms.ChoiceField(label=_("A body decides in its meeting"), required=False)

    def __init__(self, *args, team: Team, bodies: list[Body], **kwargs):
        super().__init__(*args, **kwargs)
        members = sorted(team.members.values(), key=lambda member: member.name.casefold())
        self._people = {str(member.person): member.person for member in members}
        self._bodies = {str(body.pk): body for body in bodies}
        self.fields["people"].choices = [(str(member.person), member.name) for member in members]
        self.fields["body"].choices = [("", _("No")), *((str(body.pk), body.name) for body in bodies)]

    @property
    def chosen(self) -> bool:
        """Is somebody named, so that the list of people should stand open?"""
        return bool(self["people"].value())

    def plan(self) -> StepPlan:
        data = self.cleaned_data
        every = data["count"] == "all"
        return StepPlan(
            name=data["name"],
            roles=tuple(data["roles"]),
            people=tuple(self._people[each] for each in data["people"]),
            mode="all" if every else "any",
            needed=1 if every else int(data["count"]),
            days=data["days"],
            body=self._bodies.get(data["body"]),
        )


class StepsBase(forms.BaseFormSet):
    def plans(self) -> tuple[StepPlan, ...]:
        """Those that were filled in, in their order."""
        gone = self.deleted_forms
        return tuple(form.plan() for form in self.forms if form.has_changed() and form not in gone)

    def clean(self):
        if not any(self.errors) and not self.plans():
            raise ValidationError(gettext("Please name at least one step."))


StepsForm = forms.formset_factory(
    StepForm, formset=StepsBase, extra=2, max_num=MOST_STEPS, absolute_max=MOST_STEPS, validate_max=True, can_delete=True
)


def initial_of(rule) -> dict:
    return {name: getattr(rule, name) for name in ("subject", "kind", "amount_to", "total_to", "months_to", "in_order")}


def initial_of_steps(steps) -> list[dict]:
    return [
        {
            "name": step.name,
            "roles": step.roles,
            "people": [str(person) for person in step.people],
            "count": "all" if step.mode == "all" else str(step.needed),
            "days": step.days,
            "body": str(step.body_id or ""),
        }
        for step in steps
    ]


class TrialForm(forms.Form):
    """What would happen with so much for so long?"""

    use_required_attribute = False

    subject = forms.ChoiceField(label=_("What for"), choices=Subject.choices, initial=Subject.CONTRIBUTION)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("All kinds")), *KINDS], required=False)
    amount = MoneyField(label=_("Amount in all"))
    months = MonthsField(label=_("Term"), initial=12)


class BodyForm(forms.Form):
    name = TextField(label=_("Name"), max_length=80, help_text=_("For example: supervisory board, executive board, general meeting"))


class DayForm(forms.Form):
    use_required_attribute = False

    meets_on = DateField(label=_("Meeting on"))
    cut_off_on = DateField(label=_("Cut-off"), required=False)
    topics = TextField(label=_("Topics"), max_length=200, required=False)

    def clean(self):
        data = super().clean()
        meets_on, cut_off_on = data.get("meets_on"), data.get("cut_off_on")
        if meets_on and cut_off_on and cut_off_on > meets_on:
            self.add_error("cut_off_on", gettext("The cut-off must not be after the meeting."))
        return data


class DayEditForm(SeenForm, DayForm):
    """The same for a meeting that stands there already."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cut_off_on"].required = True


class DaysBase(forms.BaseFormSet):
    def rows(self, before: int) -> list[tuple]:
        """The dates typed; where the cut-off is missing it lies so many days before."""
        found = [form.cleaned_data for form in self.forms if form.has_changed()]
        return [(each["meets_on"], each["cut_off_on"] or each["meets_on"] - timedelta(days=before), each["topics"]) for each in found]

    def clean(self):
        if any(self.errors):
            return
        days = [form.cleaned_data["meets_on"] for form in self.forms if form.has_changed()]
        if not days:
            raise ValidationError(gettext("Please enter at least one date."))
        if len(days) != len(set(days)):
            raise ValidationError(gettext("One of these dates stands here twice."))


DaysForm = forms.formset_factory(DayForm, formset=DaysBase, extra=4, max_num=12, absolute_max=12, validate_max=True)


class BeforeForm(forms.Form):
    before = forms.IntegerField(
        label=_("Cut-off so many days before the meeting"),
        min_value=0,
        max_value=365,
        initial=21,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "data-suffix": pgettext_lazy("unit", "days")}),
        help_text=_("Counts where you leave the cut-off empty."),
    )


class NoGoForm(forms.Form):
    name = TextField(label=_("Reason"), max_length=80, help_text=_("For example: company holidays, annual accounts"))
    starts_on = DateField(label=_("From"))
    ends_on = DateField(label=_("To"))


class AbsenceForm(forms.Form):
    person = forms.ChoiceField(label=_("Who is absent?"))
    starts_on = DateField(label=_("From"))
    ends_on = DateField(label=_("To"))
    deputy = forms.ChoiceField(
        label=_("Deputy"),
        required=False,
        help_text=_("Acts for the absent person in releases, only in these days. It is kept who acted for whom."),
    )

    def __init__(self, *args, members, person=None, **kwargs):
        """`members`: people of the organisation, the deputies among them; `person`: fixed, where one enters one's own absence."""
        super().__init__(*args, **kwargs)
        self._people = {str(member.person_id): member.person for member in members}
        names = [(key, str(value)) for key, value in self._people.items()]
        self.fields["deputy"].choices = [("", _("Nobody")), *names]
        if person:
            del self.fields["person"]
        else:
            self.fields["person"].choices = [("", "–"), *names]
        self._person = person

    def plan(self) -> dict:
        """As the actions take it."""
        data = self.cleaned_data
        person = self._person or self._people[data["person"]]
        return {
            "person": person,
            "starts_on": data["starts_on"],
            "ends_on": data["ends_on"],
            "deputy": self._people.get(data["deputy"]),
        }


class AbsenceEditForm(EditionForm, AbsenceForm):
    """The same for one that stands there already; whose it is stays."""
