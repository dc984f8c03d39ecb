"""What the portal refuses to run with in production, that is with DEBUG and DEMO off: one sentence each.

The same sentences are errors of `manage.py check --deploy` and the reason why web server, worker and beat do not start.
"""

from importlib import import_module

from django.apps import apps
from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection

from partnerships.base import clock


def refusals() -> list[checks.Error]:
    """Why this installation must not serve; empty for a demonstration, which is told by DEMO=1, and for development."""
    if settings.DEBUG or settings.DEMO:
        return []
    found = []
    if not settings.SECRET_KEY or settings.SECRET_KEY == settings.DEFAULT_SECRET_KEY:
        found.append(checks.Error("SECRET_KEY is missing or the published default: set it to a long random value.", id="portal.E001"))
    if not settings.ALLOWED_HOSTS:
        found.append(checks.Error("ALLOWED_HOSTS is not set: name the hosts under which the portal is reached.", id="portal.E002"))
    return found + _seal() + _demo_accounts()


def _seal() -> list[checks.Error]:
    """A certificate that was named has to be usable: otherwise signed agreements would wait for ever."""
    if not settings.SEAL_PKCS12:
        return []
    seal = import_module("partnerships.paper.seal")
    try:
        found = seal.certificate(settings.SEAL_PKCS12, settings.SEAL_PASSWORD)
    except seal.CannotSealError as error:
        return [checks.Error(f"{error}.", id="portal.E005")]
    if found.not_valid_after_utc < clock.now():
        return [checks.Error(f"The certificate in SEAL_PKCS12={settings.SEAL_PKCS12} has expired.", id="portal.E006")]
    return []


def _demo_accounts() -> list[checks.Error]:
    person = apps.get_model(settings.AUTH_USER_MODEL)
    try:
        if person._meta.db_table not in connection.introspection.table_names():
            return []  # not migrated yet: nobody can be in it
        if not person.objects.filter(is_demo=True).exists():
            return []
    except DatabaseError as error:
        return [checks.Error(f"The database does not answer: {str(error).strip().splitlines()[0]}", id="portal.E004")]
    sentence = "There are demo accounts in this database, whose password is published: use a database of its own, or set DEMO=1."
    return [checks.Error(sentence, id="portal.E003")]


@checks.register(checks.Tags.security, deploy=True)
def check_production(app_configs, **kwargs) -> list[checks.Error]:
    return refusals()


def refuse_to_start() -> None:
    """End the process with the sentences, if there are any. Needs Django to be set up."""
    found = refusals()
    connection.close()
    if found:
        raise SystemExit("\n".join(f"The portal does not start. {error.msg}" for error in found))
