"""The occupancy schedule, asking for a time, and answering."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from partnerships.base.forms import words_typed
from partnerships.base.pages import form_data, page_of, passes, post_only, refusals_on, render_page, require_to_open, uuid_or_404
from partnerships.journal.models import last_lines
from partnerships.once.guard import once
from partnerships.register.starts import words_of_decision
from projects.booking import actions, rules
from projects.booking.filters import BookingFilter
from projects.booking.forms import BookingForm
from projects.booking.models import Booking
from projects.booking.reading import bookable, booking_or_404
from projects.contribution.models import Contribution
from projects.contribution.reading import contribution_or_404

HERE = "projects/booking/"
CHOICES = 50
MOST_WORDS = 1000  # of a reason


def booking_list(request):
    """Who uses which room when, and the rooms one may ask for."""
    found = BookingFilter(request.GET, Booking.objects.visible_to(request.user).for_list().order_by("starts_at", "pk"), request=request)
    rooms = SimpleLazyObject(lambda: bookable(request.user))  # not part of the fragment
    context = {"filter": found, "page": page_of(request, found.qs), "rooms": rooms}
    return render_page(request, HERE + "list.html", context, fragment="rows")


@once
def booking_create(request):
    """Ask for a time in a granted room; from a decision what it says is there already."""
    contribution = contribution_or_404(request.user, uuid_or_404(request.GET.get("contribution", "")))
    may = rules.may_book(request.user, contribution)
    require_to_open(request, may, instead=contribution.get_absolute_url())
    form = BookingForm(form_data(request), initial=_initial(request, contribution))
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            booking = actions.ask(contribution, by=request.user, **form.words())
            messages.success(request, _("Asked for. %(giver)s answers.") % {"giver": contribution.giver})
            return redirect(booking)
    names = Booking.objects.visible_to(request.user).filter(giver=contribution.giver_id).values_list("room", flat=True).distinct()
    context = {"form": form, "contribution": contribution, "names": names.order_by("room")[:CHOICES]}
    return render_page(request, HERE + "form.html", context, status=422 if form.errors else 200)


def _initial(request, contribution: Contribution) -> dict:
    asked = {name: request.GET.get(name, "") for name in ("day", "begins", "ends")}
    return asked | {"room": contribution.title[:80], "purpose": words_of_decision(request)[:160]}


def booking_detail(request, pk):
    booking = booking_or_404(request.user, pk)
    verbs = {verb: getattr(rules, f"may_{verb}")(request.user, booking) for verb in ("confirm", "decline", "withdraw", "cancel")}
    context = {
        "booking": booking,
        "contribution": booking.contribution,
        "may": verbs,
        "free": rules.is_free(booking.contribution, booking.room, booking.starts_at, booking.ends_at) if verbs["confirm"] else None,
        "entries": last_lines(request.user, booking),
    }
    return render_page(request, HERE + "detail.html", context)


@post_only
def booking_confirm(request, pk):
    booking = actions.confirm(booking_or_404(request.user, pk), edition=request.POST.get("edition"), by=request.user)
    messages.success(request, _("Booked. It stands in the calendar of whoever asked, and in yours."))
    return redirect(booking)


def _why(request) -> dict:
    return {"edition": request.POST.get("edition"), "reason": words_typed(request.POST.get("reason", ""), most=MOST_WORDS)}


@post_only
def booking_decline(request, pk):
    return redirect(actions.decline(booking_or_404(request.user, pk), by=request.user, **_why(request)))


@post_only
def booking_withdraw(request, pk):
    return redirect(actions.withdraw(booking_or_404(request.user, pk), edition=request.POST.get("edition"), by=request.user))


@post_only
def booking_cancel(request, pk):
    booking = actions.cancel(booking_or_404(request.user, pk), by=request.user, **_why(request))
    messages.success(request, _("Cancelled. The room is free again."))
    return redirect(booking)
