"""What annexes may hang on: filled by the slices' places.py, as admin.site.register is by theirs."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar

from partnerships.base.verdict import YES, Verdict


@dataclass(frozen=True)
class Arrival:
    """How a new annex comes: the edition it belongs to (none yet: it waits for the next proposal), and who may read it."""

    edition: int | None = None
    shared: bool = False
    final: bool = False


class Place(ABC):
    """A kind of thing that annexes hang on."""

    model: ClassVar[Any]
    name: ClassVar[str]
    recorded: ClassVar[bool] = True  # in the journal
    shown: ClassVar[bool] = False  # both sides see it at once, pictures on the page itself: made smaller, and told in words

    @abstractmethod
    def visible_to(self, person):
        """The things whose annexes this person may read, as a queryset."""

    @abstractmethod
    def kinds_now(self, thing) -> tuple[str, ...]:
        """Which kinds of annex may be added in the thing's present state; none: no annex may."""

    @abstractmethod
    def may_add(self, person, thing) -> Verdict:
        """May this person add one now?"""

    @abstractmethod
    def arrival(self, thing, kind: str, *, internal: bool) -> Arrival:
        """Where an annex of that kind belongs; `internal`: its writer wants it read by the own organisation only."""

    @abstractmethod
    def home(self, thing) -> str:
        """The address of the page that lists the thing's annexes."""

    def may_remove(self, person, thing, annex) -> Verdict:
        """May this person remove an annex that is not final? That it is the own organisation's has been asked before."""
        return YES

    def locked(self, thing):
        """The thing read anew; it does not change its state until this transaction ends."""
        return self.model.objects.select_for_update(of=("self",), no_key=True).get(pk=thing.pk)


_PLACES: dict[str, Place] = {}


def register(place: Place) -> None:
    label = place.model._meta.label
    if label in _PLACES:
        raise ValueError(f"there are two places for {label}")
    _PLACES[label] = place


def places() -> tuple[Place, ...]:
    return tuple(_PLACES.values())


def place_of(thing) -> Place:
    return _PLACES[type(thing)._meta.label]


def place_named(name: str) -> Place:
    return next(place for place in _PLACES.values() if place.name == name)
