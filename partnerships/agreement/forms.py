from decimal import Decimal
from types import SimpleNamespace

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from partnerships.agreement import rules
from partnerships.agreement.edition import Promise, periods, worth
from partnerships.agreement.models import Agreement
from partnerships.agreement.term import NoticeForm, NoticeTo, Renewal
from partnerships.agreement.wording import HEAD, UNNUMBERED, ClauseText, PromiseText, Wording
from partnerships.base.forms import DateField, EditionMixin, MoneyField, NumberField, TextField
from partnerships.base.money import cents
from partnerships.base.valuation import UNITS, VALUED, Kind, MoneyType
from partnerships.partnership.models import Partnership

KEY = RegexValidator(r"^[a-z0-9_-]{1,40}$")
MONEY_HELP = {
    MoneyType.SUBSIDY: _("For the work of the charity, nothing in return. Not taxable as a rule. Proof as agreed."),
    MoneyType.DONATION: _("Voluntary and without anything in return. The charity issues a donation receipt."),
    MoneyType.SPONSORING: _("For being named. A plain mention is free of tax; a link or special emphasis is taxable."),
    MoneyType.FEE: _("Payment for an order. Taxable as a rule, with an invoice. Belongs into a service contract."),
    MoneyType.MEMBERSHIP: _("Fee of a supporting member, without a service for this member."),
    MoneyType.PUBLIC: _("From a public budget: earmarked, with the full proof of use."),
}


NUMBERS = ("amount", "quantity", "rate")
_VALUED = {
    "quantity": _("Needed to calculate the value."),
    "rate": _("Needed to calculate the value."),
    "rate_source": _("Where does the rate come from?"),
}
NEEDED_FOR = {
    Kind.MONEY: {"amount": _("Please enter an amount."), "money_type": _("Please say which kind of money it is.")},
    Kind.GOODS: {"amount": _("Please enter an amount.")},
} | dict.fromkeys(VALUED, _VALUED)
NOT_FOR = {
    Kind.MONEY: ("quantity", "rate", "rate_source"),
    Kind.GOODS: ("quantity", "rate", "rate_source", "money_type"),
} | dict.fromkeys(VALUED, ("amount", "money_type"))


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


class CreateForm(TermMixin):
    partnership = forms.ModelChoiceField(label=_("Partnership"), queryset=None)
    kind = forms.ChoiceField(label=_("Kind of agreement"), choices=Agreement.Kind, initial=Agreement.Kind.COOPERATION)
    field_order = ["partnership", "kind", *HEAD]

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["partnership"].queryset = (
            Partnership.objects.worked_on_by(person).filter(state=Partnership.State.ACTIVE).order_by("title")
        )
        self.fields["partnership"].empty_label = _("Please choose")
        self.fields["kind"].help_text = _("It decides with which text the draft starts. You can change every word of it.")


class TextForm(TermMixin):
    """Title and term of a draft; `saves` is how it was read."""

    saves = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class CounterForm(EditionMixin, TermMixin):
    comment = TextField(
        label=_("What did you change, and why?"),
        lines=4,
        max_length=4000,
        help_text=_("The other side reads this first. One or two sentences are enough."),
    )


class OfferForm(forms.Form):
    saves = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    comment = TextField(label=_("A word to the other side"), lines=3, max_length=4000, required=False)


class SignForm(EditionMixin):
    read = forms.BooleanField(
        label=_("I have read this edition and agree to it for my organisation."),
        error_messages={"required": _("Please confirm that you have read the text and agree to it.")},
    )


class DropForm(EditionMixin):
    reason = TextField(label=_("Why is it given up?"), lines=3, max_length=2000)


class ClauseForm(forms.Form):
    key = forms.CharField(widget=forms.HiddenInput, required=False, validators=[KEY])
    title = TextField(label=_("Heading"), max_length=160)
    body = TextField(label=_("Text"), lines=6, max_length=20_000, required=False)

    def words(self) -> ClauseText:
        return ClauseText(**{name: self.cleaned_data[name] for name in ("key", "title", "body")})

    def words_so_far(self) -> ClauseText:
        """What stands in it now, checked or not."""
        title, body, key = (str(self[name].value() or "") for name in ("title", "body", "key"))
        return ClauseText(title, body, key)


