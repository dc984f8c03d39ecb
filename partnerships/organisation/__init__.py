"""An organisation (social, housing company, or an observer such as the city), its members and their roles: the nouns.

standing    what one person may speak for today, read once per request: memberships, roles, the organisation acted for
membership  person + organisation + roles + from/to; several roles at once; ended memberships stay for the record
invitation  the only way in: sent by an administrator, a token of 256 bits kept as a hash, used once, 7 days, withdrawable
rules       may_decide_for: the role, and the second factor where the organisation asks those who approve or sign for it

Roles: coordinator, staff, approver, signatory, finance, rooms, reader, administrator (domain: who may do what is said by
the rules of each slice). The verbs and pages are in `membership`, above journal and notice.
"""
