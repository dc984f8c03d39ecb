"""The register of decisions: what was decided, and what has become of it.

states    noted (the minutes are not released yet) -> in force, or open reservation until the house it depends on has lifted it; replaced as
          soon as both sides have released a later decision that says so
lift      the house the reservation names, or either side where it names none (the city, a body of both); with a word on how it came
changed   what a decision has changed: things of the partnership, linked by either side; their pages are where a change request of a
          contribution or an amendment of an agreement begins
"""
