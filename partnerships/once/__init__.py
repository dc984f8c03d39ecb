"""Sent twice, made once: every form that creates something carries a one-time token.

The template tag {% once %} renders it; `@once` wraps the view. The first request inserts the token, does its work in
the same transaction and keeps the address it redirects to; a second one (double click, reload, lost answer) waits for
the first and gets the same answer. If the work was refused or the form was wrong, the token is free again.
"""
