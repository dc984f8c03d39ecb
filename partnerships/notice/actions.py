from collections.abc import Iterable

from django.conf import settings
from django.core.validators import validate_email
from django.db import transaction
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from partnerships.notice.models import Letter
from partnerships.notice.tasks import send_letter
from partnerships.work.hint import hint


@transaction.atomic
def write(*, to: str, key: str, subject: str, body: str, person=None, secret: bool = False, calendar: str = "", method: str = "") -> Letter:
    """Put a letter into the outbox, in the transaction of its cause; a worker is told after commit. The same key twice: one letter.

    `calendar`: what calendar programs read of it, with its iTIP `method` (base/ical.py).

    The subject becomes one line, so that nothing typed by a person can add a header.
    """
    validate_email(to)
    letter, new = Letter.objects.get_or_create(
        key=key,
        defaults={"to": to, "subject": one_line(subject), "body": body, "person": person, "secret": secret}
        | {"calendar": calendar, "calendar_method": method},
    )
    if new:
        hint(send_letter, letter.pk)
    return letter


@transaction.atomic
def tell(people: Iterable, *, key: str, subject, template: str, context: dict) -> list[Letter]:
    """News to each of these people (the deactivated left out), once per key, in the language of their profile.

    `subject` is a lazy translation whose %(name)s are filled from `context`; `template` a text below templates/, which extends
    mail/letter.txt and also knows `person` and `base_url` (e.g. "mail/agreement/offered.txt").
    """
    letters = []
    for person in {person.pk: person for person in people if person.is_active}.values():
        with translation.override(person.language or settings.LANGUAGE_CODE):
            body = render(template, {**context, "person": person})
            title = str(subject) % context
        letters.append(write(to=person.email, key=f"{key}:{person.pk}", subject=title, body=body, person=person))
    return letters


def render(template: str, context: dict) -> str:
    """The text of a letter in the language in force: plain text, hence nothing is escaped."""
    page = get_template(template).template
    return page.render(Context({"base_url": settings.BASE_URL, **context}, autoescape=False)).strip() + "\n"


def one_line(text: str) -> str:
    """Without line ends and control characters, at most 200 characters."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in str(text)).split())[:200]
