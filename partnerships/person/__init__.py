"""A person: who signs in.

A person comes by an invitation (see organisation), never by open sign-up. What a person may do follows from
memberships, never from the person; `is_superuser` marks the portal operator, who keeps organisations and people in
the admin and sees no content of partnerships. `is_demo` marks the accounts of the demo data, which a production
installation refuses to start with. People are never deleted while the journal names them; they are deactivated.
"""
