"""Rates of an organisation, by year: what a square metre, an hour of its staff or of a volunteer is worth, with source and day.

rate      one for a kind, or one for each thing or function (caretaker, counselling); both sides read them
chosen    who asks leaves the rate empty: that of the giver for the year in which the contribution begins is taken (choose.py). Where the
          giver has several, one is picked; where it has none, one is typed in, with its source
kept      what is asked for carries a copy of rate, source and day: a rate that is changed, or a new year's, never changes what is valued
agreed    a promise of an agreement keeps the rate that both have signed for its whole term, with its source and the day of the signature:
          what is delivered is then worth what was promised, to the cent, whatever rate the giver enters for a later year
keepers   finance and administration of the organisation
"""
