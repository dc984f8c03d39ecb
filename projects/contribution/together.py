"""Several small requests decided together: each by its own rules, with its own four eyes and its own line in the journal."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from partnerships.base.prepared import FOUND, AmongFound, Param, PreparedRows
from partnerships.base.valuation import Kind
from partnerships.base.verdict import Refused, Verdict, first_no
from partnerships.organisation.standing import ANYONE, values_of
from partnerships.partnership import scope
from projects.contribution import actions, release, rules, spread
from projects.contribution.models import Contribution
from projects.pot import rules as pot_rules
from projects.pot.models import Pot

MOST = 50
State = Contribution.State


@dataclass
class Pick:
    """A request that was ticked, with the edition its reader saw, and what may be done with it."""

    contribution: Contribution
    edition: str
    verdict: Verdict
    pots: list[Pot] = field(default_factory=list)
    alone: bool = True

    @property
    def value(self) -> str:
        return f"{self.contribution.pk}:{self.edition}"

    @property
    def pot_name(self) -> str:
        return f"pot-{self.contribution.pk}"


@dataclass
class Outcome:
    """What became of each: decided, or refused with its sentence."""

    decided: list[Contribution] = field(default_factory=list)
    proposed: list[Contribution] = field(default_factory=list)
    refused: list[tuple[Contribution, str]] = field(default_factory=list)


def read(values: list[str]) -> dict[UUID, str]:
    """The ids that were ticked, each with its edition; nonsense is passed over."""
    found = {}
    for value in values:
        key, _colon, edition = value.partition(":")
        try:
            found[UUID(key)] = edition
        except ValueError:
            continue
    return dict(list(found.items())[:MOST])


def _ticked():
    rows = Contribution.objects.visible_to(ANYONE).filter(AmongFound("pk", params=(FOUND,)))
    return rows.for_list().select_related("decided_by").order_by("state_since", "pk")


def _pots():
    givers = scope.Among("organisation", params=(Param("givers", "uuid[]"),))
    rows = Pot.objects.open().to_choose().filter(givers, year__gte=Param("first", "int"), year__lte=Param("last", "int"))
    return rows.order_by("year", "name", "pk")


_TICKED, _POTS = PreparedRows(_ticked), PreparedRows(_pots)


def picks_of(person, values: list[str]) -> list[Pick]:
    """The ticked requests as they are now; the same number of queries however many they are."""
    wanted = read(values)
    rows = _TICKED.rows(values_of(person, found=list(wanted)))
    aheads = release.aheads(rows, person)
    pots = _pots_of(rows)
    picks = []
    for row in rows:
        verdict = first_no(rules.may_decide(person, row), row.is_current(wanted[row.pk]))
        picks.append(Pick(row, wanted[row.pk], verdict, pots.get(row.pk, []), aheads[row.pk].alone))
    _look_at_room(picks)
    return picks


def _pots_of(rows: list[Contribution]) -> dict[UUID, list[Pot]]:
    """For each request of money the pots it may come from: the giver's open ones of the earliest year that has any; one query."""
    money = [row for row in rows if row.kind == Kind.MONEY]
    if not money:
        return {}
    givers = {row.giver_id: row.giver for row in money}
    years = [year for row in money for year in (row.starts_on.year, row.ends_on.year)]
    by_giver = defaultdict(list)
    for pot in _POTS.rows({"givers": list(givers), "first": min(years), "last": max(years)}):
        pot.organisation = givers[pot.organisation_id]
        by_giver[pot.organisation_id].append(pot)
    found = {}
    for row in money:
        its = [pot for pot in by_giver[row.giver_id] if row.starts_on.year <= pot.year <= row.ends_on.year]
        found[row.pk] = [pot for pot in its if pot.year == its[0].year]
    return found


def _look_at_room(picks: list[Pick]) -> None:
    """Where only one pot is possible and all before it have taken theirs: is there room? The action asks again under its lock."""
    parts = _parts([pick for pick in picks if pick.verdict and len(pick.pots) == 1])
    taken: dict = defaultdict(Decimal)
    for pick in picks:
        if pick.contribution.pk not in parts:
            continue
        [pot] = pick.pots
        amount = parts[pick.contribution.pk].get(pot.year, Decimal(0))
        pick.verdict = pot_rules.has_room(pot, taken[pot.pk] + amount)
        if pick.verdict:
            taken[pot.pk] += amount


def _parts(picks: list[Pick]) -> dict[UUID, dict[int, Decimal]]:
    """How much of each falls into the year of its pot; one query."""
    if not picks:
        return {}
    years = sorted({pick.pots[0].year for pick in picks})
    each = {f"in_{year}": spread.between(date(year, 1, 1), date(year, 12, 31), "asked") for year in years}
    rows = Contribution.objects.filter(pk__in=[pick.contribution.pk for pick in picks]).annotate(**each).values_list("pk", *each)
    return {pk: dict(zip(years, amounts, strict=True)) for pk, *amounts in rows}


def grant(picks: list[Pick], *, pots: dict[str, str], open_hours: Decimal | None = None, by) -> Outcome:
    """Grant each of these, in a transaction of its own; what is refused stays open, with its sentence.

    With `open_hours` the rooms among them are valued by their bookings.
    """

    def one(pick: Pick) -> Contribution:
        chosen = pots.get(pick.pot_name) or (str(pick.pots[0].pk) if len(pick.pots) == 1 else "")
        pot = next((each for each in pick.pots if str(each.pk) == chosen), None)
        hours = open_hours if pick.contribution.kind == Kind.ROOMS else None
        return actions.grant(pick.contribution, edition=pick.edition, pot=pot, open_hours=hours, by=by)

    return _each(picks, one)


def decline(picks: list[Pick], *, by, **words) -> Outcome:
    """Decline each of these, with the same words, in a transaction of its own."""
    return _each(picks, lambda pick: actions.decline(pick.contribution, edition=pick.edition, by=by, **words))


def _each(picks: list[Pick], verb) -> Outcome:
    outcome = Outcome()
    for pick in picks:
        try:
            done = verb(pick)
        except Refused as refused:
            outcome.refused.append((pick.contribution, refused.reason))
            continue
        (outcome.proposed if done.state == State.RELEASING else outcome.decided).append(done)
    return outcome
