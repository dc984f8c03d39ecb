"""Pages: one template for a page and its fragments, and pages of a list without counting whole tables."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from functools import wraps
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, JSONObject
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from partnerships.base.prepared import MOST, Param, Prepared, PreparedRows
from partnerships.base.verdict import Refused, Verdict, no, require

PER_PAGE = 25
FIRST = Param("first", "int")  # so many rows are passed over


def render_page(request: HttpRequest, template: str, context: dict, *, fragment: str = "", status: int = 200) -> HttpResponse:
    """The page, or, asked for by htmx, only its fragment: the same view, the same door.

    `fragment` names a {% partialdef %} of the template.
    """
    if fragment and request.htmx and not request.htmx.boosted and not request.htmx.history_restore_request:
        template = f"{template}#{fragment}"
    response = render(request, template, context, status=status)
    response["Vary"] = "HX-Request, Cookie, Accept-Language"
    return response


def page_of(request: HttpRequest, rows, *, size: int = PER_PAGE, count: int | None = None):
    """The page of `rows` that ?page= asks for; a nonsense number gives the nearest page. `count`, where it is known already."""
    paginator = Paginator(rows, size)
    if count is not None:
        paginator.count = count
    return paginator.get_page(request.GET.get("page"))


def prepared_page_of(request: HttpRequest, rows, prepared: PreparedRows, values: dict, *, size: int = PER_PAGE):
    """The same where what is shown of a row is a query prepared for those `found`: only the ids are asked for anew.

    They are also the count, so this is for lists that a person has hundreds of, not tens of thousands.
    """
    page = page_of(request, list(rows.values_list("pk", flat=True)), size=size)
    page.object_list = _shown(page.object_list, prepared, values)
    return page


def _shown(keys: list, prepared: PreparedRows, values: dict) -> list:
    found = {row.pk: row for row in prepared.rows(values | {"found": keys})} if keys else {}
    return [found[pk] for pk in keys if pk in found]


def summed_page_of(request: HttpRequest, rows, sums: dict, prepared: PreparedRows, values: dict, *, size: int = PER_PAGE) -> tuple:
    """The same for tens of thousands of rows: the page and, with their "count", the sums over all pages; two queries, or one."""
    keys = _with_sums(rows, sums)
    return _summed_page(request, lambda first: list(keys[first : first + size]), sums, prepared, values, size)


class Summed:
    """The keys of a page's rows, and the sums over all of them, in one query that is prepared as well. `build` makes the rows, in order."""

    def __init__(self, build: Callable[[], QuerySet], sums: dict):
        self._build, self.sums = build, sums
        self._keys = Prepared(self._statement)

    def _statement(self) -> tuple[str, tuple]:
        text, params = _with_sums(self._build(), self.sums).query.sql_with_params()
        return f"{text} LIMIT %s OFFSET %s", (*params, MOST, FIRST)

    def page(self, request: HttpRequest, prepared: PreparedRows, values: dict, *, size: int = PER_PAGE) -> tuple:
        """What summed_page_of() gives."""

        def from_one_on(first: int) -> list[tuple]:
            return self._keys.rows(values | {"most": size, "first": first})

        return _summed_page(request, from_one_on, self.sums, prepared, values, size)


def _with_sums(rows, sums: dict):
    """The keys of the rows, each with what they all add up to."""
    told = Subquery(rows.order_by().annotate(all=Value(1)).values("all").values(told=_as_text(count=Count("*"), **sums)))
    return rows.annotate(told=told).values_list("pk", "told")


def _summed_page(request: HttpRequest, keys: Callable[[int], list], sums: dict, prepared: PreparedRows, values: dict, size: int) -> tuple:
    def at(number: int) -> list[tuple]:
        return keys((number - 1) * size)

    number = number_of(request.GET.get("page")) or 1
    found = at(number) or (at(1) if number > 1 else [])
    in_all = json.loads(found[0][1], parse_float=Decimal) if found else dict.fromkeys(sums) | {"count": 0}
    page = page_of(request, [], size=size, count=in_all["count"])
    if page.number != number:
        found = at(page.number)
    page.object_list = _shown([pk for pk, _told in found], prepared, values)
    return page, in_all


def _as_text(**columns) -> Cast:
    return Cast(JSONObject(**columns), TextField())


def uuid_or_404(text: str) -> UUID:
    """The id an address names; nonsense is answered as what is not there."""
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error


def number_of(value) -> int | None:
    """A number an address or a form names, such as that of an edition; nonsense is none."""
    text = str(value or "")
    return int(text) if text.isdecimal() and len(text) < 7 and int(text) > 0 else None


def form_data(request: HttpRequest):
    """What to bind a form to: the POST, or what was typed before the session ended, or None."""
    return request.POST if request.method == "POST" else request.stashed.take()


@contextmanager
def refusals_on(form: BaseForm) -> Iterator[None]:
    """Within this block an action's refusal becomes a sentence above the form, and the page is shown again with all that was typed.

    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            thing = actions.create(..., by=request.user)
            return redirect(thing)
    return render_page(request, template, {"form": form}, status=422 if form.errors else 200)
    """
    try:
        yield
    except Refused as refused:
        form.add_error(None, refused.reason)
    except ValidationError as error:
        # a constraint's own sentence; fields the form does not show are told above it
        fields = error.error_dict if hasattr(error, "error_dict") else {"__all__": error.error_list}
        for name, errors in fields.items():
            form.add_error(name if name in form.fields else None, errors)


def require_to_open(request: HttpRequest, verdict: Verdict, *, instead: str = "") -> None:
    """Refuse to open a form's page; `instead` is the address of the page one is led to.

    What is sent to it is answered above the form, see passes(), so that nothing typed is lost.
    """
    if request.method != "POST":
        require(verdict or no(verdict.reason, remedy=verdict.remedy or instead))


def passes(form: BaseForm, verdict: Verdict) -> bool:
    """Is the form valid and the verdict a yes? A no stands above the form, in place of what else would be said of the whole."""
    valid = form.is_valid()
    if form.is_bound and not verdict:
        form.errors.pop(NON_FIELD_ERRORS, None)
        form.add_error(None, verdict.reason)
    return valid and bool(verdict)


def post_only(view: Callable) -> Callable:
    """A view that answers nothing but POST: a button, not a page."""

    @wraps(view)
    def button(request, *args, **kwargs):
        return view(request, *args, **kwargs)

    guarded = require_POST(button)
    guarded.post_only = True  # type: ignore[attr-defined]  # read when a session has ended
    return guarded
