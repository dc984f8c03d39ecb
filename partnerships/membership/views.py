from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.base.names import by_name
from partnerships.base.pages import form_data, page_of, post_only, refusals_on, render_page
from partnerships.base.verdict import require
from partnerships.journal.models import last_lines
from partnerships.membership import actions, rules
from partnerships.membership.filters import MemberFilter, OrganisationFilter
from partnerships.membership.forms import InvitationForm, MemberForm, OrganisationForm
from partnerships.once.guard import once
from partnerships.organisation.models import Invitation, Membership, Organisation, Role
from partnerships.organisation.rules import DECIDERS
from partnerships.partnership.models import Partnership, Party

FOLDER = "partnerships/membership"
NEWEST = 10
MOST_PARTNERSHIPS = 20


def organisation_list(request):
    rows = Organisation.objects.visible_to(request.user).for_list(request.user).order_by("sort_name", "name")
    found = OrganisationFilter(request.GET, queryset=rows, request=request)
    context = {"filter": found, "page": page_of(request, found.qs), "mine": request.standing.ids}
    return render_page(request, f"{FOLDER}/index.html", context, fragment="rows")


def organisation_detail(request, pk):
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), pk=pk)
    own = organisation.pk in request.standing.ids
    contacts = Membership.objects.visible_to(request.user).current().filter(organisation=organisation).for_list()
    context = {
        "organisation": organisation,
        "own": own,
        "contacts": _with_addresses(contacts.with_role(Role.COORDINATOR, *DECIDERS).order_by("sort_name")[:NEWEST], own=own),
        "partnerships": _partnerships_of(organisation, request.user)[:MOST_PARTNERSHIPS],
        "entries": last_lines(request.user, organisation, most=NEWEST) if own else [],
        "may_edit": rules.may_administer(request.user, organisation),
    }
    return render_page(request, f"{FOLDER}/detail.html", context)


def organisation_edit(request, pk):
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), pk=pk)
    require(rules.may_administer(request.user, organisation))
    name = str(organisation)
    form = OrganisationForm(form_data(request), instance=organisation, initial={"edition": organisation.edition})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.edit(organisation, by=request.user, edition=form.cleaned_data["edition"], **form.words())
            messages.success(request, _("The details were saved."))
            return redirect("organisation_detail", pk)
    return render_page(request, f"{FOLDER}/form.html", {"form": form, "name": name, "pk": pk}, status=422 if form.errors else 200)


def organisation_members(request, pk):
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), pk=pk)
    own = organisation.pk in request.standing.ids
    rows = Membership.objects.visible_to(request.user).current().filter(organisation=organisation).for_list().order_by("sort_name")
    found = MemberFilter(request.GET, queryset=rows, request=request)
    page = page_of(request, found.qs)
    page.object_list = _with_addresses(page.object_list, own=own)
    may_administer = rules.may_administer(request.user, organisation)
    invitations = Invitation.objects.visible_to(request.user).unanswered().filter(organisation=organisation).order_by("-created_at")
    context = {
        "organisation": organisation,
        "own": own,
        "filter": found,
        "page": page,
        "may_administer": may_administer,
        "invite_url": f"{reverse('invitation_create')}?organisation={organisation.pk}",
        "invitations": invitations if may_administer and not request.htmx else [],
    }
    return render_page(request, f"{FOLDER}/members.html", context, fragment="rows")


def membership_edit(request, pk):
    membership = get_object_or_404(Membership.objects.visible_to(request.user).select_related("person", "organisation"), pk=pk)
    require(rules.may_change(request.user, membership))
    initial = {name: getattr(membership, name) for name in ("function", "roles", "ends_on")}
    form = MemberForm(form_data(request), initial={**initial, "edition": membership.edition})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.change_member(membership, by=request.user, edition=form.cleaned_data["edition"], **form.words())
            messages.success(request, _("The membership was changed."))
            return redirect("organisation_members", membership.organisation_id)
    context = {"form": form, "membership": membership, "may_end": rules.may_end(request.user, membership)}
    return render_page(request, f"{FOLDER}/membership_form.html", context, status=422 if form.errors else 200)


def membership_end(request, pk):
    membership = get_object_or_404(Membership.objects.visible_to(request.user).select_related("person", "organisation"), pk=pk)
    if request.method == "POST":
        actions.end_member(membership, by=request.user)
        messages.success(request, _("The membership of %(person)s has ended.") % {"person": membership.person})
        return redirect("profile" if membership.person_id == request.user.pk else membership.organisation)
    context = {"membership": membership, "may_end": rules.may_end(request.user, membership)}
    return render_page(request, f"{FOLDER}/membership_end.html", context)


@once
def invitation_create(request):
    organisation = _own(request)
    require(rules.may_administer(request.user, organisation))
    form = InvitationForm(form_data(request), initial={"language": request.LANGUAGE_CODE})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            invitation = actions.invite(organisation, by=request.user, **form.cleaned_data)
            messages.success(request, _("The invitation to %(person)s is on its way.") % {"person": invitation.name})
            return redirect("organisation_members", organisation.pk)
    context = {"form": form, "organisation": organisation}
    return render_page(request, f"{FOLDER}/invitation_form.html", context, status=422 if form.errors else 200)


@post_only
def invitation_resend(request, pk):
    invitation = get_object_or_404(Invitation.objects.visible_to(request.user), pk=pk)
    actions.send_again(invitation, by=request.user)
    messages.success(request, _("The invitation to %(person)s is on its way again, with a new link.") % {"person": invitation.name})
    return redirect("organisation_members", invitation.organisation_id)


@post_only
def invitation_withdraw(request, pk):
    invitation = get_object_or_404(Invitation.objects.visible_to(request.user), pk=pk)
    actions.withdraw(invitation, by=request.user)
    messages.success(request, _("The invitation to %(person)s was withdrawn.") % {"person": invitation.name})
    return redirect("organisation_members", invitation.organisation_id)


def _own(request) -> Organisation:
    """The own organisation that ?organisation= names, or the one acted for."""
    organisation = request.standing.own(request.GET.get("organisation", ""))
    if organisation is None:
        raise Http404
    return organisation


def _partnerships_of(organisation, person):
    """Those it takes part in or is invited to now, as far as this person may see them."""
    parties = Party.objects.visible_to(person).filter(organisation=organisation, state__in=[Party.State.ACTIVE, Party.State.INVITED])
    return Partnership.objects.visible_to(person).filter(pk__in=parties.values("partnership")).order_by(*by_name("title"))


def _with_addresses(members, *, own: bool) -> list[Membership]:
    """Each with `address`: all of one's own organisation, of a partner only those of its coordinators."""
    members = list(members)
    for member in members:
        member.address = member.person.email if own or Role.COORDINATOR in member.roles else ""
    return members
