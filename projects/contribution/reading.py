"""A contribution with all that its pages show of it, read by queries that are planned once (base/prepared.py)."""

from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, F, FilteredRelation, Q, Sum, Value

from partnerships.base.prepared import FOUND, PERSON, AmongFound, Param, Prepared, PreparedRows
from partnerships.organisation.standing import ANYONE, by_id, values_of
from projects.contribution import desk, spread
from projects.contribution.figures import with_figures, with_named_figures
from projects.contribution.letter import Message
from projects.contribution.models import Contribution, Delivery
from projects.contribution.parts import with_parts
from projects.contribution.spread import Day
from projects.contribution.turn import with_turns

OF_IT, GIVER, RECEIVER = (Param(name, "uuid") for name in ("contribution", "giver", "receiver"))
DECIDES = Param("decides", "uuid[]")
OF_DELIVERY = ("contribution__giver", "contribution__receiver", "contribution__partnership", "noted_for", "noted_by", "confirmed_by")

contribution_or_404 = by_id(lambda: Contribution.objects.visible_to(ANYONE).for_list())  # without its parts
delivery_or_404 = by_id(lambda: Delivery.objects.visible_to(ANYONE).select_related(*OF_DELIVERY))

NAMES = ("giver__name", "giver__short_name", "receiver__name", "receiver__short_name", "partnership__title", "project__title")
IN_LIST = ("title", "kind", "state", "state_since", "asked", "offered", "granted", "delivered", "confirmed", "hands", *NAMES)


def _in_list(with_their_figures):
    rows = Contribution.objects.filter(AmongFound("pk", params=(FOUND,))).for_list().only(*IN_LIST)
    return PreparedRows(lambda: with_turns(with_their_figures(rows), ANYONE))


_LISTED, _LISTED_OF_DAYS = _in_list(with_figures), _in_list(with_named_figures)


def listed(person, start: date | None, end: date | None) -> tuple[PreparedRows, dict]:
    """How the rows of a list are read, with the figures of these days, or of all: for summed_page_of()."""
    if start is None or end is None:
        return _LISTED, values_of(person)
    return _LISTED_OF_DAYS, values_of(person, **_days(start, end))


def _whole():
    rows = Contribution.objects.visible_to(ANYONE).for_list().select_related("asked_by", "decided_by", "agreement")
    return with_parts(rows.filter(pk=OF_IT), ANYONE)


def _with_neighbours():
    queue = Contribution.objects.visible_to(ANYONE).decidable(DECIDES, PERSON)
    return _whole().annotate(**desk.beside(queue), letter_rows=desk.letters())


def _letters():
    return Message.objects.filter(contribution=OF_IT).select_related("by", "organisation")


def _deliveries():
    proposed = FilteredRelation("rebookings", condition=Q(rebookings__state="open"))
    rows = Delivery.objects.filter(contribution=OF_IT).select_related("noted_by", "noted_for", "confirmed_by", "corrects")
    return rows.annotate(proposed=proposed, proposed_id=F("proposed__pk"))


FIGURES = ("to_them", "from_them", "delivered", "confirmed", "granted", "declined", "waiting")


def _between_two() -> tuple[str, tuple]:
    first, after, giver = Day.named("first"), Day.named("after"), Q(giver=GIVER)
    of_two = Q(giver=GIVER, receiver=RECEIVER) | Q(giver=RECEIVER, receiver=GIVER)
    here, promised = Q(giver, starts_on__lt=after.day, ends_on__gte=first.day), Q(state__in=Contribution.PROMISED)
    rows = Contribution.objects.visible_to(ANYONE).filter(of_two).exclude(pk=OF_IT).order_by()
    figures = {
        "to_them": Sum(spread.inside(first, after), filter=giver),
        "from_them": Sum(spread.inside(first, after), filter=Q(giver=RECEIVER)),
        **{name: Sum(name, filter=giver & promised) for name in ("delivered", "confirmed")},
        "granted": Count("pk", filter=here & promised),
        "declined": Count("pk", filter=here & Q(state=Contribution.State.DECLINED)),
        "waiting": Count("pk", filter=Q(giver, state__in=Contribution.OPEN)),
    }
    all_of_them = rows.annotate(everything=Value(1)).values("everything").annotate(**{f"{name}_": each for name, each in figures.items()})
    return all_of_them.values_list(*(f"{name}_" for name in FIGURES)).query.sql_with_params()


def _asked_within() -> tuple[str, tuple]:
    share = spread.inside(Day.named("first"), Day.named("after"), "asked")
    return Contribution.objects.filter(pk=OF_IT).annotate(share=share).values_list("share").query.sql_with_params()


_BETWEEN_TWO, _ASKED_WITHIN = Prepared(_between_two), Prepared(_asked_within)
_WHOLE, _ON_THE_DESK = PreparedRows(_whole), PreparedRows(_with_neighbours)
_LETTERS, _DELIVERIES = PreparedRows(_letters), PreparedRows(_deliveries)


def whole_or_404(person, pk) -> Contribution:
    """With its parts; one query."""
    return _WHOLE.one_or_404(values_of(person, contribution=pk))


def on_the_desk_or_404(person, pk) -> Contribution:
    """With its parts, its letters and its neighbours among all that this person may decide; one query."""
    return _ON_THE_DESK.one_or_404(values_of(person, contribution=pk, decides=desk.desks_of(person)))


def letters_of(contribution: Contribution) -> list[Message]:
    """Question, answer and message, the oldest first; one query."""
    return _LETTERS.rows({"contribution": contribution.pk})


def deliveries_of(contribution: Contribution) -> list[Delivery]:
    """What came, with the correction that is proposed of each; one query."""
    return _DELIVERIES.rows({"contribution": contribution.pk})


def between_two(person, contribution: Contribution) -> dict:
    """What these two give each other in the years of the request, both ways, and what else is open; one query."""
    start, end = contribution.starts_on.replace(month=1, day=1), contribution.ends_on.replace(month=12, day=31)
    two = {"giver": contribution.giver_id, "receiver": contribution.receiver_id}
    days = _days(start, end)
    (found,) = _BETWEEN_TWO.rows(values_of(person, contribution=contribution.pk, **two, **days))
    years = str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    return dict(zip(FIGURES, found, strict=True)) | {"years": years}


def asked_in(contribution: Contribution, year: int) -> Decimal:
    """How much of what is asked for falls into that year; one query."""
    days = _days(date(year, 1, 1), date(year, 12, 31))
    ((share,),) = _ASKED_WITHIN.rows({"contribution": contribution.pk, **days})
    return share


def _days(start: date, end: date) -> dict:
    """Both included, for queries with Day.named("first") and Day.named("after")."""
    return Day.known("first", start) | Day.known("after", end + timedelta(days=1))
