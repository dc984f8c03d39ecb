"""The bank account of an organisation, to which others pay and from which it pays. Both kinds of organisations have one.

account   holder, IBAN (its check digits are checked, and its length for its country), BIC where somebody likes to name it. A row never
          changes: new details are a new row, the old one is ended and stays. One is in force at a time.
who       finance enters it; the administration is told of every change by mail, since a changed IBAN is how money is stolen
who sees  the own house, masked but for finance; in full whoever pays: finance and signatories of a house that has granted money to this
          organisation. Nobody else sees that there is one. The journal keeps the masked number only.
"""
