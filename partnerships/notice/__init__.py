"""Mail that is not lost: an outbox. The letter is a row, written in the transaction of its cause; a worker sends it.

A letter has a key: the same key twice makes one letter. Sending is tried again with growing pauses for two days; the
Message-ID is fixed per letter, so that a duplicate after a crash is recognised by mail programs.
"""
