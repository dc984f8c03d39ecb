from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.money import CENT, cents
from partnerships.base.verdict import Refused, require
from partnerships.journal.actions import record
from partnerships.journal.changes import changes
from partnerships.organisation.models import Organisation
from projects.rate import rules
from projects.rate.models import Rate


@transaction.atomic
def enter(organisation: Organisation, *, kind: str, year: int, value: Decimal, source: str, as_of: date, what: str = "", by) -> Rate:
    """A rate of this year, for what is asked from now on. Journal: rate.entered (internal)."""
    require(rules.may_keep(by, organisation))
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)  # who enters the same one at the same moment waits here
    words = {"kind": kind, "what": what.strip(), "year": year, "value": value, "source": source.strip(), "as_of": as_of}
    rate = Rate(organisation=organisation, set_by=by, **words)
    _check(rate)
    rate.save(force_insert=True)
    record("rate.entered", organisation, by=by, organisation=organisation, internal_to=organisation, rate=str(rate))
    return rate


@transaction.atomic
def change(rate: Rate, *, edition, value: Decimal, source: str, as_of: date, by) -> Rate:
    """Another value, source or day; what is valued already stays as it is. Journal: rate.changed (internal), with old and new value."""
    rate = Rate.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=rate.pk)
    require(rules.may_keep(by, rate.organisation))
    require(rate.is_current(edition))
    new = {"value": value, "source": source.strip(), "as_of": as_of}
    if not (changed := changes(rate, new)):
        return rate
    for name, each in new.items():
        setattr(rate, name, each)
    rate.set_by = by
    rate.edition += 1
    _check(rate)
    rate.save(update_fields=[*new, "set_by", "edition"])
    organisation = rate.organisation
    record("rate.changed", organisation, by=by, organisation=organisation, internal_to=organisation, rate=str(rate), changes=changed)
    return rate


def _check(rate: Rate) -> None:
    if rate.value < CENT or rate.value != cents(rate.value):
        raise Refused(_("A rate is at least one cent, and whole cents."))
    if not rate.source:
        raise Refused(_("Please say where the rate comes from."))
    if rate.as_of > clock.today():
        raise Refused(_("The rate cannot be from a day to come."))
    try:
        rate.full_clean()
    except ValidationError as error:
        raise Refused(error.messages[0]) from error
