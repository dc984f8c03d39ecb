"""An organisation (social, housing company, or an observer such as the city), its members and their roles.

standing    what one person may speak for today, read once per request: memberships, roles, the organisation acted for
membership  person + organisation + roles + from/to; several roles at once; ended memberships stay for the record
invitation  the only way in: sent by an administrator, a token of 256 bits kept as a hash, used once, 7 days, withdrawable

Roles: coordinator, staff, approver, signatory, finance, rooms, reader, administrator (domain: who may do what is said by
the rules of each slice). An organisation may require a second factor of those who approve or sign.
"""
