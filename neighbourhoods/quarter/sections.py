"""Sections of the quarter's page, hung in by later slices (`panels.py` there).

@panel(order=10)
def projects(quarter, person) -> Panel: ...     # rows only through visible_to(person), at most one query
"""

from partnerships.base.sections import Panel, Sections

_SECTIONS = Sections()
panel = _SECTIONS.panel
panels_of = _SECTIONS.of

__all__ = ["Panel", "panel", "panels_of"]
