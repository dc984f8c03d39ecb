"""How a house decides: its rules as a table, written, changed and ended. Members read, administrators change."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.approval import examples, keeping, rules, why
from partnerships.approval.house import House, team_today
from partnerships.approval.house_forms import RuleForm, StepsForm, TrialForm, initial_of, initial_of_steps
from partnerships.approval.house_page import groups_of, row_of, trial
from partnerships.approval.models import ApprovalRule, Body
from partnerships.base.pages import form_data, post_only, refusals_on, render_page
from partnerships.base.verdict import require
from partnerships.journal.models import last_lines
from partnerships.once.guard import once
from partnerships.organisation.models import Organisation

HERE = "partnerships/approval/"
HISTORY = 30


def own(request) -> Organisation:
    """The own organisation that ?organisation= names, or the one acted for."""
    organisation = request.standing.own(request.GET.get("organisation", ""))
    if organisation is None:
        raise Http404
    return organisation


def to(name: str, organisation: Organisation) -> str:
    return f"{reverse(name)}?organisation={organisation.pk}"


def tabs(here: str, organisation: Organisation) -> list[dict]:
    pages = [
        ("approvalrule_list", _("Approval rules"), "list-check"),
        ("body_list", _("Bodies and dates"), "calendar-event"),
        ("absence_list", _("Absences"), "person-check"),
    ]
    return [{"label": label, "url": to(name, organisation), "icon": icon, "active": name == here} for name, label, icon in pages]


def approvalrule_list(request):
    """The rules as a table, and what would happen with an amount and a term."""
    organisation = own(request)
    house, team = House.of(organisation), team_today(organisation)
    asked = request.GET if "amount" in request.GET else None
    form = TrialForm(asked)
    answer = None
    if asked and form.is_valid():
        data = form.cleaned_data
        answer = trial(house, team, data["subject"], amount=data["amount"], months=data["months"], kind=data["kind"])
    context = {
        "organisation": organisation,
        "tabs": tabs("approvalrule_list", organisation),
        "groups": groups_of(house, team),
        "has_rules": bool(house.rules),
        "may_administer": rules.may_administer(request.user, organisation),
        "form": form,
        "answer": answer,
        "create_url": to("approvalrule_create", organisation),
        "example_url": to("approvalrule_example", organisation),
    }
    return render_page(request, HERE + "rules.html", context, fragment="answer")


@once
def approvalrule_create(request):
    organisation = own(request)
    require(rules.may_administer(request.user, organisation))
    return _rule_page(request, organisation, None)


def _rule(request, pk) -> ApprovalRule:
    related = ("organisation", "made_by", "ended_by", "replaces")
    return get_object_or_404(ApprovalRule.objects.visible_to(request.user).select_related(*related), pk=pk)


@once
def approvalrule_edit(request, pk):
    rule = _rule(request, pk)
    require(rules.may_administer(request.user, rule.organisation))
    if request.method == "GET":
        require(rules.is_in_force(rule))
    return _rule_page(request, rule.organisation, rule)


def _rule_page(request, organisation: Organisation, rule: ApprovalRule | None):
    """Write a rule or change one; asked for a preview, tell what would happen and keep nothing."""
    data = form_data(request)
    team = team_today(organisation)
    bodies = Body.objects.visible_to(request.user).in_force().filter(organisation=organisation).order_by("name")
    form = RuleForm(data, initial=initial_of(rule) if rule else {"subject": request.GET.get("subject")})
    steps = StepsForm(
        data,
        prefix="steps",
        initial=initial_of_steps(rule.steps.all()) if rule else None,
        form_kwargs={"team": team, "bodies": list(bodies)},
    )
    preview = None
    if request.method == "POST" and form.is_valid() and steps.is_valid():
        plan = form.plan(steps.plans())
        if request.POST.get("do") == "preview":
            preview = _preview(organisation, team, plan, rule)
        else:
            with refusals_on(form):
                kept = keeping.change_rule(rule, plan, by=request.user) if rule else keeping.make_rule(organisation, plan, by=request.user)
                messages.success(request, _("The rule is in force for everything that is asked from now on."))
                return redirect(to("approvalrule_list", kept.organisation))
    context = {"organisation": organisation, "rule": rule, "form": form, "steps": steps, "preview": preview}
    wrong = form.errors or (steps.is_bound and (steps.total_error_count() or steps.non_form_errors()))
    return render_page(
        request, HERE + "rule_form.html", context | {"back": to("approvalrule_list", organisation)}, status=422 if wrong else 200
    )


def _preview(organisation: Organisation, team, plan, rule: ApprovalRule | None) -> dict:
    """How the rule reads, whether it fits beside the others, and the ladder it would be part of."""
    house = House.of(organisation)
    others = [each for each in house.rules if not rule or each.pk != rule.pk]
    made, steps = keeping.draft(organisation, plan)
    made.stages = steps
    beside = [each for each in others if (each.subject, each.kind) == (plan.subject, plan.kind)]
    as_if = House(organisation, [*others, made], house.calendar)
    group = next(each for each in groups_of(as_if, team) if any(row.rule is made for row in each.rows))
    return {"fits": rules.fits_the_ladder(plan.limits, beside), "group": group, "made": made}


def approvalrule_detail(request, pk):
    """A rule as it was made, with what came before it."""
    rule = _rule(request, pk)
    team = team_today(rule.organisation)
    steps = list(rule.steps.select_related("body"))
    for step in steps:
        step.body_name = str(step.body or "")
    context = {
        "rule": rule,
        "row": row_of(rule, steps, team),
        "may_administer": rules.may_administer(request.user, rule.organisation),
        "in_force": rules.is_in_force(rule),
        "back": to("approvalrule_list", rule.organisation),
        "history": last_lines(request.user, rule, most=HISTORY),
    }
    return render_page(request, HERE + "rule.html", context)


def approvalrule_end(request, pk):
    """Asks on a page of its own, and tells what then applies."""
    rule = _rule(request, pk)
    require(rules.may_administer(request.user, rule.organisation))
    if request.method == "POST":
        keeping.end_rule(rule, by=request.user)
        messages.success(request, _("The rule has ended. What runs by it goes on by it."))
        return redirect(to("approvalrule_list", rule.organisation))
    house, team = House.of(rule.organisation), team_today(rule.organisation)
    left = House(rule.organisation, [each for each in house.rules if each.pk != rule.pk], house.calendar)
    group = next(each for each in groups_of(left, team) if each.subject == rule.subject)
    context = {"rule": rule, "reach": why.in_words(rule.limits), "group": group, "back": to("approvalrule_list", rule.organisation)}
    return render_page(request, HERE + "rule_end.html", context)


@post_only
def approvalrule_check(request, pk):
    rule = _rule(request, pk)
    keeping.check_rule(rule, by=request.user)
    messages.success(request, _("The rule is no longer marked as an example."))
    return redirect(to("approvalrule_list", rule.organisation))


@once
def approvalrule_example(request):
    """The example matrix for this kind of organisation: read it, then take it over with one click."""
    organisation = own(request)
    require(rules.may_administer(request.user, organisation))
    back = to("approvalrule_list", organisation)
    if request.method == "POST":
        made = examples.adopt(organisation, by=request.user)
        messages.success(request, _("%(count)d rules were taken over. Please check each of them.") % {"count": len(made)})
        return redirect(back)
    team = team_today(organisation)
    context = {"organisation": organisation, "groups": groups_of(examples.as_house(organisation), team), "back": back}
    return render_page(request, HERE + "example.html", context)
