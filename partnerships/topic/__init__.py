"""The store of topics: what either side wants to talk about some day, and which meeting it went into.

states    open -> taken into a meeting, or dropped by the organisation that brought it in
take      either side takes a topic into a meeting whose agenda is open; who brought it in stays
put       a topic on an agenda goes into the store when there is no time for it
"""
