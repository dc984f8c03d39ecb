"""The project: what the two sides do together, where and how long. Either side brings it in; both work on it.

states    idea -> running -> ended, or dropped; each step by either side, told in the journal. A start fixes the first day, an end the
          last; ended and dropped projects can be resumed.
who       Whoever writes for a party brings in and edits. The steps are taken by coordinators, approvers and signatories (DECIDERS):
          a project does not bind money or words, so one side's step is enough, and the other side reads it at once.
people    Each side names its responsible person itself, among the members of its own parties; nobody names the other side's.
edits     Every change raises the edition. The form carries the edition its reader saw and the UPDATE asks for it: of two people
          editing at once the second is told, sees what the first one wrote, and keeps what she typed.
"""
