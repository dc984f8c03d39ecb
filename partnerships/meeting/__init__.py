"""The meeting: from the agenda both sides fill to minutes both sides confirm.

states    planned (agenda open to both) -> minutes (being written) -> release (sent to both) -> released (unchangeable)
          or cancelled. A change while in release raises the edition and earlier yeses lapse.
item      a topic: who brought it in, its purpose (information, consultation, decision), its result
decision  numbered per partnership and year-month of the meeting: 2026-03/02, with its reservation if any
task      who, what, by when; lives on after the release
Observers read released minutes only.
"""
