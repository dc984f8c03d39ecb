"""Background work that survives everything: the row in PostgreSQL is the truth, the broker only a hint, a sweeper the guarantee.

hint      after commit, tell a worker that there is something to do; published by a thread of its own, so that a
          request never waits for the broker; lost hints are harmless
sweeper   registered functions that every 15 seconds find rows nobody works on and put them right (@sweeper)
daily     registered functions that run once per calendar day in Germany, also after the worker was down (@daily)
"""
