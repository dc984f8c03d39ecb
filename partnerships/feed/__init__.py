"""One's own dates in one's own calendar program: a secret address that is subscribed to. A registry, filled by slices' `feeds.py`.

@source
def meetings(person) -> list[Event]: ...     # base/ical.Event; at most two queries, rows only through visible_to(person)

The address is shown to its owner, made new or withdrawn at any time; the portal keeps its SHA-256 only. A feed holds what a calendar
needs (what, when, where, a link), never what was said: it lies with the makers of calendar programs. It is answered with an ETag and
no-store; whoever is deactivated or belongs to no organisation has an empty one or none.
"""
