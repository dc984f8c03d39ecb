"""The booking: a granted room is used on one day, from one time to another. Who receives the room asks, who gives it says yes.

states    asked -> confirmed | declined (with words) | withdrawn by the side that asked;  confirmed -> cancelled by either side (with words)
room      as the giver calls it: a contribution may be of several rooms, and one room may be granted to several partners. Confirmed bookings
          of one room of one giver never overlap, whoever asked: the database refuses (exclusion constraint)
when      within the period of the grant, still to come when it is asked for, from and to on the same day as the clock on the wall shows it
four eyes whoever asked never confirms, whichever hats the person wears
took place what is confirmed, over and not cancelled: `Booking.objects.took_place()` has the hours that were really used; cancelled stays
          possible afterwards for whoever did not come after all
feed      confirmed ones stand in the calendar feeds of those who asked and answered, cancelled ones as cancelled
"""
