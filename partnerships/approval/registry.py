"""What the slices above do when a release of one of their things is over, and whether a finished one may still be taken back.

@on_decided(Agreement)
def decided(release, by): ...        # inside the transaction, the thing's row locked; release.state is granted, refused or withdrawn

@may_take_back(Agreement)
def verdict(release, by): ...        # Verdict: may this granted release still be withdrawn? Without one: no.

@parties_of(Contribution)
def houses(thing): ...               # ids of the organisations that are told when its day moves. Without one: all parties

@expecting
def requests(organisation, before, after): ...   # things that wait for a release to begin: the house's dates or rules have changed, both
                                             # as house.House; see watch.expect_by_house
"""

from collections.abc import Callable

from django.db import models

from partnerships.base.verdict import Verdict

_EXPECTING: list[Callable] = []
_DECIDED: dict[str, Callable] = {}
_TAKES_BACK: dict[str, Callable[..., Verdict]] = {}
_PARTIES: dict[str, Callable[..., set]] = {}


def on_decided(model: type[models.Model]) -> Callable:
    return _keep(_DECIDED, model)


def may_take_back(model: type[models.Model]) -> Callable:
    return _keep(_TAKES_BACK, model)


def parties_of(model: type[models.Model]) -> Callable:
    return _keep(_PARTIES, model)


def houses_of(thing) -> set:
    """The organisations that are told of what happens to this thing."""
    found = _PARTIES.get(type(thing)._meta.label)
    return found(thing) if found else {party.organisation_id for party in thing.partnership.binding_parties()}


def tell_decided(release, by) -> None:
    """A thing nobody speaks for is a mistake of the code."""
    _DECIDED[release.subject_type.model_class()._meta.label](release, by)


def taking_back(release) -> Callable[..., Verdict] | None:
    return _TAKES_BACK.get(release.subject_type.model_class()._meta.label)


def expecting(function: Callable) -> Callable:
    _EXPECTING.append(function)
    return function


def renew_others(organisation, before, after) -> None:
    for function in _EXPECTING:
        function(organisation, before, after)


def _keep(table: dict[str, Callable], model: type[models.Model]) -> Callable:
    def keep(function: Callable) -> Callable:
        label = model._meta.label
        if label in table:
            raise ValueError(f"{label} is spoken for twice")
        table[label] = function
        return function

    return keep
