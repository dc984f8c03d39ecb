"""Give and take: money, rooms, staff time, volunteers' hours and goods, in both directions, in one ledger.

A contribution has a giver and a receiver, one on each side of a partnership (or two organisations of the same side).
It comes from a request (asked for by staff of the receiver) or from a promise of an agreement in force.

states    asked -> granted | part (granted in part, the receiver accepts or withdraws) | question (returned, the asker answers)
                 | declined (reason mandatory) | withdrawn;  granted -> delivered -> confirmed;  promised ones begin as granted.
          "delivered": something came that nobody confirmed yet. All confirmed, but less than was promised: granted again.
four eyes the approver of the giving organisation decides; never one whose hand is in the request (asked, reworded, answered),
          whichever hats the person wears. What came is confirmed by the receiver, never by the person who noted it.
delivery  giver or receiver notes what came and when (the receiver often knows first); until it is confirmed the organisation that
          noted it may correct it (new edition) or take it back; confirmed it is final, the database refuses (pgtrigger).
          More than was promised, or a day outside the agreed period, may come: it is asked and ticked knowingly, when it is noted and
          when it is confirmed, see doubts.py.
letters   question and answer belong to the request; either may write at any time, for instance why a delivery is not confirmed
amounts   asked; offered = what the giver is ready to give (its decision); granted = what is binding: 0 until then, afterwards
          offered. delivered and confirmed are kept with the contribution under its row lock, always the sum of the deliveries.
unit      a delivery of rooms counts months (of the granted area), of time hours; money and goods come as an amount.
ledger    promised / delivered / confirmed per direction and kind, see ledger.py. A promise over several years is spread over them, see
          spread.py, so that the years add up to the promise to the cent; deliveries count on the day they came.
value     calculated for rooms and time (quantity x rate, months for rooms), with source and date of the rate; see base/valuation
"""
