"""Sections of the meeting's page, hung in by slices above (`panels.py` there).

@panel(order=30)
def answers(meeting, person) -> Panel | None: ...     # rows only through visible_to(person), at most one query
"""

from partnerships.base.sections import Panel, Sections

_SECTIONS = Sections()
panel = _SECTIONS.panel
panels_of = _SECTIONS.of

__all__ = ["Panel", "panel", "panels_of"]
