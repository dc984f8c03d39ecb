"""Receipts: what a grant was spent on, told by the receiving house while it spends, one by one.

receipt   day, payee, reason, amount; one line of the grant's plan (none where there is no plan), at most one project, one grant. Its number
          is given once, in order of entry, to be written on the paper; the list runs in order of time
picture   taken with the phone or chosen; JPEG, PNG or PDF, told by content. Pictures are drawn anew, smaller and without what a camera
          notes beside them. The file is an annex of the receipt (partnerships/annex: virus check, place outside the web, sweeping)
once      the same file, or the same payee, day, amount and number, is refused within a house, whatever grant it was charged to; alike but
          without a number is asked about. The database holds both
period    a day outside the grant's period is kept only when it is meant (bills come late); a day still to come never, nor years off
struck    a receipt is never deleted: it is struck with a reason, counts no longer, and its number is not given again
fixed     from the moment its proof goes through the house until that is returned; what the database then refuses is every change
who sees  single receipts: the receiving house alone. The giver sees the sums by line at any time, the list with a submitted proof, and a
          picture only where the grant's rule of proof says so or the house shows it in answer to a question. Less is meant: receipts name
          people (fees, allowances), and trust needs sums first
light     budget against actual: within the plan, nearly used up (from nine tenths on), above it, beyond what the plan allows (one may ask
          for a change). Told in words and figures, colour only beside them; the sum of all lines binds in every case
"""
