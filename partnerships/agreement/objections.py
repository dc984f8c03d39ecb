"""What slices above know against the text of an amendment, because they know what has come of the agreement so far.

@objecting
def less_than_came(amendment, edition): ...     # Verdict on the edition of an amendment; at most one query
"""

from collections.abc import Callable

from partnerships.base.verdict import Verdict, first_no

_OBJECTING: list[Callable[..., Verdict]] = []


def objecting(function: Callable[..., Verdict]) -> Callable[..., Verdict]:
    _OBJECTING.append(function)
    return function


def no_objection(amendment, edition) -> Verdict:
    """Does nothing that has come so far contradict this edition?"""
    return first_no(*(function(amendment, edition) for function in _OBJECTING))
