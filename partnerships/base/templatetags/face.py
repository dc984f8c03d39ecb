"""What the components need to know of looks: which tone and icon a state has. Used inside templates/components only."""

from django import template
from django.template.base import render_value_in_context
from django.template.defaultfilters import stringformat
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from partnerships.base.templatetags.portal import decoration, once, sort_url

register = template.Library()

# a state's key -> tone and icon; the word beside it comes from the state itself
LOOKS = {
    # being written, only one's own
    "idea": ("mute", "lightbulb"),
    "draft": ("mute", "pencil"),
    "planned": ("mute", "calendar-event"),
    "open": ("info", "circle"),
    "doing": ("info", "play-circle"),
    "reported": ("wait", "eye"),
    "in_force": ("ok", "check-circle"),
    "noted": ("mute", "pencil"),
    "reserved": ("wait", "hourglass-split"),
    "settled": ("ok", "check-lg"),
    "differing": ("info", "chat-left-text"),
    "taken": ("ok", "card-checklist"),
    # on its way between the two
    "proposed": ("info", "arrow-left-right"),
    "offered": ("info", "arrow-left-right"),
    "review": ("info", "arrow-left-right"),
    "counter": ("info", "reply"),
    "renewal": ("info", "arrow-repeat"),
    "running": ("info", "play-circle"),
    "working": ("info", "arrow-repeat"),
    "promised": ("info", "hand-thumbs-up"),
    "delivered": ("info", "box-seam"),
    "minutes": ("info", "pencil"),
    "factual": ("info", "check-lg"),
    "arithmetic": ("info", "check-lg"),
    "ordered": ("info", "bank"),
    # somebody must act
    "release": ("wait", "hourglass-split"),
    "invited": ("wait", "envelope"),
    "asked": ("wait", "hourglass-split"),
    "requested": ("wait", "hourglass-split"),
    "unscanned": ("mute", "shield-lock"),
    "queued": ("wait", "hourglass-split"),
    "waiting": ("wait", "hourglass-split"),
    "returned": ("wait", "reply"),
    "maybe": ("wait", "question-circle"),
    "question": ("wait", "question-circle"),
    "releasing": ("wait", "list-check"),
    "part": ("wait", "circle-half"),
    "partly": ("wait", "circle-half"),
    "paused": ("wait", "pause-circle"),
    "suspended": ("wait", "pause-circle"),
    "signing": ("wait", "pen"),
    "notice": ("wait", "hourglass-split"),
    "change": ("wait", "pencil"),
    "overdue": ("wait", "exclamation-triangle"),
    # good
    "yes": ("ok", "check-circle"),
    "active": ("ok", "check-circle"),
    "granted": ("ok", "check-circle"),
    "agreed": ("ok", "check-circle"),
    "valid": ("ok", "check-circle"),
    "signed": ("ok", "pen"),
    "confirmed": ("ok", "check-circle-fill"),
    "received": ("ok", "check-circle-fill"),
    "reached": ("ok", "flag"),
    "released": ("ok", "file-earmark-check"),
    "done": ("ok", "check-circle"),
    "ready": ("ok", "check-circle"),
    # over
    "ended": ("mute", "archive"),
    "archived": ("mute", "archive"),
    "left": ("mute", "box-arrow-right"),
    "dropped": ("mute", "slash-circle"),
    "merged": ("ok", "file-earmark-check"),
    "lapsed": ("mute", "slash-circle"),
    "replaced": ("mute", "arrow-repeat"),
    "withdrawn": ("mute", "arrow-counterclockwise"),
    "cancelled": ("mute", "slash-circle"),
    "expired": ("mute", "clock-history"),
    "used": ("mute", "check-lg"),
    # no
    "no": ("stop", "x-circle"),
    "declined": ("stop", "x-circle"),
    "rejected": ("stop", "x-circle"),
    "refused": ("stop", "x-circle"),
    "failed": ("stop", "exclamation-circle"),
    "infected": ("stop", "exclamation-circle"),
}
TONE_ICONS = {
    "ok": "check-circle",
    "info": "info-circle",
    "wait": "hourglass-split",
    "stop": "x-circle",
    "mute": "circle",
    "accent": "star",
}
KIND_ICONS = {"money": "cash-coin", "rooms": "door-open", "time": "briefcase", "volunteer": "heart", "goods": "gift"}
UNKNOWN = ("mute", "circle")
# the sign before the field -> how the head of the column says it
SORTED = {
    "": (mark_safe(' aria-sort="ascending"'), "arrow-up"),
    "-": (mark_safe(' aria-sort="descending"'), "arrow-down"),
}
UNSORTED = ("", "arrow-down-up")
NUM = mark_safe(' class="num"')
HIDDEN = '<input type="hidden" name="{}" value="{}">'
TOKEN = CsrfTokenNode()
MESSAGES = {
    "success": ("success", "check-circle-fill", _("Done")),
    "warning": ("warning", "exclamation-triangle-fill", _("Please note")),
    "error": ("danger", "exclamation-circle-fill", _("That did not work")),
    "info": ("info", "info-circle-fill", _("Information")),
    "debug": ("info", "info-circle-fill", _("Information")),
}


