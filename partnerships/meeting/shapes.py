"""What the verbs of the meeting take and give."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.apps import apps
from django.urls import reverse

from partnerships.meeting.models import CLOSING_DAYS
from partnerships.organisation.models import Organisation
from partnerships.person.models import Person


@dataclass(frozen=True)
class Guest:
    """Somebody who takes part: a member of a party, or with a name only."""

    name: str
    person: Person | None = None
    organisation: Organisation | None = None
    email: str = ""  # of a guest; a member has one anyway

    @property
    def key(self) -> tuple:
        """Who it is: a participant of the same key is the same."""
        return (self.person.pk if self.person else None, self.name, self.email)


@dataclass(frozen=True)
class Plan:
    """What is planned of a meeting. Without a title it is numbered: Jour fixe Nr. 2026-03."""

    kind: str
    starts_at: datetime
    ends_at: datetime
    title: str = ""
    place: str = ""
    online_url: str = ""
    chair: str = ""
    minutes_by: Organisation | None = None
    minute_taker: str = ""
    people: tuple[Guest, ...] = ()
    closing_days: int = CLOSING_DAYS


@dataclass(frozen=True)
class Typed:
    """A text as typed, the fingerprint of the text its writer saw before and, where the page sent it, that text.

    `perhaps`: what the page sent before without getting an answer; one of these may have been saved.
    """

    text: str
    seen: str
    base: str | None = None
    perhaps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Clash:
    """A text that somebody else changed in the meantime: theirs is kept, mine is shown again."""

    key: str
    theirs: str
    by: str


@dataclass(frozen=True)
class Thing:
    """A thing of the partnership, as the journal names it."""

    type: str
    pk: UUID
    label: str

    @property
    def kind(self) -> str:
        """The word for what it is."""
        name = str(apps.get_model(self.type)._meta.verbose_name)
        return name[:1].upper() + name[1:]

    @property
    def url(self) -> str:
        """Every subject of the journal has a page named <model>_detail."""
        return reverse(f"{self.type.rpartition('.')[2].lower()}_detail", args=[self.pk])
