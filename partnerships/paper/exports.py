"""Any edition as PDF or Word, built in the background and read through the door when that happens."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.agreement.edition import Edition
from partnerships.base.verdict import YES, Verdict, no
from partnerships.export.models import Export
from partnerships.export.registry import Exporter, Origin, Work, register
from partnerships.export.writers import Tick
from partnerships.organisation.models import Role
from partnerships.paper.pdf import write_draft
from partnerships.paper.text import Paper, paper_of
from partnerships.paper.word import write_word

WRITERS: dict[str, Callable[[Paper, Path], None]] = {Export.Format.PDF: write_draft, Export.Format.DOCX: write_word}


class EditionPaper(Exporter):
    kind: ClassVar[str] = "agreement_paper"
    roles: ClassVar[tuple[str, ...]] = tuple(Role)  # who may read it may have it on paper

    def may_read(self, person, export: Export) -> Verdict:
        if self._editions(person, export).exists():
            return YES
        return no(_("You can no longer read this edition."))

    def work(self, export: Export) -> Work:
        edition = self._editions(export.person, export).for_reading().select_related("agreement__partnership", "by", "organisation").get()
        write = WRITERS[export.format]

        def run(path: Path, tick: Tick) -> None:
            write(paper_of(edition.agreement, edition), path)
            tick()

        return Work(1, export.format, run)

    def origin(self, export: Export) -> Origin:
        url = reverse("agreement_papers", args=[export.params["agreement"]])
        return Origin(_("Papers"), url, url)

    @staticmethod
    def _editions(person, export: Export):
        return Edition.objects.visible_to(person).filter(agreement=export.params["agreement"], number=export.params["edition"])


register(EditionPaper())
