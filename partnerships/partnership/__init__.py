"""The partnership: two sides, one or more organisations on each, and observers who read what was released.

party     an organisation in a partnership, on a side (social / housing / observer). The one that founds is active at
          once; every other is invited by either side and becomes active by its own yes, or declines.
states    invited (no partner has accepted yet) -> active (each side has an active party) -> ended (agreed by both sides)
standing  Partnership.objects.visible_to(person): every party, invited ones and observers included
          Partnership.objects.worked_on_by(person): active parties of the two sides - the door to what is inside
          Partnership.objects.read_by(person): the same and active observers - the door to what was released

Later floors hang their sections into the partnership's page by `panels`.
"""
