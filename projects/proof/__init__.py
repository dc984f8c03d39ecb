"""Proof of use (Verwendungsnachweis): what a grant was spent on and what came of it, told by the receiver, checked by the giver.

proof       belongs to a grant of money whose kind needs one (earmarked and public grants). When it is due says the grant's rule: so many
            days, weeks or months after the end of the grant, of each year or of each instalment, or on a fixed day; six months after its
            end where nothing else is agreed. The giver sets the rule; a day that was told already only ever moves to later
states      not begun (not due, due in n days, overdue: told from the day) -> in work -> released inside the house -> submitted -> in check
            -> question <-> answered -> accepted, or in part -> closed; or returned, and in work again
released    through the receiver's own rules for proofs (partnerships/approval). The last yes hands it in: no second button to forget
submission  what the giver reads: numbers, list of receipts and narrative as they were at that moment, with a SHA-256; never changed. From
            the first step of the release on the receipts are fixed, until it is returned
numbers     from the receipts and the plan; the money received from the confirmed deliveries, never typed a second time. Only what came from
            others, and from the house itself, is entered by hand. What is left over follows from how the plan finances
narrative   ten parts and a declaration; what the portal knows (goals, bookings, time, meetings) stands there already, marked as pre-filled
check       by the giver, along seven points, by nobody with a hand in the proof. The giver asks, returns, accepts; it never edits
reclaim     announced with a reason and until when to answer (hearing); then set, waived, or set off by joint decision: the receiver asks
            for it in the answer, the giver agrees. What is paid back the receiver says, and the giver confirms: that
            is a row of the ledger which both agree on (projects/ledger): declined there, it is to be paid back as before. Nothing is asked
            back that both have decided to be paid back anyway (projects/funding/leftovers.py)
follows     an accepted last proof leads to the final instalment that was withheld, and to what becomes of a rest
kept        until five years after the last submission
who sees    before it is submitted the receiver alone, the giver only that and when it is due
"""
