"""The start page: the one slice that sees all three floors.

It answers, in this order: what waits for me? what waits in my house, for somebody else? what waits for the other side, and since
when? what is coming up? what happened lately? Everything but the figures and the journal comes from the to-do registry.
Who has no partnership yet reads what to do next, by role; an operator without an organisation is led to the operator's pages.
"""