@register.filter
def tone(state) -> str:
    """ok, info, wait, stop or mute."""
    return LOOKS.get(str(state), UNKNOWN)[0]


@register.filter
def state_icon(state) -> str:
    """The icon of a state."""
    return LOOKS.get(str(state), UNKNOWN)[1]


@register.filter
def kind_icon(kind) -> str:
    """The icon of a kind of contribution (base/valuation)."""
    return KIND_ICONS.get(str(kind), "gift")


@register.filter
def tone_icon(name) -> str:
    """The icon of a tone, where none was given."""
    return TONE_ICONS.get(str(name), "circle")


@register.simple_tag
def badge(label="", state="", tone: str = "", icon: str = "") -> str:
    """A state as icon and word; made here rather than by tags, since every row of every list has one."""
    if not tone:
        tone, found = LOOKS.get(str(state), UNKNOWN)
    else:
        found = TONE_ICONS.get(str(tone), "circle")
    return format_html('<span class="status tone-{}">{}{}</span>', tone, decoration(icon or found), label)


TODO = '<li><div>{} <a href="{}">{}</a> <span class="meta">{}</span></div><div class="when">{}{}</div></li>\n'


@register.simple_tag
def todo_lines(todos) -> str:
    """Open things, a line each; made here for the same reason: the start page has up to 32 of them."""
    return format_html_join("", TODO, map(_todo_parts, todos))


def _todo_parts(todo) -> tuple:
    when, note = todo.when, todo.note
    about = f"{todo.ask} · {todo.partnership}" if todo.partnership else todo.ask
    due = format_html("{} ", badge(label=when.label, tone=when.tone, icon=when.icon)) if when else ""
    return decoration(todo.icon), todo.url, todo.title, about, due, format_html('<span class="meta">{}</span>', note) if note else ""


@register.simple_tag
def side_mark(side="", label="") -> str:
    """A side as mark and name; made here for the same reason."""
    return format_html('<span class="side side-{}">{}</span>', side, label or side_word(side))


def side_word(side) -> str:
    if side == "social":
        return gettext("Social organisation")
    return gettext("Housing company") if side == "housing" else gettext("Observer")


@register.simple_tag(takes_context=True)
def act(context, verdict=None, url="", label="", icon="", tone="", quiet=False, get=False, **sent) -> str:
    """A button that does something, or says why one may not; made here for the same reason."""
    words = format_html("{}{}", decoration(icon) if icon else "", label)
    if not verdict:
        return "" if quiet else _refused(verdict, words)
    if get:
        return format_html('<a class="btn btn-{}" href="{}">{}</a>', tone or "primary", url, words)
    form = '<form class="verdict" method="post" action="{}">{}<button class="btn btn-{}">{}</button></form>'
    return format_html(form, url, _sent(context, **sent), tone or "primary", words)


