"""The series: "every first Tuesday at 10:00", agreed by both sides, and the meetings that come of it.

states    proposed -> running, once every party has said yes to the same rhythm; or declined, or withdrawn; running -> ended
rhythm    a rule of days (base/recurrence.py), a time of the day as the clock on the wall shows it, a length; the public holidays
          of a federal state are kept, skipped, or moved to the next working day
meetings  are made when the series is agreed, an open one's for twelve months ahead and then day by day, each once; each keeps the
          day the rule has for it, also when it alone is moved or cancelled, as either side may do with any meeting
change    this and all following, or all that are to come: a new proposal that replaces the old series from a day on. What was
          agreed stays until both have agreed on the new; then the planned meetings move over with their topics
end       either side ends a series from a day on and says why; the meetings from then on are cancelled
next      before each meeting: the minutes change sides, and what the last meeting left undecided comes onto the agenda
watch     a series that has not met as agreed is told to both sides, until it meets
"""
