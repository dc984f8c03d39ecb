"""Who is invited to a meeting, by mail with a calendar entry, and who comes.

invite    one row for each participant with an address, member or guest; its link opens a page of just this meeting, without signing in:
          when, where, the agenda, and the answer yes, maybe or no. Whoever gets it forwarded sees no more than that
told      a sweeper compares what was told with what is planned and writes the letters: REQUEST first, REQUEST with a higher SEQUENCE
          after a change, CANCEL to everybody when the meeting is called off and to whoever is no longer invited. A minute of quiet
          before, so that three corrections are one letter; meetings of a series are sent four weeks ahead, in the meantime they are in
          everybody's own calendar feed
answer    counts for the time it was given for: when the meeting moves, everybody is asked anew
reply     what a calendar program answers by itself (REPLY, RFC 5546) is not read: it goes by mail to the organiser, and the portal has an
          address to send from, no mailbox to read. An answer in a mail proves nobody's identity either. So each letter says in its first
          lines that the link counts, REQUEST asks for no reply (RSVP=FALSE), and the page behind the link takes the answer with two taps
"""
