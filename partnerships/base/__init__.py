"""What every slice stands on; no tables.

clock     the portal's now() and today(), the one place time comes from (tests and demo data move it)
verdict   Verdict, yes and no-with-its-sentence; Refused, what an action raises; require()
moves     Move, who may make it, and the table of moves every binding thing has
records   Record: a row with an opaque, time-ordered id
money     amounts: reading "1.234,50" and "1234.50", rounding to the cent
forms     field types every form shares: money, plain text without control characters
pages     render_page (page or fragment from one template), pagination
slices    which slices an app has, and loading their registrations
names     sorting German names without ICU
"""
