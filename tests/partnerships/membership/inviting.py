"""Inviting and joining, as the tests of invitations do it."""

import re

from django.urls import reverse

from partnerships.membership import actions
from partnerships.notice.models import Letter
from partnerships.organisation.models import Role

PASSWORD = "vier bunte Lampions im Hof"


def token_of(letter: Letter) -> str:
    return re.search(r"/invitation/([\w-]+)/", letter.body).group(1)


def invited(team, email="neu@example.org", *roles, **extra) -> str:
    """Invites and returns the link's token, as the person reads it."""
    actions.invite(team.org, by=team.administrator, email=email, name="Nele Neu", roles=list(roles or [Role.STAFF]), **extra)
    return token_of(Letter.objects.order_by("-created_at").first())


def create(team) -> str:
    return f"{reverse('invitation_create')}?organisation={team.org.pk}"


def url_of(token: str) -> str:
    return reverse("invitation", args=[token])


def joined(client, token: str, **changes):
    return client.post(url_of(token), {"name": "Nele Neu", "password": PASSWORD, "password_again": PASSWORD} | changes)
