"""What slices above know against the text of an amendment, because they know what has come of the agreement so far.

objecting(less_than_came, came_rows=came_of)
def less_than_came(amendment, edition): ...     # Verdict on the edition of an amendment; at most one query
def came_of(amended): ...                       # annotation by which a page brings along what the objection asks for
"""

from collections.abc import Callable

from partnerships.base.verdict import Verdict, first_no

_OBJECTING: list[Callable[..., Verdict]] = []
_BESIDE: dict[str, Callable] = {}


def objecting(function: Callable[..., Verdict], **brings: Callable) -> None:
    _OBJECTING.append(function)
    _BESIDE.update(brings)


def no_objection(amendment, edition) -> Verdict:
    """Does nothing that has come so far contradict this edition?"""
    return first_no(*(function(amendment, edition) for function in _OBJECTING))


def beside(amended) -> dict:
    """Annotations for a page: `amended` names the agreement an amendment amends."""
    return {name: brings(amended) for name, brings in _BESIDE.items()}
