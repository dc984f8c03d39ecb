"""The project: what the two sides do together, where and how long. Either side brings it in; both work on it.

states    idea -> running -> ended, or dropped; each step by either side, told in the journal.
Each side names its responsible person itself.
"""
