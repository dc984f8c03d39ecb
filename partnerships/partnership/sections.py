"""Sections of the partnership's page, hung in by later slices (`panels.py` there).

@panel(order=30)
def agreements(partnership, person) -> Panel: ...     # rows only through visible_to(person), at most one query
"""

from partnerships.base.sections import Panel, Sections

_SECTIONS = Sections()
panel = _SECTIONS.panel
panels_of = _SECTIONS.of

__all__ = ["Panel", "panel", "panels_of"]
