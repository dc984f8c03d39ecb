"""What the houses of the story promise each other."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from partnerships.agreement.wording import PromiseText

MIRROR = "Mietspiegel Auenstedt"
RATE = "Vollkostensatz Sozialmanagement"
VOLUNTEER = "Satz des Landesprogramms"


def money(story, giver, receiver, title, amount, per) -> PromiseText:
    return _promise(story, giver, receiver, "money", title, amount=Decimal(amount), money_type="zuschuss", per=per)


def rooms(story, giver, receiver, title, area, rent) -> PromiseText:
    return _promise(
        story,
        giver,
        receiver,
        "rooms",
        title,
        quantity=Decimal(area),
        rate=Decimal(rent),
        rate_source=f"{MIRROR} {story.year(2)[0].year}",
        per="month",
    )


def time(story, giver, receiver, title, hours) -> PromiseText:
    return _promise(story, giver, receiver, "time", title, quantity=Decimal(hours), rate=Decimal(52), rate_source=RATE, per="month")


def volunteers(story, giver, receiver, title, hours) -> PromiseText:
    return _promise(
        story, giver, receiver, "volunteer", title, quantity=Decimal(hours), rate=Decimal(15), rate_source=VOLUNTEER, per="month"
    )


def within(promise: PromiseText, first: date, last: date) -> PromiseText:
    return replace(promise, starts_on=first, ends_on=last)


def _promise(story, giver, receiver, kind, title, **terms) -> PromiseText:
    return PromiseText(
        giver=story.organisations[giver],
        receiver=story.organisations[receiver],
        kind=kind,
        title=title,
        starts_on=story.today,
        ends_on=story.today,
        **terms,
    )
