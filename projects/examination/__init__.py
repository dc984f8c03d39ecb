"""How a request is examined before it is decided on: is everything there, and what do those who know the matter think of it?

steps     asked -> formal check -> assessment, with a proposal -> decision -> release inside the house. What is missing is asked for
check     by anybody who writes for the giver and has no hand in the request: everything is there
assess    likewise, afterwards: a proposal (grant, a part, decline) with reasons, read by the giver's house only; may be written anew
left out  a house in which one person does all of it decides at once: nothing waits for these two steps
read      both sides read the steps in plain words, who did which and when, and until when the next one is to be done (projects/limit)
anew      an answer to a question is assessed anew; a request that is reworded is checked and assessed anew
"""
