"""Which reports there are: filled by the slices' exports.py, as admin.site.register is by theirs."""

from abc import ABC, abstractmethod
from typing import ClassVar

from partnerships.base.verdict import Verdict
from partnerships.export.document import Document
from partnerships.export.models import Export


class Exporter(ABC):
    """A kind of report."""

    kind: ClassVar[str]

    @abstractmethod
    def may_read(self, person, export: Export) -> Verdict:
        """May this person read the content now? Asked when the work runs and at every download."""

    @abstractmethod
    def document(self, export: Export) -> Document:
        """The content, read through visible_to(export.person) at the moment the work runs."""


_EXPORTERS: dict[str, Exporter] = {}


def register(exporter: Exporter) -> None:
    if exporter.kind in _EXPORTERS:
        raise ValueError(f"there are two exporters for {exporter.kind}")
    _EXPORTERS[exporter.kind] = exporter


def exporter_of(export: Export) -> Exporter:
    return _EXPORTERS[export.kind]
