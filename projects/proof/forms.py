from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.base.forms import DateField, MoneyField, TextField
from partnerships.base.meanwhile import EditionForm
from partnerships.base.templatetags.portal import euro
from projects.proof.actions import typed_lines
from projects.proof.content import NARRATIVE, NEEDED
from projects.proof.models import Check, DueRule, Point, Proof, Reclaim

MARKS = [("yes", gettext_lazy("in order")), ("no", gettext_lazy("not in order")), ("none", gettext_lazy("does not apply"))]


def _needed(field: forms.Field, what_for: str) -> forms.Field:
    """It may be empty for now; beside its label it says what for it is needed (base/renderer.py)."""
    field.needed = what_for  # type: ignore[attr-defined]
    return field


class RuleForm(forms.Form):
    """When the use of a grant is proven, and what belongs to it."""

    after = forms.ChoiceField(label=gettext_lazy("When?"), choices=DueRule.After.choices)
    count = forms.IntegerField(label=gettext_lazy("How many days, weeks or months later?"), min_value=1, max_value=366)
    unit = forms.ChoiceField(label=gettext_lazy("Counted in"), choices=DueRule.Unit.choices)
    fixed_on = DateField(label=gettext_lazy("Fixed day"), required=False, help_text=gettext_lazy("Only for a fixed day."))
    with_list = forms.BooleanField(label=gettext_lazy("The list of receipts belongs to it"), required=False)
    with_files = forms.BooleanField(
        label=gettext_lazy("The pictures of all receipts belong to it"),
        required=False,
        help_text=gettext_lazy("Usually they stay with the receiver and are shown when asked for."),
    )

    def clean(self):
        data = super().clean()
        if data.get("after") == DueRule.After.FIXED and not data.get("fixed_on") and "fixed_on" not in self.errors:
            self.add_error("fixed_on", _("Please enter the day."))
        if data.get("after") != DueRule.After.FIXED:
            data["fixed_on"] = None
        return data


class ProofForm(EditionForm):
    """The narrative, and what came from others."""

    def __init__(self, *args, proof: Proof, **kwargs):
        self.lines = typed_lines(proof)
        initial = {"edition": proof.edition} | {key: proof.narrative.get(key, "") for key in NARRATIVE}
        amounts = {f"income_{line.pk}": proof.income.get(str(line.pk)) for line in self.lines}
        initial |= {name: Decimal(amount) for name, amount in amounts.items() if amount is not None}
        super().__init__(*args, thing=proof, initial=initial, **kwargs)
        for line in self.lines:
            amount = MoneyField(label=str(line), min_value=Decimal(0), required=False)
            self.fields[f"income_{line.pk}"] = _needed(amount, _("needed to hand it in"))
        for key, label in NARRATIVE.items():
            field = TextField(label=label, lines=6, max_length=8000, required=False)
            self.fields[key] = _needed(field, _("needed to hand it in")) if key in NEEDED else field

    @property
    def narrative(self) -> dict[str, str]:
        return {key: self.cleaned_data.get(key, "") for key in NARRATIVE}

    @property
    def income(self) -> dict[str, Decimal]:
        return {str(line.pk): self.cleaned_data.get(f"income_{line.pk}") for line in self.lines}


class GiveForm(forms.Form):
    """The declaration, before it goes into the house's release."""

    edition = forms.CharField(widget=forms.HiddenInput, required=False)
    declared = forms.BooleanField(
        label=gettext_lazy(
            "The expenses were necessary, we acted economically and thriftily; what is said here agrees with the books and the receipts."
        )
    )


class CheckForm(EditionForm):
    """The giver's seven points and the result."""

    recognised = MoneyField(
        label=gettext_lazy("Recognised expenses"),
        min_value=Decimal(0),
        required=False,
    )
    result = forms.ChoiceField(label=gettext_lazy("What is your result?"), choices=Check.Result.choices, widget=forms.RadioSelect)
    text = TextField(
        label=gettext_lazy("In words, for the other side"), lines=4, max_length=4000, required=False
    )  # fmt: skip

    def __init__(self, *args, proof: Proof, **kwargs):
        super().__init__(*args, thing=proof, initial={"edition": proof.edition}, **kwargs)
        for point in Point:
            mark = forms.ChoiceField(label=point.label, choices=MARKS, required=False, widget=forms.RadioSelect)
            self.fields[f"point_{point.value}"] = _needed(mark, _("needed to accept it"))
        _needed(self.fields["recognised"], _("needed to accept a part"))
        _needed(self.fields["text"], _("needed unless you accept all of it"))
        self.order_fields([*(f"point_{point.value}" for point in Point), "result", "recognised", "text"])

    def clean(self):
        data = super().clean()
        result = data.get("result")
        if result == Check.Result.PART and data.get("recognised") is None and "recognised" not in self.errors:
            self.add_error("recognised", _("Please enter how much is recognised."))
        if result and result != Check.Result.ACCEPT and not data.get("text") and "text" not in self.errors:
            self.add_error("text", _("Please say in words what it is about."))
        return data

    @property
    def marks(self) -> dict[str, str]:
        return {point.value: self.cleaned_data.get(f"point_{point.value}", "") for point in Point}


class WordForm(forms.Form):
    """A comment."""

    text = TextField(label=gettext_lazy("Your comment"), lines=3, max_length=4000)


class AnswerForm(forms.Form):
    """The answer to a question, with the pictures it shows."""

    text = TextField(label=gettext_lazy("Your answer"), lines=4, max_length=4000)
    show = forms.MultipleChoiceField(
        label=gettext_lazy("Show the pictures of these receipts to the giver"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, receipts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["show"].choices = [(str(each.pk), f"{each}, {euro(each.amount)}") for each in receipts]
        if not receipts:
            del self.fields["show"]


class ReclaimForm(forms.Form):
    """Announce that money is to be paid back."""

    amount = MoneyField(label=gettext_lazy("Amount"))
    reason = forms.ChoiceField(label=gettext_lazy("Reason"), choices=Reclaim.Reason.choices)
    text = TextField(label=gettext_lazy("Reason in words"), lines=3, max_length=2000)
    answer_by = DateField(label=gettext_lazy("Until when may one answer?"))
    due_on = DateField(label=gettext_lazy("To be paid by"))


class HearingForm(forms.Form):
    """The receiver's answer to a reclaim."""

    wish = forms.ChoiceField(label=gettext_lazy("Your answer"), choices=Reclaim.Wish.choices, widget=forms.RadioSelect)
    text = TextField(label=gettext_lazy("In words"), lines=3, max_length=2000, required=False)
