"""One ledger of give and take, which both sides read: promised -> granted -> delivered -> confirmed, in both directions, by kind and year.

scope     the ledger is that of a partnership, a project, an organisation, a quarter, or of everything one works on (scopes.py). A
          project in several quarters counts in each of them. Observers see none of it: amounts are between the partners.
stages    promised = granted by an agreement; granted = all that binds; delivered = what came; confirmed = what the receiver confirmed.
          What binds is spread over its days (contribution/spread.py), what came counts on its day: years add up to the whole to the cent.
money     beside the stages: what was called for, and what is proven because the last proof of its grant is accepted (steps.py)
marks     where what came differs from what the agreement's promises are due by today, the line says by how much
rows      every number opens to its rows (rows.py): the same filter, and their sum is the number
correct   a confirmed row never changes: one side proposes what was different, that nothing came, or what was given back; the other side
          agrees; then rows are written that name the old one (contribution/booking.py), final at once. The database refuses the rest.
sums      are made from the rows when somebody asks, never kept beside them: nothing can go stale and no two people wait for each other.
          The indices hold all the columns that a sum needs.
"""
