"""The pages of pots: for members of the own organisation only."""

from decimal import Decimal

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.pages import form_data, passes, post_only, prepared_page_of, refusals_on, render_page, require_to_open, uuid_or_404
from partnerships.base.verdict import require
from partnerships.journal.models import last_lines
from partnerships.once.guard import once
from partnerships.organisation.models import Organisation
from partnerships.organisation.standing import values_of
from projects.contribution.models import Contribution
from projects.pot import actions, booking, rules
from projects.pot.filters import PotFilter
from projects.pot.forms import FreeForm, OverbookForm, PotEditForm, PotForm
from projects.pot.models import FIRST_YEAR, LAST_YEAR, Overbooking, Pot, Reservation
from projects.pot.reading import LISTED, overbookings_of, pot_or_404, sums_of

HERE = "projects/pot/"
HISTORY = 40
SHOWN = 50
FIRST = 25
ZERO = Decimal(0)


def own(request) -> Organisation:
    """The own organisation that ?organisation= names, or the one acted for."""
    organisation = request.standing.own(request.GET.get("organisation", ""))
    if organisation is None:
        raise Http404
    return organisation


def _year(request) -> int:
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else clock.today().year
    return min(max(year, FIRST_YEAR), LAST_YEAR)


def pot_list(request):
    """The pots of one year and what is left in each. What was promised outside of them comes after, by htmx, or by its link."""
    outside = "outside" in request.GET
    organisation, year = own(request), _year(request)
    rows = Pot.objects.visible_to(request.user).for_list().filter(organisation=organisation, year=year)
    found = PotFilter(request.GET, rows.order_by("name", "pk"), request=request)
    page = prepared_page_of(request, found.qs, LISTED, values_of(request.user))
    context = {
        "organisation": organisation,
        "year": year,
        "tabs": _tabs(organisation, year),
        "filter": found,
        "page": page,
        "sums": SimpleLazyObject(lambda: sums_of(request.user, organisation, year)),  # not part of the fragment
        "outside": _outside(request.user, organisation, year)[:SHOWN] if outside else None,
        "may_keep": rules.may_keep(request.user, organisation),
        "outside_url": f"{reverse('pot_list')}?organisation={organisation.pk}&year={year}&outside",
        "create_url": f"{reverse('pot_create')}?organisation={organisation.pk}&year={year}",
    }
    return render_page(request, HERE + "list.html", context, fragment="outside" if outside else "rows")


def _tabs(organisation, year: int) -> list[dict]:
    here = reverse("pot_list")
    return [
        {"label": str(each), "url": f"{here}?organisation={organisation.pk}&year={each}", "active": each == year}
        for each in range(max(year - 2, FIRST_YEAR), min(year + 3, LAST_YEAR + 1))
    ]


def _outside(person, organisation, year: int):
    """What was promised for the year and is in no pot."""
    rows = booking.without_pot(Contribution.objects.visible_to(person), organisation, year)
    return rows.select_related("receiver", "partnership").order_by("starts_on", "pk")


@once
def pot_create(request):
    organisation = own(request)
    may = rules.may_keep(request.user, organisation)
    require_to_open(request, may)
    form = PotForm(form_data(request), person=request.user, initial={"year": _year(request)})
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            pot = actions.make(organisation, by=request.user, **form.cleaned_data)
            messages.success(request, _("The pot is made. Whoever decides on requests sees what is left in it."))
            return redirect(pot)
    context = {"form": form, "organisation": organisation, "back": f"{reverse('pot_list')}?organisation={organisation.pk}"}
    return render_page(request, HERE + "form.html", context, status=422 if form.errors else 200)


def _pot(request, pk) -> Pot:
    return pot_or_404(request.user, pk)


def pot_detail(request, pk):
    """One pot. What was promised for its year outside of the pots comes after, by htmx, or by its link."""
    pot, person, outside = _pot(request, pk), request.user, "outside" in request.GET
    may_edit = rules.may_edit(person, pot)
    context = {
        "pot": pot,
        "outside": _outside(person, pot.organisation, pot.year)[:SHOWN] if outside and may_edit else None,
        "may_edit": may_edit,
        "may_overbook": rules.may_overbook(person, pot),
        "may_reopen": rules.may_reopen(person, pot),
        "back": f"{reverse('pot_list')}?organisation={pot.organisation_id}&year={pot.year}",
        # not part of the fragment
        "reservations": SimpleLazyObject(lambda: _reservations(request, pot)),
        "overbookings": SimpleLazyObject(lambda: _overbookings(person, pot)),
        "history": SimpleLazyObject(lambda: last_lines(person, pot, most=HISTORY)),
    }
    return render_page(request, HERE + "detail.html", context, fragment="outside" if outside else "")


