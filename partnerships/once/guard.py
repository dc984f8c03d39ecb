from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.db import connection, transaction
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.once.models import Token

FIELD = "once"


def once(view: Callable) -> Callable:
    """A view whose POST creates something: the same token twice makes one thing and gives the same answer."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.method != "POST":
            return view(request, *args, **kwargs)
        try:
            value = UUID(request.POST.get(FIELD, ""))
        except ValueError as error:
            raise Refused(_("This form was incomplete. Please open it again and send it once more.")) from error
        with transaction.atomic():
            if not _claim(value, request.user):
                token = Token.objects.get(value=value)
                if token.person_id != request.user.pk or not token.location:
                    raise Refused(_("This form was already sent. Please open it again."))
                return HttpResponseRedirect(token.location)
            response = view(request, *args, **kwargs)
            if 300 <= response.status_code < 400:
                Token.objects.filter(value=value).update(location=response["Location"])
            else:
                transaction.set_rollback(True)
        return response

    guarded.makes_once = True  # type: ignore[attr-defined]  # read by the house rules
    return guarded


def _claim(value: UUID, person) -> bool:
    """Insert the token; False when a twin had it. A twin still at work is waited for (the unique index does that)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO partnerships_token (value, person_id, location, used_at) VALUES (%s, %s, '', %s) ON CONFLICT DO NOTHING",
            [value, person.pk, clock.now()],
        )
        return cursor.rowcount == 1
