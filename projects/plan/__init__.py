"""Cost and financing plan of a contribution of money: what it costs, line by line, and who pays for it.

balance   cash only: the costs and the financing are the same sum, to the cent, before a request is sent and after each change.
in kind   rooms, volunteers' hours and lent staff stand beside the plan: written once, read on both sides of it, never paid out.
partner   the line "from the partner" is what this contribution asks for; after a grant in part the receiver makes the plan fit.
edition   raised by every change. While the request is open the receiver changes it; what binds changes by a change request only,
          see projects/change. Receipts name a line: a line of a plan that binds keeps its id when its amount changes.
cover     how far one line may be exceeded when others save it: not at all, by a tolerance (20 % by default), or fully. The sum binds.
"""
