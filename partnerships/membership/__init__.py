"""How people come to an organisation and leave it, and the pages about an organisation.

invitation  an administrator invites by e-mail, with roles; the link carries a token of 256 bits of which only the SHA-256 is
            stored, is good for 7 days and for one use, may be withdrawn or sent again (then with a new token). A link that is
            unknown, used, expired or withdrawn gives one and the same answer. Who has no account yet makes one by it and is
            signed in, the address being proven; who has one signs in first. The portal operator invites administrators only.
members     an administrator changes roles and ends memberships, a member may leave; the last administrator stays
who sees    one's own organisation: every member, with address. A partner's: those who act for it (name, function, roles),
            the address of its coordinators only; who merely reads or administers is nobody's business outside.
operator    Django admin at /operator/: organisations, memberships, invitations, people; no content of partnerships.
"""
