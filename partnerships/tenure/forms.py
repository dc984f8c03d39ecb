from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from partnerships.agreement.motion import Motion
from partnerships.base.forms import DateField, TextField
from partnerships.organisation.models import Organisation
from partnerships.tenure.rules import REMIND

Verb = Motion.Verb


class NoticeForm(forms.Form):
    """`effective_on` is the day its reader was shown; the action computes it again."""

    effective_on = forms.DateField(widget=forms.HiddenInput, required=False)
    reason = TextField(label=_("Reason"), lines=3, max_length=2000, required=False, help_text=_("The other side reads it. A word helps."))
    grave = forms.BooleanField(
        label=_("This is notice for a grave reason, without a notice period"),
        required=False,
        help_text=_("Only where going on cannot be expected of you. Please have it checked before."),
    )
    on = DateField(label=_("Last day, for a grave reason"), required=False)
    read = forms.BooleanField(
        label=_("I give this notice for my organisation."),
        error_messages={"required": _("Please confirm that you give notice for your organisation.")},
    )


class MotionForm(forms.Form):
    """What a proposal says; each verb has the days it needs."""

    FIELDS = {
        Verb.RENEW: ("until", "reason"),
        Verb.SUSPEND: ("effective_on", "until", "reason"),
        Verb.RESUME: ("effective_on", "reason"),
        Verb.END: ("effective_on", "reason"),
        Verb.TAKE_BACK_NOTICE: ("reason",),
        Verb.ARCHIVE: ("reason",),
    }
    LABELS = {
        (Verb.RENEW, "until"): _("New end"),
        (Verb.SUSPEND, "effective_on"): _("Suspended from"),
        (Verb.SUSPEND, "until"): _("Expected until"),
        (Verb.RESUME, "effective_on"): _("Goes on from"),
        (Verb.END, "effective_on"): _("Last day"),
    }
    NEEDED = {(Verb.RENEW, "until"), (Verb.SUSPEND, "reason"), (Verb.END, "reason"), (Verb.TAKE_BACK_NOTICE, "reason")}
    effective_on = DateField()
    until = DateField(required=False)
    reason = TextField(label=_("Why?"), lines=3, max_length=2000, required=False, help_text=_("The other side reads it."))

    def __init__(self, *args, verb: str, **kwargs):
        super().__init__(*args, **kwargs)
        verb = Verb(verb)
        self.fields = {name: self.fields[name] for name in self.FIELDS[verb]}
        for name, field in self.fields.items():
            field.label = self.LABELS.get((verb, name), field.label)
            field.required = name == "effective_on" or (verb, name) in self.NEEDED


class DeclineForm(forms.Form):
    answer = TextField(label=_("Why not?"), lines=3, max_length=2000, help_text=_("The other side reads it."))


class ItemForm(forms.Form):
    what = TextField(label=_("What is to be put in order?"), max_length=300)
    organisation = forms.ModelChoiceField(label=_("Who does it"), queryset=Organisation.objects.none(), required=False)
    until = DateField(label=_("By when"), required=False)

    def __init__(self, *args, agreement, **kwargs):
        super().__init__(*args, **kwargs)
        parties = agreement.partnership.binding_parties()
        self.fields["organisation"].queryset = Organisation.objects.listed().filter(pk__in=[party.organisation_id for party in parties])
        # the names are at hand: no question to the database for the menu
        self.fields["organisation"].choices = [("", _("open")), *((str(party.organisation_id), str(party)) for party in parties)]


class StrikeForm(forms.Form):
    remark = TextField(label=_("Why is it no longer needed?"), max_length=400)


class RemindersForm(forms.Form):
    months = forms.MultipleChoiceField(label=_("Months before"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["months"].choices = [(str(each), ngettext("%(n)d month", "%(n)d months", each) % {"n": each}) for each in REMIND]
