"""Hints on what stands in the tables and promises: where two entries do not fit, or have consequences one may not expect."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from partnerships.agreement.models import Agreement
from partnerships.agreement.term import Renewal, add_months
from partnerships.agreement.vocabulary import HOUSING, LOAN, LOAN_COSTS, MARKET_RENT, REDUCED_RENT
from partnerships.agreement.wording import Wording
from partnerships.base.money import read_number
from partnerships.base.templatetags.portal import day, euro
from partnerships.base.valuation import Kind, MoneyType

LOANS = (LOAN, LOAN_COSTS)
RENTS = (REDUCED_RENT, MARKET_RENT)
LEAD_MONTHS = 6


def rows_of(clause, group: str) -> list[dict]:
    return clause.data.get(group, [])


def on_tables(clause, wording: Wording, kind: str) -> Iterator[tuple[str, str]]:
    """Name and sentence of each hint on the tables of this clause."""
    yield from _on_offers(clause)
    yield from _on_rooms(clause, wording)
    yield from _on_press(clause, wording)
    yield from _on_money(clause, wording)
    yield from _on_insurance(clause, wording)
    yield from _on_talk(clause, wording)


def lends_rooms(wording: Wording, kind: str) -> bool:
    """Are rooms lent: by the kind of agreement, by a promise, or by a table?"""
    if kind == Agreement.Kind.USE or any(promise.kind == Kind.ROOMS for promise in wording.promises):
        return True
    return any(row.get("use_type") in LOANS for clause in wording.clauses for row in rows_of(clause, "rooms"))


def _on_offers(clause) -> Iterator[tuple[str, str]]:
    offers = rows_of(clause, "offers")
    for row in offers:
        name = {"offer": row.get("offer", "")}
        if row.get("open_to") in ("tenants", "members"):
            yield "open_to", _("“%(offer)s” is not open to all residents. A charity may lose its tax privilege by that.") % name
        if row.get("organiser") == HOUSING or row.get("takes_money") in (HOUSING, "both"):
            text = _(
                "“%(offer)s”: if the housing company is the organiser or takes money, it may lose a relief from trade tax, even with small "
                "amounts. Let the social organisation organise it, or ask a tax adviser first."
            )
            yield "organiser", text % name
    unanswered = [str(row.get("offer", "")) for row in offers if not row.get("organiser")]
    if unanswered:
        names = ", ".join(f"„{name}“" for name in unanswered[:5])
        yield "who_organises", _("Please say who is the organiser and who takes money: %(offers)s.") % {"offers": names}


def _on_rooms(clause, wording: Wording) -> Iterator[tuple[str, str]]:
    for row in rows_of(clause, "rooms"):
        name, use, rent = {"room": row.get("room", "")}, row.get("use_type"), row.get("rent")
        if use in LOANS and rent and _number(rent):
            yield (
                "loan_or_rent",
                _("“%(room)s” is a loan, but a rent is named. Any rent makes it a tenancy, with other notice periods.") % name,
            )
        if use in RENTS and not rent:
            yield "rent_missing", _("“%(room)s” is rented, but no rent is named.") % name
        if use in RENTS and any(promise.kind == Kind.ROOMS for promise in wording.promises):
            text = _("“%(room)s” is rented. What is promised as the value of rooms should only be what the rent stays below the usual.")
            yield "rent_promised", text % name


def _on_press(clause, wording: Wording) -> Iterator[tuple[str, str]]:
    for row in rows_of(clause, "press"):
        if row.get("logo") in ("link", "emphasis"):
            if any(promise.money_type == MoneyType.SPONSORING for promise in wording.promises):
                yield "sponsor_link", _("A link or special emphasis of the sponsor counts as advertising and is taxable.")
            else:
                text = _(
                    "A logo with a link or emphasis is a service to the giver: a grant may become taxable. Plain, without a link, is safe."
                )
                yield "logo_link", text


def _on_money(clause, wording: Wording) -> Iterator[tuple[str, str]]:
    for row in rows_of(clause, "funding"):
        total = row.get("total")
        for group in ("instalments", "per_year"):
            parts = [_number(each["amount"]) for each in rows_of(clause, group) if each.get("amount")]
            if total and parts and sum(parts) != _number(total):
                yield (
                    "sum",
                    _("The amounts of the table add up to %(sum)s, not to %(total)s.")
                    % {
                        "sum": euro(sum(parts)),
                        "total": euro(_number(total)),
                    },
                )
        promised = {promise.money_type for promise in wording.promises if promise.kind == Kind.MONEY}
        if row.get("money_type") and promised and row["money_type"] not in promised:
            yield "money_type", _("The kind of money here is another than in the promises.")


def _on_insurance(clause, wording: Wording) -> Iterator[tuple[str, str]]:
    for row in rows_of(clause, "insurance"):
        until = _day(row.get("valid_until"))
        if until and wording.ends_on and until < wording.ends_on:
            text = _("The proof of “%(covers)s” is valid until %(day)s only. Please agree on who brings the next one.")
            yield "insurance", text % {"covers": row.get("covers", ""), "day": day(until)}


def _on_talk(clause, wording: Wording) -> Iterator[tuple[str, str]]:
    if clause.key != "term" or not wording.ends_on or wording.renewal == Renewal.NONE:
        return
    months = next((_number(row["months"]) for row in rows_of(clause, "renewal_talk") if row.get("months")), None)
    if months is None or months < LEAD_MONTHS:
        text = _("Decisions about what comes next often take more than a year. Please agree to talk 12 to 15 months before the end.")
        yield "talk", text
    elif wording.renewal == Renewal.AUTO and months <= wording.notice_months:
        yield "talk_late", _("The talk would begin when notice can no longer be given. Please agree on an earlier one.")


def on_term(wording: Wording) -> Iterator[tuple[str, str]]:
    """Hints on title and term."""
    start, end = wording.starts_on, wording.ends_on
    if start and end and wording.notice_months and add_months(start, wording.notice_months) > end:
        yield "notice_too_long", _("The notice period is longer than the term: notice could never take effect.")
    if wording.notice_to == "term" and not end:
        yield "notice_without_end", _("Notice to the end of the term needs an end of the term.")


def _number(text) -> Decimal:
    """What is still being typed may be no number yet."""
    try:
        return read_number(str(text))
    except ValueError:
        return Decimal(0)


def _day(text) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None
