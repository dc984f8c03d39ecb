"""What happened: one append-only record that feeds history, timeline, news and mail.

A line says who did what to which thing, for which organisation, with old and new values, in the same transaction as
the change. The database itself refuses UPDATE, DELETE and TRUNCATE on it (migration 0002). Each slice registers the
sentences its verbs are told in (`sentences.py`: journal.sentences.register). Visible to the parties of the
partnership; to observers only where `released` is set; lines with `internal_to` only to that organisation.
"""
