"""Which files can be built: filled by the slices' exports.py, as admin.site.register is by theirs."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from partnerships.base.verdict import Verdict
from partnerships.export.document import Document
from partnerships.export.models import Export
from partnerships.export.writers import WRITERS, Tick, suffix_of
from partnerships.organisation.models import Role


@dataclass(frozen=True)
class Work:
    """What there is to do: so many steps, each told by tick(), and the file's ending."""

    total: int
    suffix: str
    write: Callable[[Path, Tick], None]


@dataclass(frozen=True)
class Origin:
    """Where a file was asked for, and where one asks for another."""

    label: str
    url: str
    again_url: str


class Exporter(ABC):
    """A kind of file."""

    kind: ClassVar[str]
    roles: ClassVar[tuple[str, ...]] = (Role.COORDINATOR, Role.APPROVER, Role.SIGNATORY, Role.FINANCE)  # who may ask for it

    @abstractmethod
    def may_read(self, person, export: Export) -> Verdict:
        """May this person read the content now? Asked when the work runs and at every download."""

    @abstractmethod
    def work(self, export: Export) -> Work:
        """The work itself; what it reads comes through visible_to(export.person) at the moment it runs."""

    @abstractmethod
    def origin(self, export: Export) -> Origin:
        """For the way back."""


class Report(Exporter):
    """A document of tables, in any of the formats."""

    @abstractmethod
    def document(self, export: Export) -> Document:
        """The content, read through visible_to(export.person) at the moment the work runs."""

    def work(self, export: Export) -> Work:
        document = self.document(export)
        return Work(document.total, suffix_of(document, export.format), lambda path, tick: WRITERS[export.format](document, path, tick))


_EXPORTERS: dict[str, Exporter] = {}


def register(exporter: Exporter) -> None:
    if exporter.kind in _EXPORTERS:
        raise ValueError(f"there are two exporters for {exporter.kind}")
    _EXPORTERS[exporter.kind] = exporter


def exporter_of(export: Export) -> Exporter:
    return _EXPORTERS[export.kind]


def exporter_named(kind: str) -> Exporter:
    return _EXPORTERS[kind]
