"""Paying what was granted: the payment schedule of a contribution of money, and the calls for its instalments. Both directions alike.

schedule  instalments with due date, amount and condition, of a grant that binds; their sum is the grant, to the cent. Either side proposes
          or rewords it, it holds when both have said yes to the same edition. A newer one replaces it and keeps what was called.
states    proposed -> agreed | withdrawn;  agreed -> replaced
call      the receiver calls an instalment, once: amount, period, planned expenses, cash on hand, how much of the one before is spent
states    requested -> factual -> arithmetic -> (releasing) -> released -> ordered -> received;  sent back -> requested again;
          withdrawn until it is released; a payment that came back from the bank: ordered -> released again
persons   who called, checked the facts, checked the sums, released and ordered are five different people; the database says so, too.
          facts: staff or coordination; sums: finance or coordination; release: the house's own approval rules (partnerships/approval,
          subject "call"), without a rule one approver; order: finance or a signatory; receipt: the receiver, none of the giver's four.
few hands where the paying house is too small for that (staff.py), both sides may agree with the schedule that one person checks and orders;
          another one releases in every case. Who is missing is told by role, before a call starts
set right the payment of a received call is set right in the ledger by both (projects/ledger): what never came is released again
final     what is withheld until the proof of use can be called as soon as that is accepted, whenever it was due
blockers  why a call cannot be released or ordered yet, computed anew each time and read by both sides: see blockers.py. Other slices
          register theirs. Two people of the giver may lift one, each with a comment, neither of them the caller: both are kept.
payment   ordered is a delivery (projects/contribution/deliveries.py), received its confirmation: ledger and pots follow by themselves.
          A payment's delivery is corrected here and nowhere else. The payment order for the bank: projects/payment.
"""
