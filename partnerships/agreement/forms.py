from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from partnerships.agreement.models import Agreement
from partnerships.agreement.moves import Why
from partnerships.agreement.term import NoticeForm, NoticeTo, Renewal
from partnerships.agreement.texts import own_texts
from partnerships.agreement.wording import HEAD
from partnerships.base.forms import DateField, TextField
from partnerships.base.meanwhile import Carried, EditionForm, PageForm, ReadForm
from partnerships.base.names import by_name
from partnerships.base.records import newer_edition
from partnerships.partnership.models import Partnership
from partnerships.partnership.reading import to_work_in


class TermMixin(forms.Form):
    """Title and term, in a draft as in a counter-proposal."""

    title = TextField(label=_("Title"), max_length=160)
    starts_on = DateField(label=_("From"), required=False)
    ends_on = DateField(label=_("To"), required=False, help_text=_("Usual are two to five years. A room lent free of charge needs an end."))
    notice_months = forms.IntegerField(
        label=_("Notice period in months"), min_value=0, max_value=60, initial=6, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    notice_to = forms.ChoiceField(label=_("Notice to"), choices=NoticeTo, initial=NoticeTo.YEAR)
    notice_form = forms.ChoiceField(label=_("Form of notice"), choices=NoticeForm, initial=NoticeForm.TEXT)
    renewal = forms.ChoiceField(label=_("Renewal"), choices=Renewal, initial=Renewal.NONE)
    renewal_months = forms.IntegerField(
        label=_("Renewed by how many months"),
        min_value=0,
        max_value=120,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("Only for automatic renewal. Usual are 12 months."),
    )

    def speak_of_amendment(self) -> None:
        """The first day is that of the new text, not of the agreement."""
        self.fields["starts_on"].label = _("The amendment is valid from")
        self.fields["starts_on"].help_text = _("Left empty: from the day on which all have signed.")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("renewal") == Renewal.AUTO:
            if "renewal_months" not in self.errors and not cleaned.get("renewal_months"):
                self.add_error("renewal_months", _("Please say by how many months it is renewed."))
            if not cleaned.get("ends_on") and "ends_on" not in self.errors:
                self.add_error("ends_on", _("Only a term with an end can be renewed. Please say when it ends."))
        else:  # shown for automatic renewal only: what stands there does not matter
            self.errors.pop("renewal_months", None)
            cleaned["renewal_months"] = 0
        start, end = cleaned.get("starts_on"), cleaned.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("The end must not be before the start."))
        return cleaned


def open_partnerships(person):
    return Partnership.objects.worked_on_by(person).filter(state=Partnership.State.ACTIVE).order_by(*by_name("title"))


class CreateForm(TermMixin):
    partnership = forms.ModelChoiceField(label=_("Partnership"), queryset=Partnership.objects.none())
    kind = forms.ChoiceField(label=_("Kind of agreement"), choices=Agreement.Kind, initial=Agreement.Kind.COOPERATION)
    field_order = ["partnership", "kind", *HEAD]

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["partnership"].queryset = open_partnerships(person)
        self.fields["partnership"].choices = self._titles  # asked for when the form is shown
        self.fields["kind"].help_text = _("It decides with which text the draft starts. You can change every word of it.")
        self.own = {f"own-{text.key}": text for text in own_texts(person)}
        if self.own:
            organisations = dict.fromkeys(text.organisation for text in self.own.values())
            mine = [
                (str(each), [(key, text.name) for key, text in self.own.items() if text.organisation == each]) for each in organisations
            ]
            self.fields["kind"].choices = [(_("Working texts of the portal"), Agreement.Kind.choices), *mine]

    @cached_property
    def partnerships(self) -> list[Partnership]:
        """With their parties, which the page asks as well; two queries."""
        return to_work_in(self.person)

    def _titles(self) -> list:
        return [("", _("Please choose")), *((str(each.pk), each.title) for each in self.partnerships)]

    def words(self) -> dict:
        """As the action takes it: a template of one's own says which kind it is."""
        text = self.own.get(self.cleaned_data["kind"])
        return self.cleaned_data | ({"kind": text.kind, "texts": text.clauses()} if text else {})


class SavedForm(ReadForm):
    """A draft is worked on in place: carries how often it had been saved when its writer read it."""

    mark = "saves"

    saves = Carried()


class TextForm(SavedForm, PageForm, TermMixin):
    """Title and term of a draft."""


class CounterForm(EditionForm, PageForm, TermMixin):
    comment = TextField(
        label=_("What did you change, and why?"),
        lines=4,
        max_length=4000,
        help_text=_("The other side reads this first. One or two sentences are enough."),
    )


class OfferForm(SavedForm):
    comment = TextField(label=_("A word to the other side"), lines=3, max_length=4000, required=False)


class SignForm(EditionForm):
    """A signature is never sent a second time by itself: its tick is taken out."""

    read = forms.BooleanField(
        label=_("I have read this edition and agree to it for my organisation."),
        error_messages={"required": _("Please confirm that you have read the text and agree to it.")},
    )

    def told(self) -> str:
        return newer_edition()

    def _catch_up(self, saw: dict[str, str]) -> None:
        super()._catch_up(saw)
        self.data["read"] = ""


class DropForm(EditionForm):
    watched = ("state", "title")

    why = forms.ChoiceField(label=_("What is the main reason?"), choices=[("", _("Please choose")), *Why.choices])
    reason = TextField(label=_("Why is it given up?"), lines=3, max_length=2000)


class IdeaForm(forms.Form):
    partnership = forms.ModelChoiceField(label=_("Partnership"), queryset=None)
    kind = forms.ChoiceField(label=_("Kind of agreement"), choices=Agreement.Kind, initial=Agreement.Kind.COOPERATION)
    title = TextField(label=_("Title"), max_length=160)
    about = TextField(
        label=_("What is it about?"),
        lines=4,
        max_length=2000,
        help_text=_("Both sides read it at once. Two or three sentences are enough."),
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["partnership"].queryset = open_partnerships(person)
        self.fields["partnership"].empty_label = _("Please choose")


class TalkForm(EditionForm):
    """What one says to one part, or to all parts: `do` is the pressed button."""

    MORE_THAN_A_CLICK = ("change", "remark", "note")
    do = forms.ChoiceField(choices=[(each, each) for each in ("agree", "agree_all", "open", *MORE_THAN_A_CLICK)])
    part = forms.CharField(max_length=40, required=False)
    text = TextField(label=_("Your words"), lines=3, max_length=2000, required=False)

    def told(self) -> str:
        return super().told() if self.cleaned_data.get("text") else newer_edition()


class ReopenForm(EditionForm):
    watched = ("state", "title")

    parts = forms.MultipleChoiceField(
        label=_("Which parts should change?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose at least one part.")},
    )
    reason = TextField(label=_("What should be different, and why?"), lines=4, max_length=2000)

    def __init__(self, *args, parts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parts"].choices = [(part.key, part.name) for part in parts]
