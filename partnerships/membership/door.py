"""The one page that opens without signing in: the link of an invitation."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from partnerships.base.pages import refusals_on, render_page
from partnerships.membership import actions, rules, tokens
from partnerships.membership.forms import JoinForm

FOLDER = "partnerships/membership"


@login_not_required
def invitation(request, token):
    """What one joins, and how: by a name and a password, after signing in, or, signed in, by a button."""
    found = tokens.invitation_behind(token)
    if found is None:
        return render_page(request, f"{FOLDER}/invitation_gone.html", {}, status=404)
    if request.user.is_authenticated:
        return _accept(request, found, token)
    if rules.is_known(found.email):
        return render_page(request, f"{FOLDER}/invitation.html", {"invitation": found, "known": True})
    return _join(request, found, token)


def _accept(request, found, token):
    if request.method == "POST":
        membership = actions.accept(token, by=request.user)
        messages.success(request, _("Welcome to %(organisation)s!") % {"organisation": membership.organisation.name})
        return redirect(membership.organisation)
    return render_page(request, f"{FOLDER}/invitation.html", {"invitation": found, "may_accept": rules.may_accept(request.user, found)})


def _join(request, found, token):
    form = JoinForm(request.POST if request.method == "POST" else None, email=found.email, initial={"name": found.name})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            person = actions.join(token, name=form.cleaned_data["name"], password=form.cleaned_data["password"])
            login(request, person)
            UserSession.objects.create_from_request(request)
            messages.success(request, _("Welcome to %(organisation)s!") % {"organisation": found.organisation.name})
            return redirect("home")
    return render_page(request, f"{FOLDER}/invitation.html", {"invitation": found, "form": form}, status=422 if form.errors else 200)
