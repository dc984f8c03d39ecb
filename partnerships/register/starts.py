"""What may be started from a decision: a registry, filled by slices' `panels.py`. Floors above hang in what is made there.

@starts
def contributions(decision, person) -> list[Start]: ...     # at most one query

What is made on such a page is linked with the decision (origin.py): its address carries ?decision=, see `at`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from partnerships.meeting.models import Decision
from partnerships.meeting.pages import uuid_of

_SOURCES: list[Callable] = []


@dataclass(frozen=True)
class Start:
    """`group`: what several of the same sort are called together, for a menu."""

    label: str
    url: str
    icon: str
    group: str = ""


def starts(function: Callable) -> Callable:
    """Register a function (decision, person) -> list of Start."""
    _SOURCES.append(function)
    return function


def starts_of(decision, person) -> list[Start]:
    return [start for source in _SOURCES for start in source(decision, person)]


def at(name: str, decision, *args, **query) -> str:
    """The address of a page that makes something because of this decision."""
    return f"{reverse(name, args=args)}?{urlencode({**query, 'decision': decision.pk})}"


def words_of_decision(request) -> str:
    """What the decision says because of which a page was opened: for a form to begin with."""
    if "decision" not in request.GET:
        return ""
    decision = Decision.objects.visible_to(request.user).filter(pk=uuid_of(request.GET["decision"])).first()
    return f"{decision}: {decision.text}" if decision else ""
