import logging
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F

from partnerships.base import clock
from partnerships.notice.models import Letter

log = logging.getLogger(__name__)

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (2, 5, 10, 20, 40, 80, 160, 240))  # the last one again and again
GIVE_UP = timedelta(days=2)


def deliver(letter_id) -> bool:
    """Send this letter if it is due and nobody else is at it; False when there was nothing to do or the mail server did not take it."""
    letter = Letter.objects.due().filter(pk=letter_id).first()
    if letter is None or not _claim(letter):
        return False
    try:
        message(letter).send()
    except Exception as error:  # noqa: BLE001 - whatever a mail server, the way to it or the letter itself does: tried again, then given up
        _put_off(letter, error)
        return False
    Letter.objects.filter(pk=letter.pk).update(state=Letter.State.SENT, sent_at=clock.now(), error="", **_kept(letter))
    return True


def message(letter: Letter) -> EmailMultiAlternatives:
    """The mail as it goes out; the same letter has the same Message-ID each time.

    A calendar goes along twice, as mail programs expect it: beside the text for those that show an invitation with buttons, and as a
    file for those that do not.
    """
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    mail = EmailMultiAlternatives(
        letter.subject,
        letter.body,
        settings.DEFAULT_FROM_EMAIL,
        [letter.to],
        headers={"Message-ID": f"<{letter.pk}@{host}>", "Auto-Submitted": "auto-generated"},
    )
    if letter.calendar:
        mail.attach_alternative(letter.calendar, f"text/calendar; method={letter.calendar_method}")
        mail.attach("invite.ics", letter.calendar.encode(), "application/ics")
    return mail


def _kept(letter: Letter) -> dict:
    """What stays of a letter that is sent or given up: of a secret one nothing."""
    return {"body": "", "calendar": ""} if letter.secret else {}


def _claim(letter: Letter) -> bool:
    """One conditional UPDATE: who changes the row sends the letter, and has set the next try in case it dies on the way."""
    pause = PAUSES[min(letter.tries, len(PAUSES) - 1)]
    mine = Letter.objects.due().filter(pk=letter.pk, tries=letter.tries)
    return mine.update(tries=F("tries") + 1, next_try_at=clock.now() + pause) == 1


def _put_off(letter: Letter, error: Exception) -> None:
    reason = " ".join(str(error).split())[:300]
    log.warning("letter %s was not taken: %s", letter.pk, reason)
    if letter.created_at <= clock.now() - GIVE_UP:
        Letter.objects.filter(pk=letter.pk).update(state=Letter.State.FAILED, error=reason, **_kept(letter))
    else:
        Letter.objects.filter(pk=letter.pk).update(error=reason)
