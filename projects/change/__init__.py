"""Change request: what binds is changed by both, from the day of their consent on, never before.

what      another division of the plan's lines (needed where a line goes beyond its limit), another intended use, a longer period at no
          further cost. The amount stays: more money is a new request. What an agreement promises changes its use and its period there.
states    proposed -> agreed | declined (with words) | withdrawn by the side that proposed it
consent   either side proposes, and has said yes by it; the other one agrees. For the giver an approver speaks, for the receiver whoever
          writes. The same person never says yes for both.
edition   agreed, the plan has a new edition and its lines keep their ids; a proposal made on an older plan is not agreed to any more.
"""
