"""What a granted room is valued by: the whole room for its months, or what was really booked. One or the other, never both.

chosen    with the grant, by the giver, also for several that are granted together; the receiver reads it before it accepts a part. A
          promise of an agreement counts the whole room
whole     months are noted as deliveries, as ever; bookings of the room have no value of their own
bookings  nobody notes months: the bookings that took place are counted, each once, as its share of the hours for which the room is open
          in a month. 30 hours of 120 are a quarter of a month. Taken back, they can be counted again; confirmed, it is final
"""
