"""How each move of each table is made: filled by tests/ways_of_*.py, for tests/test_two_sides.py, which proves that both sides have it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module

from django.apps import apps

from partnerships.base.moves import Move, Who
from tests.cast import Cast


@dataclass(frozen=True)
class Way:
    """How a move is made. In `story` the social team of the cast is the one that brought the thing in, or has already said yes (BOTH),
    or gives (GIVER), or receives (RECEIVER); told with the sides exchanged it is the housing company.
    """

    story: Callable
    rule: Callable
    action: Callable
    url: str
    may: frozenset[str]  # which team may: "author" (the social one of the story), "other"
    subject: Callable  # whose state the move changes, where that is not what the rule is asked about


WAYS: dict[tuple, Way] = {}
MAY = {
    Who.EITHER: {"author", "other"},
    Who.BOTH: {"other"},  # the author's yes is already there
    Who.AUTHOR: {"author"},
    Who.OTHER: {"other"},
    Who.GIVER: {"author"},
    Who.RECEIVER: {"author"},
}


def lines(model) -> dict[tuple[str, str], Move]:
    """By verb and source; a verb that leads to several targets is one move of one side."""
    return {(line.verb, source): line for line in model.MOVES for source in line.sources}


def tables():
    return [model for model in apps.get_models() if "MOVES" in vars(model)]


def way(
    model, verb: str, sources: str, story: Callable, *, rule=None, action=None, url: str = "", may=None, subject=lambda thing: thing
) -> None:
    """By custom the rule is may_<verb>, the action <verb>, the page <model>_<verb>; what differs is named."""
    package = model.__module__.rpartition(".")[0]
    for source in sources.split():
        WAYS[model, verb, source] = Way(
            story,
            rule or getattr(import_module(f"{package}.rules"), f"may_{verb}"),
            action or getattr(import_module(f"{package}.actions"), verb),
            url or f"{model._meta.model_name}_{verb}",
            frozenset(MAY[lines(model)[verb, source].who] if may is None else may),
            subject,
        )


def exchanged(cast: Cast) -> Cast:
    """The same people, each team in the other's place."""
    return replace(cast, social=cast.housing, housing=cast.social)
