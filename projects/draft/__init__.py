"""Draft of a request: what was typed so far, as it was typed, read by the asking house only.

saved     while one types (htmx), or by a button; the page brings the draft's id along, so that nothing is saved twice
house     whoever writes for the organisation reads it, goes on with it, sends or deletes it; where two write, the second one is told and
          nothing is overwritten
files     may be added once it is saved, read by the own house; with the request they are handed on to the other side
sent      becomes a request with its plan, and is gone: the journal begins with the request
"""
