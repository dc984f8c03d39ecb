"""Drafts: the list, saving while one types or by a button, deleting."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from partnerships.base.pages import page_of, post_only, render_page, uuid_or_404
from partnerships.base.verdict import Refused
from partnerships.partnership.models import Partnership
from projects.draft import actions
from projects.draft.models import Draft
from projects.draft.page import kept

HERE = "projects/draft/"


def draft_list(request):
    rows = Draft.objects.visible_to(request.user).for_list()
    return render_page(request, HERE + "list.html", {"page": page_of(request, rows)}, fragment="rows")


@post_only
def draft_save(request):
    """Asked for by htmx: a line that says when it was saved, or why not. Else back to the form, with more rows where they are wanted."""
    data = request.POST
    partnership = get_object_or_404(
        Partnership.objects.worked_on_by(request.user).with_parties(), pk=uuid_or_404(data.get("partnership", ""))
    )
    pk = uuid_or_404(data.get("draft", ""))
    try:
        draft = actions.save(pk, partnership=partnership, data=kept(data), edition=data.get("draft_edition"), by=request.user)
    except Refused as refused:
        if not request.htmx:
            raise
        return render_page(request, HERE + "state.html", {"problem": refused.reason, "edition": data.get("draft_edition", "")})
    if request.htmx:
        return render_page(request, HERE + "state.html", {"draft": draft, "edition": draft.edition})
    if "attach" in data:
        return redirect("draft_attach", draft.pk)
    if more := data.get("more"):
        return redirect(f"{draft.get_absolute_url()}&more={'income' if more == 'income' else 'kind' if more == 'kind' else 'cost'}")
    messages.success(request, _("The draft is saved. Only your organisation sees it."))
    return redirect(draft)


@post_only
def draft_remove(request, pk):
    draft = get_object_or_404(Draft.objects.visible_to(request.user).for_list(), pk=pk)
    actions.remove(draft, by=request.user)
    messages.success(request, _("The draft is deleted."))
    return redirect("draft_list")
