from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import override

from partnerships.access import actions
from partnerships.access.forms import ProfileForm
from partnerships.base.middleware import back
from partnerships.base.pages import form_data, post_only, refusals_on, render_page
from partnerships.base.views import keep_language
from partnerships.organisation.rules import needs_second_factor


def profile(request):
    person = request.user
    form = ProfileForm(form_data(request), initial={"name": person.name, "language": person.language})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.edit_profile(person, by=person, **form.cleaned_data)
            with override(person.language or None):
                messages.success(request, _("Your details were saved."))
            return keep_language(redirect("profile"), person.language)
    context = {"form": form, "memberships": request.standing.memberships, "asking": needs_second_factor(person)}
    return render_page(request, "partnerships/access/profile.html", context, status=422 if form.errors else 200)


@post_only
def acting(request):
    chosen = request.POST.get("organisation", "")
    organisation = next((each for key, each in request.standing.organisations.items() if str(key) == chosen), None)
    if organisation is None:
        raise Http404
    actions.act_for(organisation, by=request.user)
    return redirect(back(request))
