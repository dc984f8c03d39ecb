"""How fast is every page? `manage.py bench` starts the real web server on generated data and measures it as two people see it.

few    a person whose organisation has one partnership, with one row of everything
many   a person whose organisation has a quarter of all partnerships: 50 of 200 by default
both   have beside it everything once in each of its states, so that a page can be compared for things in the same state

A page must not need more queries for many than for few in any state, at most 8 besides those for session and user (a fragment 4), and in
the median at most 4 times the time of `bare`: a view of the same installation that renders the base template with one query. Time is the
server's own, from the outermost middleware, told in a header that only exists with BENCH and DEMO set.
"""
