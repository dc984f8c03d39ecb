"""The task: who does what by when, noted in the minutes of a meeting and alive long after them.

states    open -> done, or dropped with a reason; and open again. Either side says so: whoever looks back in the next meeting.
wording   what, who, until; worded while the minutes are written, final with them (the database holds it)
late      the day after `until` while it is open; told in days, never by colour alone
"""
