"""How long a step of a request may take: each organisation says it for its own steps, and both sides read it.

formal    from the request to the formal check: is everything there? Its day, and the next one's, are told beside the request
assess    from the request, or the answer to a question, to the assessment
decide    from the request, or the answer to a question, to the decision of the giver (its release inside the house included)
answer    from a question to the answer of the asking organisation
accept    from a grant in part or with conditions to the yes or no of the asking organisation
due       the day is kept with the contribution when the step begins; a setting that is changed counts for the next step. Passed, it is
          overdue for the organisation whose turn it is, and the other side reads that, too. Nothing happens by itself.
"""
