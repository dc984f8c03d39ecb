"""The passage: what one side asks to be changed in minutes that wait for release, and what stands side by side where both do not agree.

wish      pinned to a topic or a decision, or to the whole; keeps how the passage read when it was asked for. The first wish takes the
          minutes out of release (the edition rises, the yeses lapse); more are added while they are being corrected
settled   the house that asked says so: the passage is right now, or it is left as it is
differing no consent on the passage: the house that asked puts its own view beside it. Nobody can refuse that, nobody else words it. Both
          versions are part of what both sides release then, closed with it (trigger)
deadline  10 working days in the federal states of both sides; who is missing is reminded three days before, and both are told when it
          has passed. Silence is no yes unless both sides have agreed otherwise (partnerships/deadline), and never without a letter before
"""
