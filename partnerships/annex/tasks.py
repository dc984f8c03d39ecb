import logging
from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from partnerships.annex.clamav import NoAnswerError, scan
from partnerships.annex.models import AREA, Annex
from partnerships.base import clock, files
from partnerships.journal.actions import record
from partnerships.work.hint import hint
from partnerships.work.registry import daily, sweeper

log = logging.getLogger(__name__)

PAUSE = timedelta(minutes=2)  # before the next try, and for the one that has taken it
AT_ONCE = 100
KEPT_ORPHAN = timedelta(days=1)


@shared_task(name="partnerships.scan_annex")
def scan_annex(annex_id: str) -> None:
    """Have one file checked for viruses; a second run finds nothing to do."""
    check_for_viruses(annex_id)


def due():
    """Those the scanner has not seen; also those from before there was one."""
    unseen = Annex.objects.filter(state__in=[Annex.State.WAITING, Annex.State.UNSCANNED])
    return unseen.filter(Q(next_scan_at=None) | Q(next_scan_at__lte=clock.now()))


def check_for_viruses(annex_id) -> bool:
    """Ask the scanner and keep its answer; without an answer the file waits for the next try. False when there was nothing to do."""
    if not settings.CLAMAV_URL or not due().filter(pk=annex_id).update(next_scan_at=clock.now() + PAUSE):
        return False
    annex = Annex.objects.get(pk=annex_id)
    try:
        finding = scan(files.path_of(AREA, annex.file), settings.CLAMAV_URL)
    except NoAnswerError as error:
        log.warning("annex %s was not scanned: %s", annex.pk, error)
        return False
    if finding.clean:
        Annex.objects.filter(pk=annex.pk).update(state=Annex.State.CLEAN, scanned_at=clock.now(), next_scan_at=None)
    else:
        _found(annex, finding.name)
    return True


@transaction.atomic
def _found(annex: Annex, finding: str) -> None:
    """The file goes, its row stays and says why; those who see it are told in the journal."""
    path = files.path_of(AREA, annex.file)
    Annex.objects.filter(pk=annex.pk).update(
        state=Annex.State.INFECTED, finding=finding, file="", scanned_at=clock.now(), next_scan_at=None
    )
    record(
        "annex.infected",
        annex.subject,
        by=None,
        organisation=annex.organisation,
        internal_to=annex.organisation if annex.is_internal else None,
        file=annex.name,
        finding=finding,
    )
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


@sweeper
def unscanned_annexes() -> int:
    """Hand files whose hint was lost, or whose scanner did not answer, to a worker. Without a scanner nobody waits for one."""
    if not settings.CLAMAV_URL:
        return Annex.objects.filter(state=Annex.State.WAITING).update(state=Annex.State.UNSCANNED, next_scan_at=None)
    waiting = list(due().order_by(F("next_scan_at").asc(nulls_first=True)).values_list("pk", flat=True)[:AT_ONCE])
    for pk in waiting:
        hint(scan_annex, pk)
    return len(waiting)


@daily
def orphaned_files(day) -> None:
    """Files without a row, and what was left in `incoming`, go after a day; a row without its file is told in the log."""
    names = set(Annex.objects.exclude(file="").values_list("file", flat=True))
    old = clock.now().timestamp() - KEPT_ORPHAN.total_seconds()
    files.sweep(AREA, names, older_than=old)
    for path in files.folder(files.INCOMING).iterdir():
        if path.stat().st_mtime < old:
            path.unlink(missing_ok=True)
    for name in sorted(names):
        if not files.path_of(AREA, name).is_file():
            log.error("the file of annex %s is missing: restore it from the backup of MEDIA_ROOT", name)