class PromiseForm(forms.Form):
    key = forms.CharField(widget=forms.HiddenInput, required=False, validators=[KEY])
    title = TextField(label=_("In words"), max_length=160, help_text=_("For example: meeting room, Lindenhof 3"))
    giver = forms.TypedChoiceField(label=_("Who gives"), empty_value=None)
    receiver = forms.TypedChoiceField(label=_("Who receives"), empty_value=None)
    kind = forms.ChoiceField(label=_("What"), choices=[("", "–"), *Kind.choices])
    money_type = forms.ChoiceField(label=_("Kind of money"), choices=[("", "–"), *MoneyType.choices], required=False)
    amount = MoneyField(label=_("Amount"), required=False, help_text=_("For money and goods"))
    quantity = NumberField(
        label=_("Quantity"),
        required=False,
        help_text=_("m² of the room, or hours"),
        min_value=Decimal("0.01"),
        max_value=Decimal(1_000_000),
    )
    rate = MoneyField(label=_("Rate"), required=False, help_text=_("Rent per m² and month, or cost of an hour"), max_value=Decimal(100_000))
    rate_source = TextField(label=_("Source of the rate"), max_length=160, required=False, help_text=_("For example: rent index 2026"))
    per = forms.ChoiceField(label=_("How often"), choices=Promise.Per, initial=Promise.Per.ONCE)
    starts_on = DateField(label=_("From"))
    ends_on = DateField(label=_("To"))

    def __init__(self, *args, parties, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("giver", "receiver"):
            self.fields[name].choices = [("", "–"), *((pk, str(organisation)) for pk, organisation in parties.items())]
            self.fields[name].coerce = parties.get
        for name, question in NEEDED_FOR.get(str(self["kind"].value()), {}).items():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = question
        self.value_now = self._worth_of(self.initial)

    def clean(self):
        cleaned = super().clean()
        kind = cleaned.get("kind")
        for name in NOT_FOR.get(kind, ()):  # shown for other kinds only: what stands there does not matter
            self.errors.pop(name, None)
            cleaned[name] = None if name in NUMBERS else ""
        if cleaned.get("starts_on") and cleaned.get("ends_on") and cleaned["ends_on"] < cleaned["starts_on"]:
            self.add_error("ends_on", _("The end must not be before the start."))
        if cleaned.get("giver") and cleaned.get("giver") == cleaned.get("receiver"):
            self.add_error("receiver", _("Giver and receiver must differ."))
        if kind == Kind.ROOMS and cleaned.get("per") != Promise.Per.MONTH:
            self.add_error("per", _("Rooms are counted per month."))
        self.value_now = None if self.errors else self._worth_of(cleaned)
        return cleaned

    def words(self) -> PromiseText:
        return PromiseText(**{name: self.cleaned_data[name] for name in self.fields})

    def words_so_far(self) -> SimpleNamespace:
        """What stands in the row now, checked or not."""
        values = {name: self[name].value() or "" for name in ("kind", "money_type", "title")}
        return SimpleNamespace(**values, starts_on=_day(self["starts_on"].value()), ends_on=_day(self["ends_on"].value()))

    def _worth_of(self, values: dict) -> dict | None:
        """Value of one period and of the whole time, of whatever is already there; None where it cannot be said yet."""
        try:
            clean = {
                name: self.fields[name].clean(values.get(name) or "")
                for name in ("kind", "amount", "quantity", "rate", "per", "starts_on", "ends_on")
            }
            one = worth(clean["kind"], amount=clean["amount"], quantity=clean["quantity"], rate=clean["rate"])
            return {
                "one": one,
                "total": cents(one * periods(clean["per"], clean["starts_on"], clean["ends_on"])),
                "unit": UNITS[clean["kind"]],
            }
        except (ValidationError, TypeError):
            return None


class Rows(forms.BaseFormSet):
    """Rows as they were sent: any of them may be left empty, whether it was there before or not."""

    def initial_form_count(self) -> int:
        return 0 if self.is_bound else super().initial_form_count()

    def filled(self) -> list:
        return [form for form in self if form.has_changed()]


class ClauseRows(Rows):
    def clean(self):
        if not self.filled():
            raise ValidationError(_("An agreement needs at least one clause."))


ClauseFormSet = forms.formset_factory(
    ClauseForm, formset=ClauseRows, extra=0, max_num=rules.MOST_CLAUSES, absolute_max=rules.MOST_CLAUSES + 10, validate_max=True
)
PromiseFormSet = forms.formset_factory(
    PromiseForm, formset=Rows, extra=0, max_num=rules.MOST_PROMISES, absolute_max=rules.MOST_PROMISES + 10, validate_max=True
)


class Sheet:
    """The whole page of an edition: title and term, clauses, promises. One form in the browser, one Wording in the end.

    `do` of the pressed button: "save" reads it all; "clause-add", "clause-up-3", "promise-remove-2", "calculate" … only rearrange what was
    typed and show it again, without a word of complaint and without JavaScript.
    """

    def __init__(self, form_class, *, agreement, data=None):
        self.agreement = agreement
        self.data = data
        self.do = data.get("do", "save") if data is not None else ""
        self.rearranges = data is not None and self.do != "save"
        self.focus = ""
        self.overtaken = False
        parties = {str(party.organisation_id): party.organisation for party in agreement.partnership.binding_parties()}
        rows = {"clause": [], "promise": []}
        if data is None:
            edition = agreement.current()
            words = Wording.of(edition)
            head = words.head | {"renewal_months": words.renewal_months or None}
            head |= {"saves": edition.saves, "edition": agreement.edition}
            rows = {"clause": [vars(each) for each in words.clauses], "promise": [_initial(each) for each in words.promises]}
        elif self.rearranges:
            head = {name: data.get(name, "") for name in form_class.base_fields}
            rows = {prefix: _typed(data, prefix, form) for prefix, form in (("clause", ClauseForm), ("promise", PromiseForm))}
            self.focus = _rearrange(self.do, rows)
        if data is None or self.rearranges:
            self.form = form_class(initial=head)
            self.clauses = ClauseFormSet(initial=rows["clause"], prefix="clause")
            self.promises = PromiseFormSet(initial=rows["promise"], prefix="promise", form_kwargs={"parties": parties})
        else:
            self.form = form_class(data)
            self.clauses = ClauseFormSet(data, prefix="clause")
            self.promises = PromiseFormSet(data, prefix="promise", form_kwargs={"parties": parties})

    def is_valid(self) -> bool:
        if self.data is None or self.rearranges:
            return False
        parts = [part.is_valid() for part in (self.form, self.clauses, self.promises)]  # every part, so that every error shows
        return all(parts)

    @property
    def has_errors(self) -> bool:
        return self.form.is_bound and not self.is_valid()

    def words(self) -> Wording:
        head = {name: self.form.cleaned_data[name] for name in HEAD}
        clauses = tuple(form.words() for form in self.clauses.filled())
        return Wording(**head, clauses=clauses, promises=tuple(form.words() for form in self.promises.filled()))

    @property
    def clause_rows(self) -> list[dict]:
        """The clauses with their number in the contract, for the page."""
        labels, number = [], 0
        for form in self.clauses:
            counts = form["key"].value() not in UNNUMBERED
            number += counts
            labels.append(f"§ {number}" if counts else "")
        last = len(self.clauses.forms) - 1
        return [
            {"form": form, "label": label, "at": at, "first": at == 0, "last": at == last, "focus": self.focus == f"clause-{at}"}
            for at, (form, label) in enumerate(zip(self.clauses, labels, strict=True))
        ]

    @property
    def promise_rows(self) -> list[dict]:
        return [{"form": form, "at": at, "focus": self.focus == f"promise-{at}"} for at, form in enumerate(self.promises)]

    def words_so_far(self) -> Wording:
        """What stands on the page now, checked or not: enough for hints."""
        if self.data is None:
            return Wording.of(self.agreement.current())
        clauses = tuple(form.words_so_far() for form in self.clauses)
        head = {name: _day(self.form[name].value()) for name in ("starts_on", "ends_on")}
        return Wording("", notice_months=0, clauses=clauses, promises=tuple(form.words_so_far() for form in self.promises), **head)


def catch_up(form: forms.Form, **seen) -> None:
    """Somebody was quicker: what was typed stays, and sent once more it answers what is there now."""
    form.data = form.data.copy()
    for name, value in seen.items():
        form.data[name] = value


def _day(value):
    """A day as it was typed, or None while it is none."""
    try:
        return DateField(required=False).clean(value)
    except ValidationError:
        return None


def _initial(promise: PromiseText) -> dict:
    """What a row shows of a promise: its calculated value stands below, not in the field."""
    values = vars(promise) | {"giver": str(promise.giver.pk), "receiver": str(promise.receiver.pk)}
    return values | {"amount": None} if promise.kind in VALUED else values


def _typed(data, prefix: str, form_class) -> list[dict]:
    """The rows of a formset as they were typed, unchecked."""
    try:
        count = int(data.get(f"{prefix}-TOTAL_FORMS", 0))
    except ValueError:
        count = 0
    count = max(0, min(count, rules.MOST_CLAUSES + 10))
    return [{name: data.get(f"{prefix}-{number}-{name}", "") for name in form_class.base_fields} for number in range(count)]


def _rearrange(do: str, rows: dict[str, list[dict]]) -> str:
    """Do what the button says to the rows; the name of the row that gets the focus."""
    prefix, _dash, rest = do.partition("-")
    verb, _dash, number = rest.partition("-")
    row = rows.get(prefix)
    if row is None:
        return ""
    at = int(number) if number.isdecimal() and len(number) < 4 and int(number) < len(row) else None
    if verb == "add":
        at = len(row) if at is None else at + 1
        row.insert(at, {})
    elif at is None:
        return ""
    elif verb == "remove":
        del row[at]
        at = max(0, min(at, len(row) - 1))
    elif verb == "up" and at > 0:
        row[at - 1], row[at] = row[at], row[at - 1]
        at -= 1
    elif verb == "down" and at < len(row) - 1:
        row[at + 1], row[at] = row[at], row[at + 1]
        at += 1
    return f"{prefix}-{at}"