def _sent(context, name="", value="", edition=None, **marks) -> str:
    token = TOKEN.render(context)
    mark = once(context) if marks.get("once") else ""
    named = format_html(HIDDEN, name, render_value_in_context(value, context)) if name else ""
    seen = format_html(HIDDEN, "edition", stringformat(edition, "d")) if edition else ""
    return format_html("{}{}{}{}", token, mark, named, seen)


def _refused(verdict, words: str) -> str:
    reason, remedy = getattr(verdict, "reason", ""), getattr(verdict, "remedy", "")
    link = format_html(' <a href="{}">{}</a>', remedy, gettext("Here you can change that.")) if remedy else ""
    why = format_html('<p class="verdict-reason">{}<span>{}{}</span></p>', decoration("lock"), reason, link) if reason else ""
    button = '<div class="verdict"><button class="btn btn-outline-secondary" type="button" disabled>{}</button>{}</div>'
    return format_html(button, words, why)


@register.simple_tag(takes_context=True)
def sort_head(context, field: str, label="", num="") -> str:
    """The head of a column one can sort by."""
    now = context["request"].GET.get("sort", "")
    order, look = SORTED.get(now.removesuffix(field) if now.endswith(field) else None, UNSORTED)
    kind = NUM if num else ""
    link = format_html('<a class="sort" href="{}">{}{}</a>', sort_url(context, field), label, decoration(look))
    return format_html('<th scope="col"{}{}>{}</th>', order, kind, link)


@register.filter
def message_kind(level) -> str:
    """The alert class of a message's level."""
    return MESSAGES.get(str(level), MESSAGES["info"])[0]


@register.filter
def message_icon(level) -> str:
    """The icon of a message's level."""
    return MESSAGES.get(str(level), MESSAGES["info"])[1]


@register.filter
def message_word(level):
    """The level of a message in words, for those who do not see its colour."""
    return MESSAGES.get(str(level), MESSAGES["info"])[2]


@register.filter
def initials(name) -> str:
    """MT for Mara Tiedemann, TB for Dr. Thilo Bachmann."""
    words = [word for word in str(name).split() if word[0].isalpha() and not word.endswith(".")]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "?"


@register.filter
def page_numbers(page) -> list:
    """The numbers a pagination shows; None where it leaves some out."""
    paginator = page.paginator
    shown = paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [None if number == paginator.ELLIPSIS else number for number in shown]


@register.filter
def id_of_first_error(field) -> str:
    """Where the error summary leads to: the field, or the first of its choices."""
    return f"{field.id_for_label or field.auto_id}" if not field.use_fieldset else f"{field.auto_id}_0"


@register.filter
def has_any_error(form) -> bool:
    """Errors of the whole form or of any field, hidden ones too."""
    return bool(getattr(form, "errors", None))


@register.filter
def days_ago(days):
    """today, since yesterday, for 3 days: how long something has been waiting."""
    if days in (None, ""):
        return ""
    days = int(days)
    if days <= 0:
        return _("since today")
    return ngettext("since yesterday", "for %(days)d days", days) % {"days": days}


BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


@register.filter
def device(user_agent) -> str:
    """Firefox, Windows: what a browser says of itself, in words a person knows."""
    text = str(user_agent or "")
    found = [next((word for mark, word in names if mark in text), "") for names in (BROWSERS, SYSTEMS)]
    return ", ".join(word for word in found if word) or str(_("Unknown device"))


@register.filter
def both_sides(rows) -> list[dict]:
    """The rows of a yes table by side, the social side and the housing side always both there."""
    rows = list(rows or [])
    return [{"key": side, "rows": [row for row in rows if row["party"].side == side]} for side in ("social", "housing")]
