"""What contributions do to pots: reserve with the grant, spend with the payment, free with a no. Called within their transactions,
which hold the contribution's row; the pots' rows are locked afterwards, always in the same order.
"""

from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from partnerships.base.prepared import Param, PreparedRows
from partnerships.base.valuation import Kind
from partnerships.base.verdict import Refused, require
from partnerships.journal.actions import record
from projects.contribution import spread
from projects.contribution.models import Contribution
from projects.pot import rules
from projects.pot.models import Pot, Reservation

ZERO = Decimal("0.00")


def years_of(contribution: Contribution) -> range:
    return range(contribution.starts_on.year, contribution.ends_on.year + 1)


def shares(contribution: Contribution, years, column: str) -> dict[int, Decimal]:
    """How much of asked, offered or granted falls into each of these years; one query."""
    each = {f"in_{year}": spread.between(date(year, 1, 1), date(year, 12, 31), column) for year in years}
    row = Contribution.objects.filter(pk=contribution.pk).annotate(**each).values_list(*each).get()
    return dict(zip(years, row, strict=True))


def pots_for(contribution: Contribution) -> list[Pot]:
    """The giver's open pots of the earliest of the contribution's years that has any; one query. Money only."""
    if contribution.kind != Kind.MONEY:
        return []
    years = years_of(contribution)
    found = _POTS.rows({"organisation": contribution.giver_id, "first_year": years[0], "last_year": years[-1]})
    return [pot for pot in found if pot.year == found[0].year]


def _pots():
    years = {"year__gte": Param("first_year", "int"), "year__lte": Param("last_year", "int")}
    return Pot.objects.open().to_choose().filter(organisation=Param("organisation", "uuid"), **years).order_by("year", "name", "pk")


_POTS = PreparedRows(_pots)


def reserve_offer(contribution: Contribution, pot: Pot | None, *, by) -> None:
    """Reserve what has just been offered, in this pot and, over several years, in those of the same purpose and quarter.

    Where the giver has pots for these years one must be named. Journal: pot.reserved (internal).
    """
    if pot is None:
        if pots_for(contribution):
            raise Refused(_("Please say from which pot the money comes."))
        return
    if pot.organisation_id != contribution.giver_id or contribution.kind != Kind.MONEY:
        raise Refused(_("Please say from which pot the money comes."))
    years = list(years_of(contribution))
    alike = Pot.objects.open().filter(organisation=pot.organisation_id, name=pot.name, quarter=pot.quarter_id, year__in=years)
    reserve(contribution, sorted({each.pk for each in alike} | {pot.pk}), by=by)


def reserve(contribution: Contribution, pots: list, *, by) -> None:
    """Reserve in each of these pots what falls into its year, where the year is in no pot yet. Journal: pot.reserved (internal)."""
    taken = set(Reservation.objects.filter(contribution=contribution).values_list("year", flat=True))
    locked = [pot for pot in lock(pots) if pot.year not in taken and pot.year in years_of(contribution)]
    parts = shares(contribution, [pot.year for pot in locked], "offered")
    for pot in locked:
        amount = parts[pot.year]
        if not amount:
            continue
        require(rules.is_open(pot))
        require(rules.has_room(pot, amount))
        _book(contribution, amount, pot, by=by)
    spend(contribution)


def lock(pots) -> list[Pot]:
    """These rows, held until the transaction ends, with what was paid beyond a reservation."""
    list(Pot.objects.select_for_update().filter(pk__in=pots).order_by("pk").values_list("pk"))
    return list(Pot.objects.for_list().filter(pk__in=pots).order_by("pk"))


def free(contribution: Contribution, *, by) -> None:
    """Nothing of it binds any more: all that is reserved for it is free again. Journal: pot.freed (internal)."""
    for reservation in Reservation.objects.filter(contribution=contribution).order_by("pot_id"):
        give_back(reservation, contribution, to=ZERO, by=by, reason="")


def follow_amount(contribution: Contribution) -> None:
    """Less binds than before, for instance by an amended agreement: of each year there stays what falls into it now, or was paid.

    Journal: pot.freed (internal), by nobody.
    """
    rows = list(Reservation.objects.filter(contribution=contribution).order_by("pot_id"))
    if not rows:
        return
    lock([row.pot_id for row in rows])
    parts = shares(contribution, [row.year for row in rows], "granted")
    for row in rows:
        if (keep := max(parts[row.year], row.spent)) < row.amount:
            give_back(row, contribution, to=keep, by=None, reason="")
    spend(contribution)


