"""The demo data: the fictional town of Auenstedt, so that every screen has something true on it.

It is told by the portal's own actions on a travelling clock, relative to today, so that journal, consents and ledger are what they would be if these
people had really worked with it. All names and numbers are made up; everybody shares one password (DEMO_PASSWORD); production refuses to start with it.

people    organisations, persons, memberships      places    quarters and their key figures
story     who acts when: the helper the chapters use          chapters in time: partnerships, agreements, work, money, meetings
"""
