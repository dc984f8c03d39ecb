"""Bodies with their dates, periods without decisions, and absences."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.approval import keeping, rules
from partnerships.approval.house_forms import AbsenceEditForm, AbsenceForm, BeforeForm, BodyForm, DayEditForm, DaysForm, NoGoForm
from partnerships.approval.house_views import HERE, own, tabs, to
from partnerships.approval.models import Absence, Body, DecisionDay, NoGoPeriod
from partnerships.base import clock
from partnerships.base.names import by_name
from partnerships.base.pages import form_data, post_only, refusals_on, render_page
from partnerships.base.verdict import require
from partnerships.journal.models import last_lines
from partnerships.once.guard import once
from partnerships.organisation.models import Membership, Organisation

HISTORY = 30
MOST = 200


def body_list(request):
    """The bodies of a house with their next meetings, and the days in which nothing is decided."""
    organisation = own(request)
    days: dict = {}
    for one in DecisionDay.objects.visible_to(request.user).ahead().filter(body__organisation=organisation).order_by("meets_on"):
        days.setdefault(one.body_id, []).append(one)
    bodies = Body.objects.visible_to(request.user).in_force().filter(organisation=organisation).order_by("name")
    periods = NoGoPeriod.objects.visible_to(request.user).filter(organisation=organisation, ends_on__gte=clock.today())
    context = {
        "organisation": organisation,
        "tabs": tabs("body_list", organisation),
        "bodies": [(body, days.get(body.pk, [])) for body in bodies],
        "periods": periods,
        "may_administer": rules.may_administer(request.user, organisation),
        "create_url": to("body_create", organisation),
        "period_url": to("nogoperiod_create", organisation),
    }
    return render_page(request, HERE + "bodies.html", context)


@once
def body_create(request):
    organisation = own(request)
    require(rules.may_administer(request.user, organisation))
    form = BodyForm(form_data(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            body = keeping.make_body(organisation, by=request.user, **form.cleaned_data)
            messages.success(request, _("Now enter the meetings of %(body)s.") % {"body": body})
            return redirect(body)
    context = {"form": form, "organisation": organisation, "back": to("body_list", organisation), "heading": _("Add a body")}
    return render_page(request, HERE + "form.html", context, status=422 if form.errors else 200)


def _body(request, pk) -> Body:
    return get_object_or_404(Body.objects.visible_to(request.user).select_related("organisation"), pk=pk)


def body_detail(request, pk):
    return _body_page(request, _body(request, pk))


def _body_page(request, body: Body, before=None, days=None):
    """The dates of a body, and the rows to enter new ones."""
    days = days or DaysForm(prefix="days")
    before = before or BeforeForm()
    every = list(DecisionDay.objects.visible_to(request.user).filter(body=body).order_by("meets_on"))
    context = {
        "body": body,
        "ahead": [one for one in every if one.meets_on >= clock.today()],
        "past": [one for one in reversed(every) if one.meets_on < clock.today()],
        "may_administer": rules.may_administer(request.user, body.organisation),
        "before": before,
        "days": days,
        "back": to("body_list", body.organisation),
        "history": last_lines(request.user, body, most=HISTORY),
    }
    wrong = before.errors or (days.is_bound and (days.total_error_count() or days.non_form_errors()))
    return render_page(request, HERE + "body.html", context, status=422 if wrong else 200)


@post_only
@once
def body_add(request, pk):
    """Several meetings at once; all of them or none."""
    body = _body(request, pk)
    require(rules.may_administer(request.user, body.organisation))
    before, days = BeforeForm(request.POST), DaysForm(request.POST, prefix="days")
    if before.is_valid() and days.is_valid():
        with refusals_on(before):
            found = keeping.add_days(body, days.rows(before.cleaned_data["before"]), by=request.user)
            messages.success(request, ngettext("One meeting entered.", "%(count)d meetings entered.", len(found)) % {"count": len(found)})
            return redirect(body)
    return _body_page(request, body, before, days)


@post_only
def body_end(request, pk):
    body = _body(request, pk)
    keeping.end_body(body, by=request.user)
    messages.success(request, _("%(body)s no longer decides.") % {"body": body})
    return redirect(to("body_list", body.organisation))


def _day(request, pk) -> DecisionDay:
    return get_object_or_404(DecisionDay.objects.visible_to(request.user).select_related("body__organisation"), pk=pk)


def decisionday_edit(request, pk):
    """Another day or another cut-off, in one step."""
    one = _day(request, pk)
    require(rules.may_administer(request.user, one.body.organisation))
    initial = {name: getattr(one, name) for name in ("meets_on", "cut_off_on", "topics")} | {"seen": one.fingerprint()}
    form = DayEditForm(form_data(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            keeping.change_day(one, seen=form.cleaned_data["seen"], by=request.user, **form.words())
            messages.success(request, _("The meeting is changed. Expected dates were calculated anew."))
            return redirect(one.body)
    context = {"form": form, "organisation": one.body.organisation, "back": one.body.get_absolute_url(), "back_label": str(one.body)}
    context["heading"] = _("Change the meeting of %(body)s") % {"body": one.body}
    return render_page(request, HERE + "form.html", context, status=422 if form.errors else 200)


@post_only
def decisionday_remove(request, pk):
    one = _day(request, pk)
    keeping.remove_day(one, by=request.user)
    messages.success(request, _("The meeting on %(day)s is removed. Expected dates were calculated anew.") % {"day": one})
    return redirect(one.body)


@once
def nogoperiod_create(request):
    organisation = own(request)
    require(rules.may_administer(request.user, organisation))
    form = NoGoForm(form_data(request))
    back = to("body_list", organisation)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            keeping.add_no_go(organisation, by=request.user, **form.cleaned_data)
            messages.success(request, _("In these days nothing is decided. Expected dates were calculated anew."))
            return redirect(back)
    context = {"form": form, "organisation": organisation, "back": back, "heading": _("Enter days without decisions")}
    return render_page(request, HERE + "form.html", context, status=422 if form.errors else 200)


@post_only
def nogoperiod_remove(request, pk):
    period = get_object_or_404(NoGoPeriod.objects.visible_to(request.user).select_related("organisation"), pk=pk)
    keeping.remove_no_go(period, by=request.user)
    messages.success(request, _("These days are like all others again."))
    return redirect(to("body_list", period.organisation))


def absence_list(request):
    """Who is absent when, and who acts meanwhile."""
    organisation = own(request)
    rows = Absence.objects.visible_to(request.user).to_come().filter(organisation=organisation).select_related("person", "deputy")
    found = []
    for absence in rows.order_by("starts_on", "pk")[:MOST]:
        absence.organisation = organisation
        found.append((absence, rules.may_change_absence(request.user, absence)))
    context = {
        "organisation": organisation,
        "tabs": tabs("absence_list", organisation),
        "absences": found,
        "today": clock.today(),
        "create_url": to("absence_create", organisation),
    }
    return render_page(request, HERE + "absences.html", context)


def _members(request, organisation: Organisation):
    rows = Membership.objects.visible_to(request.user).current().filter(organisation=organisation)
    return rows.select_related("person").order_by(*by_name("person__name"))


@once
def absence_create(request):
    """One's own; whoever administers the organisation may enter anybody's."""
    organisation = own(request)
    administers = rules.may_administer(request.user, organisation)
    person = None if administers else request.user
    form = AbsenceForm(form_data(request), members=_members(request, organisation), person=person, initial={"person": str(request.user.pk)})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            absence = keeping.enter_absence(organisation, by=request.user, **form.plan())
            _tell(request, absence)
            return redirect(to("absence_list", organisation))
    context = {"form": form, "organisation": organisation, "back": to("absence_list", organisation), "heading": _("Enter an absence")}
    return render_page(request, HERE + "form.html", context, status=422 if form.errors else 200)


def _tell(request, absence: Absence) -> None:
    messages.success(request, _("Kept: %(person)s is absent.") % {"person": absence.person})
    if absence.deputy_id is None:
        messages.warning(request, _("Nobody acts meanwhile. Releases that wait for %(person)s stand still.") % {"person": absence.person})


def _absence(request, pk) -> Absence:
    return get_object_or_404(Absence.objects.visible_to(request.user).select_related("organisation", "person"), pk=pk)


@once
def absence_edit(request, pk):
    absence = _absence(request, pk)
    require(rules.may_change_absence(request.user, absence))
    initial = {name: getattr(absence, name) for name in ("starts_on", "ends_on", "edition")} | {"deputy": str(absence.deputy_id or "")}
    form = AbsenceEditForm(form_data(request), members=_members(request, absence.organisation), person=absence.person, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            plan = form.plan()
            del plan["person"]
            _tell(request, keeping.change_absence(absence, edition=form.cleaned_data["edition"], by=request.user, **plan))
            return redirect(to("absence_list", absence.organisation))
    context = {"form": form, "organisation": absence.organisation, "back": to("absence_list", absence.organisation)}
    context["heading"] = _("Absence of %(person)s") % {"person": absence.person}
    return render_page(request, HERE + "form.html", context, status=422 if form.errors else 200)


@post_only
def absence_remove(request, pk):
    absence = _absence(request, pk)
    keeping.remove_absence(absence, by=request.user)
    messages.success(request, _("The absence is removed."))
    return redirect(to("absence_list", absence.organisation))
