"""The addendum: how minutes that both sides have released are corrected. The minutes themselves never change.

states    proposed -> agreed, once every party has said yes to the same edition; or declined, or withdrawn. While it is proposed either side
          words it better: the edition rises, earlier yeses lapse
text      topic by topic and decision by decision, or to the whole; beside each stands how the minutes read, and will go on reading
number    1, 2, 3 within its minutes; a number that was declined or withdrawn is given again
final     what is agreed stands under the passage in the minutes, in the register beside the decision, and in a PDF of its own with the
          confirmations, the checksum, and the checksum of the minutes it belongs to; the database holds it (triggers)
Observers read agreed ones, as they read the minutes.
"""
