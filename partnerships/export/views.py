from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import slugify
from django.utils.translation import gettext as _

from partnerships.base.pages import post_only, render_page
from partnerships.base.verdict import Refused, require
from partnerships.export import actions, rules
from partnerships.export.build import folder
from partnerships.export.models import Export
from partnerships.export.registry import exporter_of


def detail(request, pk):
    """How far it is; the fragment is asked for every two seconds until it has ended."""
    export = get_object_or_404(Export.objects.visible_to(request.user).select_related("partnership", "person"), pk=pk)
    context = {
        "export": export,
        "open": export.state in (Export.State.QUEUED, Export.State.RUNNING),
        "may_download": rules.may_download(request.user, export),
        "may_cancel": rules.may_cancel(request.user, export),
        "origin": exporter_of(export).origin(export),
    }
    return render_page(request, "partnerships/export/detail.html", context, fragment="progress")


def download(request, pk):
    """The file, if the person may read its content at this moment."""
    export = get_object_or_404(Export.objects.visible_to(request.user), pk=pk)
    require(rules.may_download(request.user, export))
    path = folder() / export.file
    if not path.is_file():
        raise Refused(_("The file is no longer there. Please have it built again."))
    name = f"{slugify(export.title)}.{path.suffix.lstrip('.')}"
    response = FileResponse(path.open("rb"), as_attachment=True, filename=name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@post_only
def cancel(request, pk):
    export = get_object_or_404(Export.objects.visible_to(request.user), pk=pk)
    actions.cancel(export, by=request.user)
    return redirect(export)
