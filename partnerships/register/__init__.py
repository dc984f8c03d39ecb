"""The register of decisions: what was decided, and what has become of it.

states    noted (the minutes are not released yet) -> in force, or open reservation until the house it depends on has lifted it; replaced as
          soon as both sides have released a later decision that says so
lift      the house the reservation names, or either side where it names none (the city, a body of both); with a word on how it came
changed   what a decision has changed: things of the partnership, linked by either side; the history of each leads back to the decision
start     a task, a word of the glossary, an amendment, a contribution, the booking of a granted room, a change of what is granted, a goal
          and a project begin on the page of a decision (starts.py) and are linked with it as soon as they are made (origin.py). The draft
          of one house stays that house's alone until it is sent; then both read the link (tasks.py)
"""
