"""The task: who does what by when, noted in the minutes of a meeting and alive long after them.

states    open -> in progress -> done, or dropped with a reason; and open again. Either side says so: whoever looks back in the next meeting
word      where a house wants to look first, whoever else is ready *reports* the task, and that house calls it done or sends it back
wording   what, who, until; worded while the minutes are written, final with them (the database holds it)
postponed a later day needs a reason, which both sides read; the day of the minutes stays beside it
handed    when its person leaves the organisation, the task is the organisation's again, and its coordinators are told
late      the day after `until` while it is not done; told in days, never by colour alone. Reminded two days before, the day after, and
          once more a week later
"""
