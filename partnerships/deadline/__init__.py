"""The deadline: how long minutes wait for release in a partnership, and whether silence counts as a yes.

states    proposed -> in force, once every party has said yes to the same edition; or declined, or withdrawn. What is agreed anew ends what
          held before; either side ends it alone: nobody's silence counts against their will
default   without anything agreed: ten working days, and silence is no yes
silence   holds only for minutes that were sent while both had agreed on it, only after the deadline, only where one side has released them
          expressly, and only for a house that was written to before (partnerships/passage/tasks.py). The journal says that it was silence,
          so do the table of releases and the PDF
Coordinators, approvers and signatories speak for their house, as they do at the release itself.
"""
