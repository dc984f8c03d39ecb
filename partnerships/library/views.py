from django.http import Http404
from django.shortcuts import get_object_or_404, redirect

from partnerships.agreement import page
from partnerships.agreement.compare import compare as compared
from partnerships.agreement.models import Agreement
from partnerships.agreement.template import PLACEHOLDERS, shipped
from partnerships.agreement.wording import Wording
from partnerships.base.names import by_name
from partnerships.base.pages import form_data, number_of, post_only, refusals_on, render_page
from partnerships.base.verdict import require
from partnerships.journal.models import last_lines
from partnerships.library import actions, rules
from partnerships.library.forms import CopyForm, TemplateSheet
from partnerships.library.models import AgreementTemplate
from partnerships.once.guard import once

HERE = "partnerships/library/"
TIMELINE = 20


def index(request):
    rows = AgreementTemplate.objects.visible_to(request.user).select_related("organisation").order_by("archived_at", *by_name("name"))
    rows = list(rows)
    context = {
        "own": [row for row in rows if not row.archived_at],
        "archived": [row for row in rows if row.archived_at],
        "kinds": [{"key": kind.value, "label": kind.label, "clauses": len(shipped(kind))} for kind in Agreement.Kind],
        "may_keep": rules.may_keep_any(request.user),
    }
    return render_page(request, HERE + "list.html", context)


def shipped_text(request):
    kind = request.GET.get("kind", Agreement.Kind.COOPERATION)
    if kind not in Agreement.Kind.values:
        raise Http404
    context = {
        "kind": Agreement.Kind(kind),
        "kinds": Agreement.Kind.choices,
        "text": page.text_of_clauses(shipped(kind)),
        "may_keep": rules.may_keep_any(request.user),
    }
    return render_page(request, HERE + "shipped.html", context)


@once
def create(request):
    require(rules.may_keep_any(request.user))
    form = CopyForm(form_data(request), keepers=rules.keepers(request.user), initial={"kind": request.GET.get("kind")})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            return redirect("agreementtemplate_edit", actions.copy(by=request.user, **form.cleaned_data).pk)
    return render_page(request, HERE + "create.html", {"form": form}, status=422 if form.errors else 200)


def detail(request, pk):
    template = _template(request, pk)
    editions = list(template.editions.select_related("by").order_by("-number"))
    number = number_of(request.GET.get("edition")) or template.edition
    shown = next((edition for edition in editions if edition.number == number), None)
    if shown is None:
        raise Http404
    context = {
        "template": template,
        "editions": editions,
        "shown": shown,
        "text": page.text_of_clauses(template.texts(number)),
        "may": {verb: getattr(rules, f"may_{verb}")(request.user, template) for verb in ("edit", "archive", "restore")},
        "entries": last_lines(request.user, template, most=TIMELINE),
    }
    return render_page(request, HERE + "detail.html", context)


def edit(request, pk):
    template = _template(request, pk)
    if request.method != "POST":
        require(rules.may_edit(request.user, template))
    sheet = TemplateSheet(template, form_data(request))
    if request.method == "POST" and sheet.is_valid():
        with refusals_on(sheet.form):
            edition = sheet.form.cleaned_data["edition"]
            return redirect(actions.edit(template, by=request.user, edition=edition, clauses=sheet.words(), **sheet.form.words()))
    seen = number_of(sheet.form.overtaken) or template.edition
    meanwhile = _between(template, seen, template.edition) if seen < template.edition else None
    context = {"template": template, "sheet": sheet, "form": sheet.form, "placeholders": PLACEHOLDERS, "meanwhile": meanwhile}
    return render_page(request, HERE + "edit.html", context, fragment="sheet", status=422 if sheet.has_errors else 200)


def compare(request, pk):
    template = _template(request, pk)
    new = number_of(request.GET.get("to")) or template.edition
    old = number_of(request.GET.get("from")) or max(1, new - 1)
    if max(old, new) > template.edition:
        raise Http404
    context = {"template": template, "old": old, "new": new, "numbers": range(1, template.edition + 1)}
    context["comparison"] = _between(template, old, new)
    return render_page(request, HERE + "compare.html", context)


def _between(template: AgreementTemplate, old: int, new: int):
    return compared(*(Wording(template.name, None, None, 0, clauses=template.texts(number)) for number in (old, new)))


@post_only
def archive(request, pk):
    return redirect(actions.archive(_template(request, pk), by=request.user))


@post_only
def restore(request, pk):
    return redirect(actions.restore(_template(request, pk), by=request.user))


def _template(request, pk) -> AgreementTemplate:
    return get_object_or_404(AgreementTemplate.objects.visible_to(request.user).select_related("organisation"), pk=pk)
