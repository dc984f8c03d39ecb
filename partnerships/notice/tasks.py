from celery import shared_task

from partnerships.notice import build
from partnerships.notice.models import Letter
from partnerships.work.hint import hint
from partnerships.work.registry import sweeper

AT_ONCE = 200


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
