"""The shared goal: proposed by either side, valid when both have confirmed the same wording.

states    proposed -> valid -> reached or dropped (both). Rewording a proposal raises its edition: earlier yeses lapse, and the
          side that reworded has said yes to its own words. A valid goal is reworded by a new proposal that names the old one.
The two benefit fields make the different motives visible.
"""