def _reservations(request, pot: Pot) -> dict:
    """The newest, or where the address says so all of them; one query."""
    rows, everything = Reservation.objects.visible_to(request.user).in_pot(pot), "all" in request.GET
    found = list(rows if everything else rows[: FIRST + 1])
    shown = found if everything else found[:FIRST]
    for reservation in shown:
        reservation.pot = pot
        reservation.may_free = rules.may_free(request.user, reservation)
    return {"shown": shown, "more": len(found) > len(shown)}


def _overbookings(person, pot: Pot) -> list[Overbooking]:
    found = overbookings_of(person, pot)
    for overbooking in found:
        overbooking.may_confirm = rules.may_confirm(person, overbooking)
        overbooking.may_withdraw = rules.may_withdraw(person, overbooking)
    return found


@once
def pot_edit(request, pk):
    pot = _pot(request, pk)
    may = rules.may_edit(request.user, pot)
    require_to_open(request, may)
    form = PotEditForm(form_data(request), pot=pot, person=request.user)
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            actions.edit(pot, edition=form.cleaned_data["edition"], by=request.user, **form.words())
            messages.success(request, _("The pot is changed."))
            return redirect(pot)
    context = {"form": form, "pot": pot, "organisation": pot.organisation, "back": pot.get_absolute_url()}
    return render_page(request, HERE + "form.html", context, status=422 if form.errors else 200)


@post_only
def pot_close(request, pk):
    return redirect(actions.close(_pot(request, pk), edition=request.POST.get("edition"), by=request.user))


@post_only
def pot_reopen(request, pk):
    return redirect(actions.reopen(_pot(request, pk), edition=request.POST.get("edition"), by=request.user))


@post_only
@once
def pot_reserve(request, pk):
    """Something promised outside of the pots comes from this one."""
    pot = _pot(request, pk)
    require(rules.may_edit(request.user, pot))
    wanted = uuid_or_404(request.POST.get("contribution", ""))
    contribution = get_object_or_404(Contribution.objects.visible_to(request.user), pk=wanted)
    actions.reserve(pot, contribution=contribution, by=request.user)
    messages.success(request, _("“%(contribution)s” now comes from the pot “%(pot)s”.") % {"contribution": contribution, "pot": pot})
    return redirect(pot)


@once
def reservation_free(request, pk):
    reservation = get_object_or_404(Reservation.objects.visible_to(request.user).for_list(), pk=pk)
    may = rules.may_free(request.user, reservation)
    require_to_open(request, may, instead=reservation.pot.get_absolute_url())
    form = FreeForm(form_data(request))
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            actions.free(reservation, reason=form.cleaned_data["reason"], by=request.user)
            messages.success(request, _("The rest is free again."))
            return redirect(reservation.pot)
    context = {"form": form, "reservation": reservation, "pot": reservation.pot}
    return render_page(request, HERE + "free.html", context, status=422 if form.errors else 200)


@once
def pot_overbook(request, pk):
    pot = _pot(request, pk)
    may = rules.may_overbook(request.user, pot)
    require_to_open(request, may, instead=pot.get_absolute_url())
    form = OverbookForm(form_data(request), initial={"amount": request.GET.get("amount", "").replace(".", ",")})
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            actions.overbook(pot, by=request.user, **form.cleaned_data)
            messages.success(request, _("Now a second person has to confirm it."))
            return redirect(pot)
    return render_page(request, HERE + "overbook.html", {"form": form, "pot": pot}, status=422 if form.errors else 200)


def _overbooking(request, pk) -> Overbooking:
    return get_object_or_404(Overbooking.objects.visible_to(request.user).select_related("pot"), pk=pk)


@post_only
def overbooking_confirm(request, pk):
    overbooking = actions.confirm(_overbooking(request, pk), by=request.user)
    messages.success(request, _("Overbooked. The pot has that much more now."))
    return redirect(overbooking)


@post_only
def overbooking_decline(request, pk):
    return redirect(actions.decline(_overbooking(request, pk), by=request.user))


@post_only
def overbooking_withdraw(request, pk):
    return redirect(actions.withdraw(_overbooking(request, pk), by=request.user))
