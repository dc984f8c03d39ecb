"""Mail that is not lost: an outbox. The letter is a row, written in the transaction of its cause; a worker sends it.

write     one letter to one address; `secret` letters (an invitation, a new password) are emptied once they are sent
tell      news to people, each in the language of the profile, from a text template below templates/mail/

A letter has a key: the same key twice makes one letter. Who sends it claims the row by a conditional UPDATE that also
sets the next try, so that two workers never send the same letter and a killed one delays it by minutes only. Tries go
on with growing pauses for two days, then the letter is failed. The Message-ID is fixed per letter, so that a duplicate
after a crash is recognised by mail programs.
"""
