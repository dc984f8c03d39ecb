from django.db import transaction
from django.utils.translation import get_language

from partnerships.base import clock
from partnerships.base.verdict import require
from partnerships.export import rules
from partnerships.export.models import Export
from partnerships.export.tasks import build_export
from partnerships.organisation.standing import standing_of
from partnerships.work.hint import hint


@transaction.atomic
def ask(*, kind: str, file_format: str, title: str, params: dict, partnership, by, language: str = "") -> Export:
    """Ask for a file; a worker builds it, in the asker's language unless another is named. Answers at once, also without the broker.

    Without a partnership it tells of several: of all that the person works on when it is built.
    """
    require(rules.may_ask(by, partnership, kind))
    export = Export.objects.create(
        person=by,
        organisation=partnership.party_of(by).organisation if partnership else standing_of(by).acting,
        partnership=partnership,
        kind=kind,
        format=file_format,
        title=title[:200],
        params=params,
        language=language or (get_language() or "de")[:2],
    )
    hint(build_export, export.pk)
    return export


def cancel(export: Export, *, by) -> None:
    """Stop it: a waiting one at once, a running one at its next sign of life."""
    require(rules.may_cancel(by, export))
    Export.objects.open().filter(pk=export.pk).update(state=Export.State.CANCELLED, finished_at=clock.now())
