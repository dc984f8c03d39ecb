from datetime import date, timedelta

from celery import shared_task

from partnerships.base import clock
from partnerships.notice import build
from partnerships.notice.models import Letter
from partnerships.work.hint import hint
from partnerships.work.registry import daily, sweeper

AT_ONCE = 200
KEPT = timedelta(days=90)


@shared_task(name="partnerships.send_letter")
def send_letter(letter_id: str) -> None:
    """Send one letter of the outbox; run twice, it sends once."""
    build.deliver(letter_id)


@sweeper
def due_letters() -> int:
    """Hand letters whose hint was lost, whose worker died or whose pause is over to a worker."""
    due = list(Letter.objects.due().order_by("next_try_at").values_list("pk", flat=True)[:AT_ONCE])
    for letter_id in due:
        hint(send_letter, letter_id)
    return len(due)


@daily
def forget_old_letters(day: date) -> None:
    """Letters that were sent or given up are kept for 90 days."""
    Letter.objects.exclude(state=Letter.State.WAITING).filter(created_at__lt=clock.at(day, 0) - KEPT).delete()
