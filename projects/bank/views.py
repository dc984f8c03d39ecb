"""The account of an organisation: its own people, and in full those who pay."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.base.pages import form_data, page_of, passes, post_only, refusals_on, render_page, require_to_open
from partnerships.journal.models import last_lines
from partnerships.once.guard import once
from partnerships.organisation.models import Organisation
from projects.bank import actions, rules
from projects.bank.forms import AccountForm
from projects.bank.models import BankAccount

HERE = "projects/bank/"
HISTORY = 20


def own(request) -> Organisation:
    organisation = request.standing.own(request.GET.get("organisation", ""))
    if organisation is None:
        raise Http404
    return organisation


def bankaccount_list(request):
    """The account in force and those before it, of the own organisation."""
    organisation = own(request)
    rows = BankAccount.objects.visible_to(request.user).filter(organisation=organisation).select_related("entered_by", "ended_by")
    context = {
        "organisation": organisation,
        "page": page_of(request, rows.order_by("-created_at", "-pk")),
        "may_enter": rules.may_enter(request.user, organisation),
        "create_url": f"{reverse('bankaccount_create')}?organisation={organisation.pk}",
    }
    return render_page(request, HERE + "list.html", context, fragment="rows")


@once
def bankaccount_create(request):
    organisation = own(request)
    may = rules.may_enter(request.user, organisation)
    require_to_open(request, may)
    form = AccountForm(form_data(request))
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            account = actions.enter(organisation, by=request.user, **form.cleaned_data)
            messages.success(request, _("The account is entered. The administration of your organisation is told by mail."))
            return redirect(account)
    context = {"form": form, "organisation": organisation, "back": f"{reverse('bankaccount_list')}?organisation={organisation.pk}"}
    return render_page(request, HERE + "form.html", context, status=422 if form.errors else 200)


def _account(request, pk) -> BankAccount:
    rows = BankAccount.objects.visible_to(request.user).select_related("organisation", "entered_by", "ended_by")
    return get_object_or_404(rows, pk=pk)


def bankaccount_detail(request, pk):
    account = _account(request, pk)
    person = request.user
    own = account.organisation_id in request.standing.ids
    context = {
        "account": account,
        "own": own,
        "may_read": rules.may_read(person, account),
        "may_end": rules.may_end(person, account),
        "history": last_lines(person, account, most=HISTORY) if own else [],
        "back": f"{reverse('bankaccount_list')}?organisation={account.organisation_id}" if own else account.organisation.get_absolute_url(),
    }
    return render_page(request, HERE + "detail.html", context)


@post_only
def bankaccount_end(request, pk):
    account = actions.end(_account(request, pk), by=request.user)
    messages.success(request, _("The account is ended. Nothing can be paid to your organisation until there is a new one."))
    return redirect(account)
