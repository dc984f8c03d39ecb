from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.export.build import MOST_RUNS, build, claim, folder
from partnerships.export.models import Export
from partnerships.work.hint import hint
from partnerships.work.registry import daily, sweeper

UNHEARD = timedelta(seconds=10)


@shared_task(name="partnerships.build_export")
def build_export(export_id: str) -> None:
    """Build one file; a second run of the same finds nothing to do."""
    export = claim(export_id)
    if export:
        build(export)


@sweeper
def orphaned_exports() -> int:
    """Running ones nobody works on wait again, or fail after three runs; waiting ones whose hint was lost are hinted at anew."""
    moment = clock.now()
    silent = Export.objects.filter(state=Export.State.RUNNING).filter(
        Q(heartbeat_at=None) | Q(heartbeat_at__lt=moment - timedelta(seconds=settings.EXPORT_SILENT_SECONDS))
    )
    failed = sum(_give_up(silent.filter(runs__gte=MOST_RUNS), language) for language in dict(settings.LANGUAGES))
    again = silent.filter(runs__lt=MOST_RUNS).update(state=Export.State.QUEUED)
    waiting = Export.objects.filter(state=Export.State.QUEUED, created_at__lt=moment - UNHEARD).values_list("pk", flat=True)
    for pk in waiting[:100]:
        hint(build_export, pk)
    return failed + again


def _give_up(exports, language: str) -> int:
    """They have failed; those asked for in this language say why in it."""
    with translation.override(language):
        sentence = _("It was tried three times and did not come to an end. Please choose a shorter period or another format.")
    return exports.filter(language=language).update(state=Export.State.FAILED, error=sentence, finished_at=clock.now())


@daily
def expired_exports(day) -> None:
    """Files older than 30 days go, and whatever no finished export owns: parts, and files of a worker killed at the last moment."""
    kept = set(Export.objects.filter(state=Export.State.DONE, expires_at__gt=clock.now()).values_list("file", flat=True))
    old = clock.now().timestamp() - 86_400
    for path in folder().iterdir():
        expired = Export.objects.filter(file=path.name, expires_at__lte=clock.now()).exists()
        if path.name not in kept and (expired or path.stat().st_mtime < old):
            path.unlink(missing_ok=True)
