"""The plan of a meeting, its topics, decisions and minutes."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partnerships.base import clock
from partnerships.base.forms import DateTimeField, TextField
from partnerships.base.meanwhile import SeenForm
from partnerships.meeting.models import CLOSING_DAYS, Decision, Item, Meeting
from partnerships.meeting.people import PeopleForm, initial_people
from partnerships.meeting.proposals import proposed_minutes_by, proposed_people, proposed_times
from partnerships.meeting.shapes import Plan, Thing
from partnerships.meeting.things import choices_of, key_of, thing_of

MOST_DAYS = 7
MOST_CLOSING_DAYS = 60
PLAIN = ("kind", "title", "starts_at", "ends_at", "place", "online_url", "chair", "minute_taker", "closing_days")
NO_NAMES = _("Please write no names of residents and no individual cases.")


class PlanForm(SeenForm, PeopleForm):
    partnership = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=_("Kind of meeting"), choices=Meeting.Kind)
    title = TextField(
        label=_("Title"),
        required=False,
        max_length=160,
        help_text=_("Leave this empty and the meeting is numbered, for example Jour fixe Nr. 2026-03."),
    )
    starts_at = DateTimeField(label=_("Begins"))
    ends_at = DateTimeField(label=_("Ends"))
    place = TextField(label=_("Place"), required=False, max_length=200)
    minutes_by = forms.ChoiceField(
        label=_("Minutes written by"), required=False, help_text=_("Proposed is the side that did not write them last time.")
    )
    minute_taker = TextField(
        label=_("Minute taker"), required=False, max_length=120, widget=forms.TextInput(attrs={"list": "people-names"})
    )
    closing_days = forms.IntegerField(
        label=_("The agenda closes so many days before"),
        min_value=0,
        max_value=MOST_CLOSING_DAYS,
        required=False,
        initial=CLOSING_DAYS,
        help_text=_("Until then both sides bring in topics. Later ones go into the store of topics."),
    )

    def __init__(self, *args, partnership, by, meeting=None, **kwargs):
        named = [row.person_id for row in meeting.participants.all() if row.person_id] if meeting else []
        self.offer_people(partnership, by, named=named)
        initial = _initial_of(meeting, self.members) if meeting else _proposal(partnership, by, self.members)
        super().__init__(*args, initial=initial | {"partnership": partnership.pk}, **kwargs)
        self.show_people()
        self.fields["minutes_by"].choices = [("", _("to be agreed")), *((key, str(party)) for key, party in self.parties.items())]

    def clean_starts_at(self):
        moment = self.cleaned_data["starts_at"]
        if abs((moment.date() - clock.today()).days) > 5 * 366:
            raise forms.ValidationError(_("This day is more than five years away. Please check the year."))
        return moment

    def clean_closing_days(self) -> int:
        days = self.cleaned_data["closing_days"]
        return CLOSING_DAYS if days is None else days

    def clean(self) -> dict:
        begins, ends = self.cleaned_data.get("starts_at"), self.cleaned_data.get("ends_at")
        if begins and ends and ends <= begins:
            self.add_error("ends_at", _("The end must be after the beginning."))
        elif begins and ends and ends - begins > timedelta(days=MOST_DAYS):
            self.add_error("ends_at", _("A meeting lasts at most %(days)s days. Please check the end.") % {"days": MOST_DAYS})
        return self.cleaned_data

    def details(self) -> Plan:
        data = self.cleaned_data
        return Plan(**{name: data[name] for name in PLAIN}, minutes_by=self.parties.get(data["minutes_by"]), people=self.invited())


def _proposal(partnership, by, members) -> dict:
    begins, ends = proposed_times()
    people, minutes_by = proposed_people(partnership, by), proposed_minutes_by(partnership, by)
    return {
        "starts_at": begins,
        "ends_at": ends,
        "people": [str(each.pk) for each in members if each.person_id in people],
        "minutes_by": str(minutes_by.pk) if minutes_by else "",
    }


def _initial_of(meeting, members) -> dict:
    plain = {name: getattr(meeting, name) for name in PLAIN}
    people = initial_people(meeting.participants.all(), members)
    return plain | people | {"minutes_by": str(meeting.minutes_by_id or ""), "seen": meeting.fingerprint()}


class AboutForm(forms.Form):
    """A form that may say what thing of the partnership it is about; without things to choose from it does not ask."""

    about = forms.ChoiceField(
        label=_("What is it about?"),
        required=False,
        help_text=_("A thing of this partnership, for example a goal or a request. The topic leads to its page."),
    )

    def offer_things(self, things, now: Thing | None = None) -> None:
        """After super().__init__: `things` to choose from, or None; `now`: what is chosen already, which stays to choose."""
        if things is None:
            del self.fields["about"]
            return
        self.things = {key_of(each): each for each in [*things, *([now] if now else [])]}
        self.fields["about"].choices = choices_of(list(self.things.values()))

    def about_what(self) -> dict:
        """Keyword argument for the verbs of topics."""
        return {"about": self.things.get(self.cleaned_data["about"])} if "about" in self.fields else {}


class TopicForm(SeenForm, AboutForm):
    title = TextField(label=_("Topic"), max_length=200)
    purpose = forms.ChoiceField(label=_("Purpose"), choices=Item.Purpose)
    minutes = forms.IntegerField(
        label=pgettext_lazy("time", "Minutes"),
        min_value=1,
        max_value=480,
        initial=10,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    field_order = ("title", "purpose", "minutes", "about")

    def __init__(self, *args, things=None, now: Thing | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer_things(things, now)

    def words(self) -> dict:
        return super().words() | self.about_what()

    @staticmethod
    def initial_of(item) -> dict:
        about = thing_of(item)
        words = {"title": item.title, "purpose": item.purpose, "minutes": item.minutes_planned, "seen": item.fingerprint()}
        return words | {"about": key_of(about) if about else ""}


class ReasonForm(forms.Form):
    reason = TextField(label=_("Reason"), lines=3, max_length=400, help_text=_("Both sides can read this."))


class BeginForm(forms.Form):
    """Begin the minutes; while the meeting is still to come it asks first."""

    early = forms.BooleanField(
        label=_("Yes, begin the minutes already."),
        error_messages={"required": _("Please say that you want to begin before the meeting, or go back.")},
    )

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        if meeting.has_begun:
            del self.fields["early"]


class DecisionForm(SeenForm):
    item = forms.ChoiceField(label=_("Topic"), required=False)
    text = TextField(label=_("What was decided?"), lines=4, max_length=4000, help_text=NO_NAMES)
    reservation = TextField(
        label=_("Subject to"), required=False, max_length=200, help_text=_("For example: consent of the supervisory board on 19.11.")
    )
    reservation_of = forms.ChoiceField(
        label=_("Which house does that depend on?"), required=False, help_text=_("That house says when the reservation is lifted.")
    )
    replaces = forms.ModelChoiceField(label=_("Replaces the decision"), queryset=None, required=False, empty_label=_("none"))

    def __init__(self, *args, meeting, by, items=None, decision=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.parties = {str(party.organisation_id): party.organisation for party in meeting.partnership.binding_parties()}
        houses = [(key, str(organisation)) for key, organisation in self.parties.items()]
        self.fields["reservation_of"].choices = [("", _("neither of the two, or both")), *houses]
        earlier = Decision.objects.visible_to(by).filter(partnership=meeting.partnership_id).order_by("-number")
        self.fields["replaces"].queryset = earlier.exclude(pk=decision.pk) if decision else earlier
        offer_topics(self, items)

    def words(self) -> dict:
        words = super().words()
        return words | {"reservation_of": self.parties.get(words["reservation_of"])}

    @staticmethod
    def initial_of(decision) -> dict:
        return {
            "text": decision.text,
            "reservation": decision.reservation,
            "reservation_of": str(decision.reservation_of_id or ""),
            "replaces": decision.replaces_id,
            "seen": decision.fingerprint(),
        }


def offer_topics(form, items) -> None:
    """The topics a decision or a task may belong to; while it is only reworded, none."""
    if items is None:
        del form.fields["item"]
    else:
        form.items = {str(item.pk): item for item in items}
        form.fields["item"].choices = [
            ("", _("no topic")),
            *((key, f"{place}. {item}") for place, (key, item) in enumerate(form.items.items(), 1)),
        ]
