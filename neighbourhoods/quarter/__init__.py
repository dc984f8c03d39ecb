"""The quarter: where people live and meet. Kept together by the partnerships that work in it.

A quarter may belong to several partnerships; whoever works on one of them may describe it and add key figures. Each
figure has value, unit, reference date, source and a level: public, partners (default), or internal to one organisation.
"""
