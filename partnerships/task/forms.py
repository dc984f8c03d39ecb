"""A task: what, who, by when."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.forms import DateField, TextField
from partnerships.base.meanwhile import SeenForm
from partnerships.meeting.forms import NO_NAMES, offer_topics
from partnerships.meeting.proposals import members_of


class TaskForm(SeenForm):
    item = forms.ChoiceField(label=_("Topic"), required=False)
    what = TextField(label=_("What is to be done?"), max_length=300, help_text=NO_NAMES)
    who = forms.ChoiceField(label=_("Who"))
    until = DateField(label=_("By when"))
    looks = forms.BooleanField(
        label=_("We want to look before it is done"), required=False, help_text=_("Then your organisation says when it is done.")
    )

    def __init__(self, *args, partnership, by, held_on: date, named=(), items=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.held_on = held_on
        self.parties = {f"o:{party.organisation_id}": party.organisation for party in partnership.binding_parties()}
        self.members = {f"m:{each.pk}": each for each in members_of(partnership, by, named=named)}
        self.fields["who"].choices = [
            (
                organisation.name,
                [
                    (key, _("%(organisation)s (person still open)") % {"organisation": organisation}),
                    *((name, each.person.name) for name, each in self.members.items() if each.organisation_id == organisation.pk),
                ],
            )
            for key, organisation in self.parties.items()
        ]
        offer_topics(self, items)

    def clean_until(self) -> date:
        until = self.cleaned_data["until"]
        if until < self.held_on:
            raise forms.ValidationError(_("A task cannot be due before the meeting."))
        if (until - self.held_on).days > 5 * 366:
            raise forms.ValidationError(_("This day is more than five years away. Please check the year."))
        return until

    def wording(self) -> dict:
        """Keyword arguments for give_task and edit_task."""
        data = self.cleaned_data
        member = self.members.get(data["who"])
        return {
            "what": data["what"],
            "until": data["until"],
            "organisation": member.organisation if member else self.parties[data["who"]],
            "person": member.person if member else None,
            "looks": data["looks"],
        }

    @staticmethod
    def initial_of(task, members) -> dict:
        member = next((k for k, m in members.items() if m.person_id == task.person_id and m.organisation_id == task.organisation_id), None)
        return {
            "what": task.what,
            "until": task.until,
            "who": member or f"o:{task.organisation_id}",
            "looks": bool(task.asked_by_id),
            "seen": task.fingerprint(),
        }


class TakeOnForm(forms.Form):
    """A task for one's own house, because of a decision."""

    what = TextField(label=_("What is to be done?"), max_length=300, help_text=NO_NAMES)
    who = forms.ChoiceField(label=_("Who"), required=False)
    until = DateField(label=_("By when"))

    def __init__(self, *args, decision, by, **kwargs):
        super().__init__(*args, **kwargs)
        party = decision.partnership.party_of(by)
        house = party.organisation_id if party else None
        self.members = {str(each.pk): each for each in members_of(decision.partnership, by) if each.organisation_id == house}
        people = [(key, each.person.name) for key, each in self.members.items()]
        self.fields["who"].choices = [("", _("person still open")), *people]

    def clean_until(self) -> date:
        until = self.cleaned_data["until"]
        if until < clock.today():
            raise forms.ValidationError(_("This day is over."))
        if (until - clock.today()).days > 5 * 366:
            raise forms.ValidationError(_("This day is more than five years away. Please check the year."))
        return until

    def wording(self) -> dict:
        member = self.members.get(self.cleaned_data["who"])
        return {"what": self.cleaned_data["what"], "until": self.cleaned_data["until"], "person": member.person if member else None}


class PostponeForm(forms.Form):
    until = DateField(label=_("New day"))
    reason = TextField(label=_("Reason"), lines=3, max_length=400, help_text=_("Both sides can read this."))

    def __init__(self, *args, task, **kwargs):
        super().__init__(*args, **kwargs)
        self.task = task

    def clean_until(self) -> date:
        until = self.cleaned_data["until"]
        if until <= self.task.until:
            raise forms.ValidationError(_("The new day must be after the day agreed so far."))
        if (until - self.task.until).days > 5 * 366:
            raise forms.ValidationError(_("This day is more than five years away. Please check the year."))
        return until
