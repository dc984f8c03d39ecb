"""Amendments in every state, made by the actions themselves."""

from dataclasses import replace
from datetime import date

from partnerships.agreement import actions as agreements
from partnerships.agreement.models import Agreement
from partnerships.agreement.wording import Wording
from partnerships.amendment import actions
from tests.partnerships.agreement import making


def read(agreement) -> Agreement:
    return Agreement.objects.get(pk=agreement.pk)


def in_force(cast, team=None, **changes) -> Agreement:
    return read(making.active(cast, team, **changes))


def reworded(amendment, key: str, body: str) -> Wording:
    """The words of the amendment as they stand, with another text of this clause."""
    words = Wording.of(read(amendment).current())
    return replace(words, clauses=tuple(replace(each, body=body) if each.key == key else each for each in words.clauses))


def drafted(cast, agreement, team=None, *, key="purpose", body="Sie treffen sich jede Woche.", starts_on: date | None = None, **changes):
    """A draft that changes one clause, or what `changes` say of its words."""
    team = team or cast.social
    amendment = actions.amend(agreement, by=team.coordinator, starts_on=starts_on)
    words = replace(reworded(amendment, key, body), **changes)
    return agreements.edit(amendment, saves=1, wording=words, by=team.coordinator)


def offered(cast, agreement, team=None, **changes) -> Agreement:
    team = team or cast.social
    amendment = drafted(cast, agreement, team, **changes)
    return agreements.offer(amendment, saves=read(amendment).current().saves, comment="Bitte ändern.", by=team.coordinator)


def signed(cast, agreement, team=None, **changes) -> Agreement:
    """Signed by all; part of the agreement when its first day has come."""
    return read(making.conclude(offered(cast, agreement, team, **changes), cast))
