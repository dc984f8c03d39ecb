"""Give and take: money, rooms, staff time, volunteers' hours and goods, in both directions, in one ledger.

A contribution has a giver and a receiver, one on each side of a partnership (or two organisations of the same side).
It comes from a request (asked for by staff of the receiver) or from a promise of an agreement in force.

states    asked -> granted | part (granted in part, the receiver accepts or withdraws) | question (returned, the asker answers)
                 | declined (reason mandatory) | withdrawn;  granted -> delivered -> confirmed;  promised ones begin as granted
four eyes the approver of the giving organisation decides; never the one who asked, whichever hats the person wears
delivery  the giver (or the receiver, for what it received) notes what came and when; the receiver confirms.
          Confirmed deliveries never change.
ledger    promised = granted value, delivered = sum of deliveries, confirmed = sum of confirmed deliveries; per direction and kind
value     calculated for rooms and time (quantity x rate, months for rooms), with the source of the rate; see base/valuation
"""