def give_back(reservation: Reservation, contribution: Contribution, *, to: Decimal, by, reason: str) -> None:
    """Keep that much of the reservation and free the rest; nothing left is no reservation. Journal: pot.freed (internal)."""
    [pot] = lock([reservation.pot_id])
    reservation = Reservation.objects.get(pk=reservation.pk)
    freed = reservation.amount - to
    pot.reserved -= freed
    pot.save(update_fields=["reserved"])
    if to:
        reservation.amount = to
        reservation.save(update_fields=["amount"])
    else:
        reservation.delete()
    record(
        "pot.freed", pot, by=by, organisation=pot.organisation, internal_to=pot.organisation, reason=reason, **_words(contribution, freed)
    )


def carry(contribution: Contribution, *, year: int, by) -> None:
    """The term goes on into that year: what is reserved and not paid moves to the open pot of the same purpose there, where there is one.

    Journal: pot.freed and pot.reserved (internal).
    """
    rows = list(Reservation.objects.filter(contribution=contribution).select_related("pot").order_by("year"))
    last = next((row for row in reversed(rows) if row.rest and row.year < year), None)
    if last is None or any(row.year == year for row in rows):
        spend(contribution)
        return
    alike = Pot.objects.open().filter(organisation=last.pot.organisation_id, name=last.pot.name, quarter=last.pot.quarter_id, year=year)
    target = alike.values_list("pk", flat=True).first()
    if target is None:
        spend(contribution)
        return
    lock([last.pot_id, target])
    amount = last.rest
    give_back(last, contribution, to=last.spent, by=by, reason="")
    [pot] = lock([target])
    require(rules.has_room(pot, amount))
    _book(contribution, amount, pot, by=by)
    spend(contribution)


def follow_term(contribution: Contribution, *, by) -> None:
    """The term has been extended: what falls into the new years now moves to their open pots of the same purpose, as far as it is not paid.

    Where there is no such pot, or no room in it, it stays reserved where it is. Journal: pot.freed and pot.reserved (internal).
    """
    rows = list(Reservation.objects.filter(contribution=contribution).select_related("pot").order_by("-year"))
    if not rows:
        return
    pot, known = rows[0].pot, {row.year for row in rows}
    alike = Pot.objects.open().filter(organisation=pot.organisation_id, name=pot.name, quarter=pot.quarter_id)
    new = alike.filter(year__in=set(years_of(contribution)) - known).values_list("pk", flat=True)
    parts = shares(contribution, years_of(contribution), "offered")
    lock([row.pot_id for row in rows] + list(new))
    for pot in lock(list(new)):
        free_now = [(row, min(row.rest, max(row.amount - parts[row.year], ZERO))) for row in rows]
        amount = min(parts[pot.year], sum((most for _row, most in free_now), ZERO))
        if amount and rules.has_room(pot, amount):
            _move(contribution, amount, free_now, pot, by=by)
            rows = list(Reservation.objects.filter(contribution=contribution, year__in=known).select_related("pot").order_by("-year"))
    spend(contribution)


def _move(contribution: Contribution, amount: Decimal, sources, pot: Pot, *, by) -> None:
    """That much from these reservations, each with what it can spare, to this pot; all the pots are locked."""
    left = amount
    for row, most in sources:
        if taken := min(left, most):
            give_back(row, contribution, to=row.amount - taken, by=by, reason="")
            left -= taken
    _book(contribution, amount, pot, by=by)


def _book(contribution: Contribution, amount: Decimal, pot: Pot, *, by) -> None:
    """The pot is locked and has the room. Journal: pot.reserved (internal)."""
    pot.reserved += amount
    pot.save(update_fields=["reserved"])
    Reservation.objects.create(pot=pot, contribution=contribution, year=pot.year, amount=amount, by=by)
    record("pot.reserved", pot, by=by, organisation=pot.organisation, internal_to=pot.organisation, **_words(contribution, amount))


def spend(contribution: Contribution) -> None:
    """What was paid in all fills the years one after the other, whether they are in a pot or not; the last one takes what is beyond."""
    rows = {reservation.year: reservation for reservation in Reservation.objects.filter(contribution=contribution)}
    if not rows:
        return
    left, paid = contribution.delivered, {}
    for year, share in shares(contribution, years_of(contribution), "offered").items():
        paid[year] = min(left, rows[year].amount if year in rows else share)
        left -= paid[year]
    paid[max(rows)] += left
    for year, reservation in rows.items():
        if paid[year] != reservation.spent:
            Reservation.objects.filter(pk=reservation.pk).update(spent=paid[year])


def without_pot(contributions, organisation, year: int):
    """Of these contributions the money this organisation has promised for that year, of which no pot knows."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    known = Reservation.objects.filter(contribution=OuterRef("pk"), year=year)
    money = contributions.promised().filter(giver=organisation, kind=Kind.MONEY, starts_on__lte=last, ends_on__gte=first)
    rows = money.filter(~Exists(known))
    return rows.annotate(share=spread.between(first, last)).filter(share__gt=0)


def _words(contribution: Contribution, amount: Decimal) -> dict:
    return {"contribution": contribution.title, "contribution_id": str(contribution.pk), "amount": amount}
