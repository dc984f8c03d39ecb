"""A fragment of the request form: when a decision can be expected for what stands in the form right now, and why then."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404

from partnerships.base.pages import render_page, uuid_or_404
from partnerships.partnership.models import Party
from projects.contribution import actions, release, rules
from projects.contribution.asking import FIELDS, AskForm
from projects.contribution.terms import months_between

HERE = "projects/contribution/"


def contribution_expected(request):
    """Stores nothing. Only for whoever may ask in this partnership, and only about its parties."""
    parties = Party.objects.visible_to(request.user).filter(partnership=uuid_or_404(request.GET.get("partnership", "")))
    party = get_object_or_404(
        parties.select_related("organisation", "partnership"), organisation=uuid_or_404(request.GET.get("giver", "")), state="active"
    )
    found = None
    if rules.may_ask(request.user, party.partnership):
        case = _case(request.GET)
        found = release.expectation(party.organisation, case) if case else None
    return render_page(request, HERE + "expected.html", {"expectation": found, "giver": party.organisation})


def _case(typed):
    """What was typed so far as a case; None as long as an amount or the period is missing."""
    kind = typed.get("kind", "")
    names = FIELDS.get(kind, {})
    start, end = _read("starts_on", typed), _read("ends_on", typed)
    if not names or not start or not end or end < start:
        return None
    total = _total(kind, names, typed, start, end)
    if not total:
        return None
    return release.case_of(total=total, starts_on=start, ends_on=end, kind=kind, money_type=typed.get(names.get("money_type"), ""))


def _total(kind: str, names: dict, typed, start: date, end: date) -> Decimal | None:
    if "amount" in names:
        return _read(names["amount"], typed)
    numbers = {name: _read(names[name], typed) for name in ("quantity", "rate", "months") if name in names}
    if "months" in numbers and numbers["months"] is None:
        numbers["months"] = months_between(start, end)
    return actions.estimate(kind, **numbers)


def _read(name: str, typed):
    """The value of a field of the form; None where it is missing or nonsense."""
    try:
        return AskForm.base_fields[name].clean(typed.get(name, ""))
    except ValidationError:
        return None
