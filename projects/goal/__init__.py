"""The shared goal: proposed by either side, valid when both have confirmed the same wording.

states    proposed -> valid -> reached or dropped (both agree to close) or replaced (both agree to a new wording)
wording   Rewording a proposal raises its edition: earlier yeses lapse, and the side that reworded has said yes to its own words.
          A valid goal is never edited: a new proposal names it (`replaces`); when both have confirmed that one, the old one is
          replaced in the same transaction. "Replaced" is a state of its own, because such a goal was not given up. One goal has
          at most one open new wording.
closing   One side asks to close a valid goal as reached or dropped (edition rises, its yes is said), the other agrees or keeps
          the goal. `agreed_edition` remembers which edition made it valid, so that those yeses stay readable.
who       Whoever writes for a party may propose and reword. A yes is said only by DECIDERS: coordinator, approver, signatory; when
          staff words a proposal, the own organisation's yes is open too, and it is the turn of both. Asking to close, agreeing and
          keeping are yeses as well. A proposal is dropped by deciders of either side, or by whoever made it.
motives   The two benefit fields make the different motives visible: what is in it for us, what for them.
observers read goals that are or were valid, not the talk about proposing, rewording and closing.
"""
