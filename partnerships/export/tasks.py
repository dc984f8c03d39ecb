from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.db.models import Q

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
    failed = silent.filter(runs__gte=MOST_RUNS).update(state=Export.State.FAILED, finished_at=moment)
    again = silent.filter(runs__lt=MOST_RUNS).update(state=Export.State.QUEUED)
    waiting = Export.objects.filter(state=Export.State.QUEUED, created_at__lt=moment - UNHEARD).values_list("pk", flat=True)
    for pk in waiting[:100]:
        hint(build_export, pk)
    return failed + again


@daily
def expired_exports(day) -> None:
    """Files older than 30 days go, and parts that no run owns any more."""
    for export in Export.objects.filter(expires_at__lte=clock.now()).exclude(file=""):
        (folder() / export.file).unlink(missing_ok=True)
    old = clock.now().timestamp() - 86_400
    for path in folder().glob("*.part-*"):
        if path.stat().st_mtime < old:
            path.unlink(missing_ok=True)
