"""Whose ledger it is: a partnership's, a project's, an organisation's, a quarter's, or everything one works on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse

from neighbourhoods.quarter.models import Quarter
from partnerships.base.pages import uuid_or_404
from partnerships.organisation.models import Organisation
from partnerships.organisation.standing import ANYONE, by_id
from partnerships.partnership.models import Partnership
from projects.contribution.models import Contribution
from projects.project.models import Project


@dataclass(frozen=True)
class Kind:
    """A kind of scope: the door to its thing, and which contributions are its."""

    page: str
    door: Callable
    of: Callable[[Any], Q]


KINDS = {
    "partnership": Kind("ledger", Partnership.objects.worked_on_by, lambda thing: Q(partnership=thing)),
    "project": Kind("project_ledger", Project.objects.worked_on_by, lambda thing: Q(project=thing)),
    "organisation": Kind("organisation_ledger", Organisation.objects.visible_to, lambda thing: Q(giver=thing) | Q(receiver=thing)),
    "quarter": Kind("quarter_ledger", Quarter.objects.visible_to, lambda thing: Q(project__in=Project.objects.filter(quarters=thing))),
}


_NAMED = {key: by_id(lambda kind=kind: kind.door(ANYONE)) for key, kind in KINDS.items()}  # type: ignore[misc]


@dataclass(frozen=True)
class Scope:
    """`key` of KINDS and its thing, or neither: everything one works on."""

    key: str = ""
    thing: Any = None

    @classmethod
    def named(cls, key: str, pk, person) -> "Scope":
        """The one that an address names, if this person may see it."""
        return cls(key, _NAMED[key](person, pk))

    @classmethod
    def asked_for(cls, query, person) -> "Scope":
        """The one in a query: ?project=…; the first that is there."""
        for key in KINDS:
            if query.get(key):
                return cls.named(key, uuid_or_404(query[key]), person)
        return cls()

    def contributions(self, person):
        """Those of this scope that the person may see."""
        rows = Contribution.objects.visible_to(person)
        return rows.filter(KINDS[self.key].of(self.thing)) if self.key else rows

    @property
    def query(self) -> dict[str, str]:
        return {self.key: str(self.thing.pk)} if self.key else {}

    @property
    def url(self) -> str:
        return reverse(KINDS[self.key].page, args=[self.thing.pk]) if self.key else reverse("ledger_all")

    def __str__(self) -> str:
        return str(self.thing) if self.key else ""
