"""Tags and filters every template knows (a template builtin)."""

from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from uuid import UUID, uuid4

from django import template
from django.template import defaulttags
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import NoReverseMatch
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import get_language

from partnerships.base.address import address
from partnerships.base.support import QUESTIONS, all_types

register = template.Library()

NO_BREAK = "\u00a0"


class Address(defaulttags.URLNode):
    """The address of a page that is named in the template, and that takes nothing or a row's id: looked up once, see base/address.py."""

    def __init__(self, node: defaulttags.URLNode):
        super().__init__(node.view_name, node.args, node.kwargs, node.asvar)
        self.name = node.view_name.token.strip("'\"")

    def render(self, context) -> str:
        keys = [arg.resolve(context) for arg in self.args]
        if not all(type(key) is UUID for key in keys):
            return super().render(context)
        try:
            found = address(self.name, *keys)
        except NoReverseMatch:
            return super().render(context)
        if not self.asvar:
            return found
        context[self.asvar] = found
        return ""


@register.tag
def url(parser, token) -> defaulttags.URLNode:
    """Django's own, faster where the template names the page and gives it one id or none."""
    node = defaulttags.url(parser, token)
    simple = node.view_name.token.startswith(("'", '"')) and not node.view_name.filters and len(node.args) < 2 and not node.kwargs
    return Address(node) if simple else node


@register.simple_tag(takes_context=True)
def once(context) -> str:
    """The one-time token of a form that creates something, see partnerships/once, and the organisation one acts for as it is opened: sent,
    it counts for that one, whatever was chosen in another tab meanwhile (organisation/middleware.py).
    """
    token = format_html('<input type="hidden" name="once" value="{}">', uuid4())
    standing = getattr(getattr(context, "request", None), "standing", None)
    if standing is None or len(standing.organisations) < 2:
        return token
    return token + format_html('<input type="hidden" name="acting" value="{}">', standing.acting.pk)


@register.simple_tag
def icon(name: str, label: str = "") -> str:
    """An icon of the sprite; with a label it speaks, without it is decoration."""
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, _symbol(name))
    return decoration(name)


@cache
def _symbol(name: str) -> str:
    return f"{static('img/icons.svg')}#{name}"


@cache
def decoration(name: str) -> str:
    """Up to hundreds on a page, always the same few."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"></use></svg>', _symbol(name))


@register.simple_tag
def which_money() -> str:
    """The questions that lead to the kind of money, see base/support.py; the same wherever money is asked for or promised."""
    return _which_money(get_language() or "")


@cache
def _which_money(language: str) -> str:
    return render_to_string("components/which_money.html", {"questions": QUESTIONS, "types": all_types()})


@register.filter
def marked(text, marker):
    """The text with the words of the glossary that have not been marked on this page yet (base/words.py)."""
    return marker.marked(text) if marker else text


@register.filter
def euro(value) -> str:
    """1.234,50 € in German, 1,234.50 € in English, never broken before the €; a dash for nothing."""
    if value is None or value == "":
        return "–"
    return f"{_shown_number(Decimal(value), 2, get_language())}{NO_BREAK}€"


@register.filter
def number(value) -> str:
    """A number without needless zeros: 12,5; 1.200."""
    if value is None or value == "":
        return "–"
    plain = Decimal(value).normalize()
    places = max(0, -int(plain.as_tuple().exponent))
    return _shown_number(plain, min(places, 2), get_language())


@lru_cache(4096)
def _shown_number(value: Decimal, places: int, _language) -> str:
    """Lists show nothing and the same few sums again and again."""
    return number_format(value, decimal_pos=places, force_grouping=True)


@register.filter
def number_in(value, unit: str) -> str:
    """A number for its unit: euros with cents, everything else without needless zeros."""
    if value is None or value == "" or "€" not in unit:
        return number(value)
    return _shown_number(Decimal(value), 2, get_language())


@register.filter
def day(value) -> str:
    """31.12.2026, of a date or a moment (then the day in Germany)."""
    if not value:
        return "–"
    if isinstance(value, datetime):
        value = (localtime(value) if value.tzinfo else value).date()
    return _shown_day(value, get_language())


@lru_cache(4096)
def _shown_day(value: date, _language) -> str:
    """Lists show the same days again and again."""
    return date_format(value, "SHORT_DATE_FORMAT")


@register.filter
def moment(value) -> str:
    """31.12.2026 14:05 in Germany."""
    return _shown_minute(localtime(value).replace(second=0, microsecond=0, tzinfo=None), get_language()) if value else "–"


@register.filter(expects_localtime=True)
def iso(value) -> str:
    """A moment as machines read it, as date:"c" has it."""
    return value.isoformat() if value else ""


@lru_cache(4096)
def _shown_minute(value: datetime, _language) -> str:
    return date_format(value, "SHORT_DATETIME_FORMAT")


@register.simple_tag(takes_context=True)
def page_url(context, number) -> str:
    """This list's address with another page, filters kept."""
    query = context["request"].GET.copy()
    query["page"] = number
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def sort_url(context, field: str) -> str:
    """This list's address sorted by `field`, the other way round when it already is."""
    query = context["request"].GET.copy()
    query["sort"] = f"-{field}" if query.get("sort") == field else field
    query.pop("page", None)
    return f"?{query.urlencode()}"


@register.filter
def names_of(row, facet) -> list:
    """The list of names an upper floor knows about this row (see partnership/facets.py)."""
    return getattr(row, facet.name)
