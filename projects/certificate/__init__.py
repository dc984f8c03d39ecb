"""Dated papers of an organisation on which payments may depend: the tax exemption notice and the proof of insurance.

valid     from the day it was issued until its last day, as long as it was not taken out and no virus was found in its file. A notice of
          exemption counts for five years at most, a first notice by which a statute is found in order for three (§ 63 (5) AO): the last day
          is typed by whoever enters it, it stands in the paper.
file      an annex of its own (partnerships/annex), final from the start: a newer paper is a new one, the old ones stay
who sees  the own house, and whoever works with it in a partnership; who enters: everybody who writes for the organisation
taken out by the own house, with a reason; the row stays
"""
