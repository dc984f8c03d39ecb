"""Payment orders: the released calls of a house as a file for its bank, since the portal itself has no connection to one.

file      SEPA credit transfers as pain.001.001.09 and as CSV. One a day for a house; a second one on the same day takes a reason, and so
          does a payment that stood in a file before. What is in a file is kept row by row, with the account it goes to: the same file
          comes out again, byte for byte.
no more   than a file: making it pays nothing. That the payment was ordered is said at the call, by another person than released it.
who       finance or a signatory of the paying house makes, reads and loads it; nobody else sees that there is one
characters the Latin ones that SEPA banks have to take and the German umlauts; all others are written with the nearest of these
"""
