"""The weekly sheet: hours of staff and volunteers, day by day, for a promise of time. Sent, it is a delivery; the other side confirms that.

sheet     one promise of time, one week, written by one organisation: giver or receiver, whoever keeps the sheet
line      who: initials or a number are enough, no name is needed; hours of seven days
sent      the sum of the hours is noted as a delivery on the last day that has any (contribution/deliveries.py). From then on the sheet's
          state is the delivery's: there is no second one. Taken back there, the sheet can be changed and sent again; confirmed, it is
          final: the database refuses to change its lines
value     hours x the promise's rate, calculated for transparency only, no donation receipt
"""
