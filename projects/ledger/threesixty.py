"""What is granted in money as 360Giving JSON, a package of grants (standard.threesixtygiving.org, version 1.1).

Only money: the standard asks for an amount awarded in a currency, and calculated values are none. An organisation that publishes its
grants gets a prefix for identifiers from 360Giving; until then ours begin with "augenhoehe". Of several years it tells the whole grant;
of one year those that run in it.
"""

import json
from collections.abc import Callable
from pathlib import Path

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.valuation import Kind
from partnerships.base.verdict import Refused
from projects.contribution.figures import touching
from projects.ledger.rows import Number

PREFIX = "augenhoehe"
TITLE, CHUNK = 140, 500


def grants_of(contributions, year: int | None):
    """Granted money, with the other columns a grant needs."""
    found = contributions.promised().filter(kind=Kind.MONEY)
    if year:
        found = found.filter(touching(*Number("granted", year).span))
    return found.select_related("giver", "receiver").prefetch_related("deliveries").order_by("starts_on", "pk")


def write(grants, path: Path, tick: Callable[[], None], *, title: str) -> None:
    """Grant by grant, so that it takes no memory however many there are."""
    head = {"version": "1.1", "title": title, "issued": clock.today().isoformat(), "publisher": {"name": title}}
    with path.open("w", encoding="utf-8") as file:
        file.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "grants": [')
        written = 0
        for written, contribution in enumerate(grants.iterator(chunk_size=CHUNK), start=1):
            file.write((",\n" if written > 1 else "\n") + json.dumps(grant(contribution), ensure_ascii=False))
            tick()
        file.write("\n]}\n")
    if not written:
        raise Refused(_("No money is granted here: 360Giving knows grants of money only."))


def grant(contribution) -> dict:
    """One grant; what was paid is what the receiver confirmed."""
    paid = [delivery for delivery in contribution.deliveries.all() if delivery.confirmed_at]
    awarded = contribution.decided_at or contribution.created_at
    return {
        "id": f"{PREFIX}-{contribution.pk}",
        "title": contribution.title[:TITLE],
        "description": contribution.purpose or contribution.title,
        "currency": "EUR",
        "amountAppliedFor": float(contribution.asked),
        "amountAwarded": float(contribution.granted),
        "amountDisbursed": float(sum(delivery.amount for delivery in paid)),
        "awardDate": localtime(awarded).date().isoformat(),
        "plannedDates": [{"startDate": contribution.starts_on.isoformat(), "endDate": contribution.ends_on.isoformat()}],
        "recipientOrganization": [_organisation(contribution.receiver)],
        "fundingOrganization": [_organisation(contribution.giver)],
        "fundingType": [
            {"vocabulary": "Augenhöhe", "code": contribution.money_type, "title": str(contribution.get_money_type_display())},
        ],
        "disbursementTransaction": [
            {
                "id": str(delivery.pk),
                "transactionDate": delivery.on.isoformat(),
                "currency": "EUR",
                "value": float(delivery.amount),
            }
            for delivery in sorted(paid, key=lambda each: (each.on, str(each.pk)))
        ],
        "dateModified": contribution.state_since.isoformat(),
    }


def _organisation(organisation) -> dict:
    found = {"id": f"{PREFIX}-org-{organisation.pk}", "name": organisation.name}
    if organisation.city:
        found["addressLocality"] = organisation.city
    return found
