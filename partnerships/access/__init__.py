"""How one gets in and what is one's own: sign-in, the end of a session, the profile, the organisation acted for.

Signing in itself is django-allauth's (e-mail and password, passkeys, authenticator app, recovery codes, own sessions,
rate limits, no answer that tells who has an account); its mails go through the outbox, so that a mail server that is
down loses none. There is no open sign-up (see membership: invitations).

A session ends after SESSION_IDLE_HOURS without a request and after SESSION_DAYS in any case. What was typed into a form by
then is kept and filled in again (base.middleware.StashMiddleware). Whoever is deactivated is out with the next request.

This slice and `membership` stand above journal and notice, which both need; the nouns are in `person` and `organisation`.
"""
