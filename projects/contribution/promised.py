"""What an agreement promises as rows of the ledger: written when all have signed, carried on when an amendment has changed the text.

A contribution follows its promise by the promise's key: as long as giver, receiver and kind stay, it is the same contribution with its
deliveries, whatever else is changed. What is no longer promised stays as far as it had been promised until the first day of the new
text, and at least as far as it was delivered; the rest lapses. So the promises of the valid text and what remains of those it no longer
has are, together, what the ledger says is promised.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import F, OuterRef, Q, Sum
from django.utils.translation import gettext as _

from partnerships.agreement.edition import Edition, Promise, periods
from partnerships.agreement.models import Agreement
from partnerships.base import clock, money
from partnerships.base.nested import nested, revived
from partnerships.base.templatetags.portal import euro
from partnerships.base.valuation import VALUED, Kind, value
from partnerships.base.verdict import YES, Verdict, no
from partnerships.journal.actions import record
from partnerships.partnership.models import Party
from projects.contribution.models import Contribution
from projects.pot import booking as pots

ZERO = Decimal(0)
COUNTED = ("quantity", "rate", "months", "offered_quantity", "offered_months")
PROMISED = ("key", "giver_id", "receiver_id", "kind", "per", "starts_on", "ends_on", "amount")
SAME = ("giver_id", "receiver_id", "kind")  # with another of these it is another promise


def write(agreement: Agreement, *, by) -> None:
    """One contribution for each promise of the current edition, granted for its whole term; asked twice, written once."""
    written = set(Contribution.objects.filter(agreement=agreement).values_list("promise_id", flat=True))
    sides, agreed_on = _sides(agreement), (agreement.signed_at or clock.now()).astimezone(clock.BERLIN).date()
    for promise in agreement.current().promises.select_related("giver", "receiver"):
        if promise.pk not in written:
            _begin(promise, agreement, sides, agreed_on, by=by)


def carry_on(agreement: Agreement, *, before: Edition, after: Edition, on: date) -> None:
    """The text has changed: every contribution follows its promise, new promises get theirs, what is gone lapses from this day on."""
    rows = Contribution.objects.select_for_update(of=("self",)).filter(agreement=agreement, promise__edition=before).order_by("pk")
    held = {each.promise_id: each for each in rows}
    former = {promise.key: promise for promise in before.promises.all() if promise.pk in held}
    sides = _sides(agreement)
    for promise in after.promises.all():
        old = former.get(promise.key)
        if old is None or not _is_the_same(old, promise):
            _begin(promise, agreement, sides, on, by=None)
        else:
            _follow(held[former.pop(promise.key).pk], old, promise, on)
    for old in former.values():
        _let_go(held[old.pk], old, on)


def came_of(amended):
    """Annotation: the promises of the valid text of which both have confirmed something, and how much."""
    rows = Contribution.objects.filter(agreement=amended, promise__edition__number=F("agreement__edition"), confirmed__gt=0)
    return nested(rows, came="confirmed", **{name: f"promise__{name}" for name in PROMISED})


def less_than_confirmed(amendment: Agreement, edition: Edition) -> Verdict:
    """Where this edition of an amendment promises less than the valid text: at least what both have confirmed as come? One query, unless
    came_of() has brought it along.

    What is taken out of the text altogether keeps what came (rest_of). What is confirmed between the last signature and the first day
    of the new text stands in the ledger as more than was promised.
    """
    if not hasattr(amendment, "came_rows"):
        amendment.came_rows = Agreement.objects.values_list(came_of(OuterRef("amends"))).get(pk=amendment.pk)[0]
    held = {each.key: each for each in revived(Promise, amendment.came_rows)}
    for promise in edition.promises.all():
        valid = held.get(promise.key)
        if valid is None or not _is_the_same(valid, promise):
            continue
        came = Decimal(str(valid.came))
        if promise.total < min(came, valid.total):
            words = {"title": promise.title, "confirmed": euro(came), "total": euro(promise.total)}
            return no(
                _("“%(title)s”: both sides have confirmed %(confirmed)s already, the amendment promises only %(total)s in all.") % words
                + " "
                + _("Please promise at least what has come. To end the promise, let it end earlier or take it out: what has come stays.")
            )
    return YES


def _is_the_same(old: Promise, new: Promise) -> bool:
    return all(getattr(old, name) == getattr(new, name) for name in SAME)


def _sides(agreement: Agreement) -> dict:
    parties = Party.objects.filter(partnership=agreement.partnership_id, state=Party.State.ACTIVE)
    return dict(parties.values_list("organisation_id", "side"))


def _begin(promise: Promise, agreement: Agreement, sides: dict, agreed_on: date, *, by) -> None:
    contribution = Contribution.objects.create(
        partnership=agreement.partnership,
        agreement=agreement,
        promise=promise,
        giver=promise.giver,
        receiver=promise.receiver,
        giver_side=sides[promise.giver_id],
        receiver_side=sides[promise.receiver_id],
        kind=promise.kind,
        state=Contribution.State.GRANTED,
        state_since=clock.now(),
        asked_at=clock.now(),
        **_columns(promise, agreed_on),
    )
    record(
        "contribution.promised",
        contribution,
        by=by,
        organisation=promise.giver,
        receiver=str(promise.receiver),
        amount=contribution.granted,
        agreement=str(agreement),
    )


def _columns(promise: Promise, agreed_on: date) -> dict:
    """Granted for the whole term: the total that both sides signed, at the rate they agreed on that day."""
    total = promise.total
    return {
        "money_type": promise.money_type,
        "title": promise.title,
        "starts_on": promise.starts_on,
        "ends_on": promise.ends_on,
        "rate_source": promise.rate_source,
        "rate_date": agreed_on if promise.is_valued else None,
        "asked": total,
        "offered": total,
        "granted": total,
        **counted(promise, total),
    }


def counted(promise: Promise, total: Decimal) -> dict:
    """Quantity, rate and months in which deliveries are counted: hours of the whole term, or months of the area. Where the promised
    amount is not what they make of it, to a cent for each time, the amount counts and the rate is left out.
    """
    nothing: dict = dict.fromkeys(COUNTED)
    if promise.kind not in VALUED or not promise.quantity or not promise.rate:
        return nothing
    months = Decimal(promise.periods) if promise.kind == Kind.ROOMS else None
    quantity = promise.quantity if months else money.cents(promise.quantity * promise.periods)
    found = value(promise.kind, quantity=quantity, rate=promise.rate, months=months)
    if abs(found - total) > money.CENT * promise.periods:
        return nothing | {"quantity": quantity}
    return {"quantity": quantity, "rate": promise.rate, "months": months, "offered_quantity": quantity, "offered_months": months}


def _follow(contribution: Contribution, old: Promise, new: Promise, on: date) -> None:
    """The same promise in the new edition, with the values it has there; a rate that stays keeps its day."""
    contribution.promise = new
    if old.content() == new.content():
        contribution.save(update_fields=["promise"])
        return
    before, since = contribution.granted, contribution.rate_date if (old.rate, old.rate_source) == (new.rate, new.rate_source) else None
    _settle(contribution, _columns(new, since or on), "promise")
    record(
        "contribution.amended", contribution, by=None, organisation=contribution.giver, amount_before=before, amount=contribution.granted,
        agreement=str(contribution.agreement),
    )  # fmt: skip


@dataclass(frozen=True)
class Rest:
    """What stays of a promise that is gone: until which day, and how much."""

    until: date
    total: Decimal
    columns: dict


def rest_of(promise: Promise, on: date, delivered: Decimal) -> Rest:
    """What was promised for the months or years that began before this day; of what is given once, what was delivered."""
    until = min(promise.ends_on, on - timedelta(days=1))
    if until < promise.starts_on or promise.per == Promise.Per.ONCE:
        return Rest(promise.ends_on, delivered, dict.fromkeys(COUNTED))
    total = money.cents(promise.amount * periods(promise.per, promise.starts_on, until))
    if delivered > total:
        return Rest(until, delivered, dict.fromkeys(COUNTED))
    shorter = Promise(kind=promise.kind, quantity=promise.quantity, rate=promise.rate, per=promise.per)
    shorter.starts_on, shorter.ends_on = promise.starts_on, until
    return Rest(until, total, counted(shorter, total))


def _let_go(contribution: Contribution, promise: Promise, on: date) -> None:
    """No longer promised from this day on."""
    before, rest = contribution.granted, rest_of(promise, on, contribution.delivered)
    if rest.total:
        _settle(
            contribution,
            {"ends_on": rest.until, "asked": rest.total, "offered": rest.total, "granted": rest.total} | rest.columns,
        )
    else:
        contribution.granted = ZERO
        contribution.edition += 1
        contribution.move_to("lapse", Contribution.State.LAPSED)
        contribution.save(update_fields=["granted", "edition", "state", "state_since"])
        pots.follow_amount(contribution)
    record(
        "contribution.lapsed", contribution, by=None, organisation=contribution.giver, amount_before=before, amount=contribution.granted,
        agreement=str(contribution.agreement), on=on,
    )  # fmt: skip


def _settle(contribution: Contribution, columns: dict, *also: str) -> None:
    """Its new values, and the state that follows from what was delivered; what no longer binds is free in its pots."""
    for name, column in columns.items():
        setattr(contribution, name, column)
    contribution.edition += 1
    confirmed = contribution.deliveries.aggregate(units=Sum("quantity", filter=Q(confirmed_at__isnull=False), default=ZERO))
    contribution.move_to("follow", contribution.settled_state(confirmed["units"]))
    contribution.save(update_fields=[*columns, "edition", "state", "state_since", *also])
    pots.follow_amount(contribution)
