from datetime import date

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from partnerships.base.pages import form_data, passes, post_only, prepared_page_of, refusals_on, render_page, require_to_open
from partnerships.journal.models import last_lines
from partnerships.meeting.models import Meeting
from partnerships.meeting.pages import form_page, uuid_of
from partnerships.meeting.standing import FORMATS
from partnerships.once.guard import once
from partnerships.organisation.standing import values_of
from partnerships.partnership.reading import to_work_in, worked_on_or_404
from partnerships.series import actions, page, rules
from partnerships.series.filters import SeriesFilter
from partnerships.series.forms import DeclineForm, EndForm, RewordForm, TermsForm
from partnerships.series.models import Series
from partnerships.series.reading import LISTED, series_or_404, terms_or_404, whole_or_404
from partnerships.series.watch import watched
from partnerships.series.words import how_often

FORM = "partnerships/series/form.html"


def index(request):
    """Every series I may see, those that run first."""
    rows = Series.objects.visible_to(request.user).with_meetings().order_by("next_at", "-created_at")
    found = SeriesFilter(request.GET, rows, request=request)
    context = {"filter": found, "page": prepared_page_of(request, found.qs, LISTED, values_of(request.user))}
    return render_page(request, "partnerships/series/list.html", context, fragment="rows")


@once
def create(request):
    """First which partnership, then which format, then the rhythm that is usual for it."""
    data = form_data(request)
    chosen = (data or request.GET).get("partnership") or request.GET.get("partnership")
    kind = (data or request.GET).get("kind", "")
    if not chosen or (kind not in FORMATS and not data):
        return _choose(request, chosen)
    partnership = worked_on_or_404(request.user, uuid_of(chosen))
    may = rules.may_propose(request.user, partnership)
    require_to_open(request, may)
    form = TermsForm(data, partnership=partnership, by=request.user, kind=kind)
    if request.method == "POST" and passes(form, may):
        if request.POST.get("do") == "preview":
            return _form(request, form, thing=partnership, preview=page.preview(form.rule, form.cleaned_data))
        with refusals_on(form):
            return redirect(actions.propose(partnership, terms=form.terms(), by=request.user))
    return _form(request, form, thing=partnership)


def _choose(request, chosen):
    options = to_work_in(request.user)
    picked = next((each for each in options if str(each.pk) == chosen), options[0] if len(options) == 1 else None)
    formats = [
        {"kind": kind, "label": kind.label, "often": how_often(usual.unit, usual.every), "minutes": usual.minutes}
        for kind, usual in FORMATS.items()
    ]
    context = {"options": options, "picked": picked, "formats": formats}
    return render_page(request, "partnerships/series/choose.html", context, status=422 if request.method == "POST" else 200)


def _form(request, form, *, thing, preview=None, **context):
    words = {"heading": _("Propose a series"), "submit": _("Propose this rhythm"), "once_token": True}
    context = words | {"thing": thing, "names": form.names, "preview": preview} | context
    return form_page(request, form, thing.get_absolute_url(), template=FORM, **context)


def detail(request, pk):
    """The rhythm, its dates, who has said yes, what happened."""
    series = whole_or_404(request.user, pk)
    context = {
        "series": series,
        "turn": page.turn(series, request.user),
        "may": page.verdicts(series, request.user),
        "dates": page.dates(series, request.user),
        "watch": watched(series),
        "sides": series.yes_table() if series.state in (Series.State.PROPOSED, Series.State.RUNNING) else None,
        "seats": series.seats.all(),
        "entries": last_lines(request.user, series, most=30),
    }
    return render_page(request, "partnerships/series/detail.html", context)


def edit(request, pk):
    """Make the proposal better."""
    series = terms_or_404(request.user, pk)
    may = rules.may_reword(request.user, series)
    require_to_open(request, may)
    form = RewordForm(form_data(request), partnership=series.partnership, by=request.user, series=series, thing=series)
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            actions.reword(series, terms=form.terms(), edition=form.cleaned_data["edition"], by=request.user)
            return redirect(series)
    heading, submit = _("Change the proposal"), _("Propose it like this")
    return _form(request, form, thing=series, heading=heading, submit=submit, once_token=False)


@once
def replace(request, pk):
    """Another rhythm, from one meeting of the series on or for all that are to come."""
    series = terms_or_404(request.user, pk)
    may = rules.may_replace(request.user, series)
    require_to_open(request, may)
    since = _day_in(request, series)
    form = TermsForm(form_data(request), partnership=series.partnership, by=request.user, series=series, since=since)
    if request.method == "POST" and passes(form, may):
        if request.POST.get("do") == "preview":
            return _form(request, form, thing=series, preview=page.preview(form.rule, form.cleaned_data), **_of_change(since))
        with refusals_on(form):
            return redirect(actions.replace(series, terms=form.terms(), from_day=since, by=request.user))
    return _form(request, form, thing=series, **_of_change(since))


def _of_change(since: date) -> dict:
    return {
        "heading": _("Propose another rhythm"),
        "lead": _("It holds from %(day)s on, as soon as both sides have agreed. Until then everything stays as it is.")
        % {"day": f"{since:%d.%m.%Y}"},
    }


def _day_in(request, series: Series) -> date:
    """The day of the meeting that the address names, else that of the next one: then all are meant that are to come."""
    named = uuid_of(request.GET.get("meeting", ""))
    meetings = Meeting.objects.worked_on_by(request.user).filter(series=series)
    return page.from_day(series, meetings.filter(pk=named).first() if named else None)


@post_only
def agree(request, pk):
    series = actions.agree(series_or_404(request.user, pk), edition=request.POST.get("edition"), by=request.user)
    runs = series.state == Series.State.RUNNING
    messages.success(request, _("Both sides have agreed: the meetings are planned.") if runs else _("Your organisation has agreed."))
    return redirect(series)


def decline(request, pk):
    series = series_or_404(request.user, pk)
    may = rules.may_decline(request.user, series)
    require_to_open(request, may)
    form = DeclineForm(form_data(request), thing=series, initial={"edition": series.edition})
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            return redirect(actions.decline(series, edition=form.cleaned_data["edition"], by=request.user, **form.words()))
    context = {"heading": _("Decline the proposal"), "thing": series, "submit": _("Decline the proposal"), "danger": True}
    return form_page(request, form, series.get_absolute_url(), **context)


@post_only
def withdraw(request, pk):
    series = actions.withdraw(series_or_404(request.user, pk), by=request.user)
    messages.success(request, _("The proposal was withdrawn."))
    return redirect(series)


def end(request, pk):
    series = series_or_404(request.user, pk)
    may = rules.may_end(request.user, series)
    require_to_open(request, may)
    form = EndForm(form_data(request), initial={"from_day": _day_in(request, series)})
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            return redirect(actions.end(series, by=request.user, **form.cleaned_data))
    context = {"heading": _("End the series"), "thing": series, "submit": _("End the series"), "danger": True}
    return form_page(request, form, series.get_absolute_url(), **context)
