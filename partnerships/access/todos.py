from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.organisation.rules import needs_second_factor
from partnerships.todo.registry import Todo, source


@source
def second_factor(person) -> list[Todo]:
    """Whoever approves or signs for an organisation that asks for a second factor is led to set it up."""
    return [
        Todo(
            waiting="me",
            title=_("Second factor for signing in"),
            ask=_("Set up an authenticator app or a passkey, so that you can approve and sign"),
            url=reverse("mfa_index"),
            who=str(organisation),
            icon="shield-lock",
        )
        for organisation in needs_second_factor(person)[:1]
    ]
