from django.conf import settings
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from partnerships.annex import actions, rules
from partnerships.annex.forms import AnnexForm
from partnerships.annex.models import AREA, Annex
from partnerships.annex.registry import place_named, place_of
from partnerships.base import files
from partnerships.base.pages import form_data, post_only, refusals_on, render_page
from partnerships.base.uploads import Incoming, takes_file
from partnerships.base.verdict import Refused, require
from partnerships.once.guard import once

SANDBOX = "default-src 'none'; sandbox"


@takes_file(Incoming)
@once
def create(request, pk, place):
    """The form for one more file; `place` names what it hangs on and comes from the address."""
    where = place_named(place)
    thing = get_object_or_404(where.visible_to(request.user), pk=pk)
    require(rules.may_add(request.user, thing))
    form = AnnexForm(
        form_data(request), request.FILES or None, kinds=where.kinds_now(thing), most=filesizeformat(settings.UPLOAD_BYTES),
        shown=where.shown,
        initial={"kind": request.GET.get("kind")},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.add(thing, by=request.user, **form.cleaned_data)
            return redirect(where.home(thing))
    context = {"form": form, "thing": thing, "home": where.home(thing)}
    return render_page(request, "partnerships/annex/create.html", context, status=422 if form.errors else 200)


def download(request, pk):
    """The file, if the person may read it at this moment: always a download, never shown as a page of ours."""
    annex = get_object_or_404(Annex.objects.visible_to(request.user), pk=pk)
    require(rules.may_download(annex))
    path = files.path_of(AREA, annex.file)
    if not path.is_file():
        raise Refused(_("The file is not there at the moment. Please tell those who run the portal."))
    response = FileResponse(path.open("rb"), as_attachment=True, filename=annex.name, content_type=annex.media_type)
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    return response


def remove(request, pk):
    annex = get_object_or_404(Annex.objects.visible_to(request.user).for_list(), pk=pk)
    thing = annex.subject
    home = place_of(thing).home(thing)
    require(rules.may_remove(request.user, annex, thing))
    if request.method == "POST":
        actions.remove(annex, by=request.user)
        return redirect(home)
    return render_page(request, "partnerships/annex/remove.html", {"annex": annex, "thing": thing, "home": home})


@post_only
def leave(request, pk):
    """The own next proposal goes without this annex, or with it after all."""
    annex = get_object_or_404(Annex.objects.visible_to(request.user), pk=pk)
    actions.leave(annex, leaves=request.POST.get("leaves") == "1", by=request.user)
    return redirect(place_of(annex.subject).home(annex.subject))
