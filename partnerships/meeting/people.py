"""Who takes part, on every form that plans meetings: members of the parties to tick, guests to type."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from partnerships.base.forms import TextField
from partnerships.meeting.proposals import members_of
from partnerships.meeting.shapes import Guest

MOST_GUESTS = 40
ADDRESS = re.compile(r"[^\s<>()\[\],;:\"]+@[^\s<>()\[\],;:\"]+")


def read_guest(line: str) -> tuple[str, str]:
    """Name and e-mail address of a line like: Frau Kaya (Quartiersbüro) <kaya@example.org>."""
    found = ADDRESS.search(line)
    email = found[0] if found else ""
    if email:
        validate_email(email)
    rest = line.replace(found[0], " ").replace("<", " ").replace(">", " ") if found else line
    name = " ".join(rest.split()).strip(" ,;:")
    return name or email.partition("@")[0], email.lower()


class PeopleForm(forms.Form):
    """A form on which people are invited. Its __init__ calls offer_people()."""

    people = forms.MultipleChoiceField(label=_("Who takes part"), required=False, widget=forms.CheckboxSelectMultiple)
    guests = TextField(
        label=_("Guests"),
        lines=2,
        required=False,
        max_length=4000,
        help_text=_("One guest a line, for example: Frau Kaya (Quartiersbüro), kaya@example.org. Who has an address is invited by e-mail."),
    )
    chair = TextField(label=_("Chaired by"), required=False, max_length=120, widget=forms.TextInput(attrs={"list": "people-names"}))
    online_url = forms.URLField(
        label=_("Link for taking part online"),
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )

    def offer_people(self, partnership, by, *, named=()) -> None:
        self.members = members_of(partnership, by, named=named)
        self.parties = {str(party.organisation_id): party.organisation for party in partnership.binding_parties()}

    def show_people(self) -> None:
        """After super().__init__: the choices, side by side."""
        self.fields["people"].choices = [
            (organisation.name, [(str(each.pk), _label(each)) for each in self.members if each.organisation_id == organisation.pk])
            for organisation in self.parties.values()
        ]

    @property
    def names(self) -> list[str]:
        return [each.person.name for each in self.members]

    def clean_online_url(self) -> str:
        url = self.cleaned_data["online_url"]
        if url and not url.startswith(("https://", "http://")):
            raise ValidationError(_("Please enter an address that begins with https://."))
        return url

    def clean_guests(self) -> list[tuple[str, str]]:
        lines = [line for line in self.cleaned_data["guests"].splitlines() if line.strip()]
        try:
            found = list(dict.fromkeys(read_guest(line) for line in lines))
        except ValidationError as error:
            raise ValidationError(_("One of the e-mail addresses is not complete. Please check it.")) from error
        if len(found) > MOST_GUESTS or any(len(name) > 120 or len(email) > 254 for name, email in found):
            raise ValidationError(
                _("Please name at most %(most)s guests, one a line, each with at most 120 characters."), params={"most": MOST_GUESTS}
            )
        return found

    def invited(self) -> tuple[Guest, ...]:
        """Members that were ticked, and the guests."""
        chosen = [each for each in self.members if str(each.pk) in self.cleaned_data["people"]]
        persons = {each.person_id: Guest(each.person.name, each.person, each.organisation) for each in chosen}
        return (*persons.values(), *(Guest(name, email=email) for name, email in self.cleaned_data["guests"]))


def initial_people(rows, members) -> dict:
    """What the two fields show of participants, or of seats."""
    rows = list(rows)
    people = {(row.person_id, row.organisation_id) for row in rows if row.person_id}
    return {
        "people": [str(each.pk) for each in members if (each.person_id, each.organisation_id) in people],
        "guests": "\n".join(f"{row.name}, {row.email}" if row.email else row.name for row in rows if not row.person_id),
    }


def _label(membership) -> str:
    return f"{membership.person.name} ({membership.function})" if membership.known and membership.function else membership.person.name
