"""Files built in the background: reports and lists, with real progress, cancellable, kept for 30 days.

queued -> running -> done | failed | cancelled. The row is claimed by a conditional UPDATE; `heartbeat_at` and `done` move
while it is built; the sweeper queues it again when nobody works on it, and gives up after three runs. The file is written
beside its place and renamed. Exporters register here (`exports.py` of a slice): reports of tables in any format, or files of
their own. What they read starts from visible_to(person) when the work runs, and `may_read` is asked again at every download.
"""
