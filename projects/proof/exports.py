"""A proof as a file: PDF and XLSX with all its tables, and a ZIP of both with the pictures of the receipts one may see."""

import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import ClassVar

from django.utils.text import slugify
from django.utils.translation import gettext as _

from partnerships.annex.models import AREA, Annex
from partnerships.base import clock, files
from partnerships.base.verdict import YES, Verdict, no, require
from partnerships.export.actions import ask
from partnerships.export.cells import as_text
from partnerships.export.document import Column, Document, Table, Type
from partnerships.export.models import Export
from partnerships.export.registry import Origin, Report, Work, register
from partnerships.export.writers import WRITERS, Tick
from projects.proof import page
from projects.proof.content import NARRATIVE
from projects.proof.models import Proof, Submission
from projects.receipt.actual import words_of

FORMATS = ("pdf", "xlsx", "zip")


def ask_file(proof: Proof, *, file_format: str, by) -> Export:
    """Have it built in the background."""
    if file_format not in FORMATS:
        file_format = "pdf"
    require(may_build(by, proof))
    title = _("Proof of use: %(title)s") % {"title": proof.contribution.title}
    return ask(
        kind=ProofReport.kind, file_format=file_format, title=title, params={"proof": str(proof.pk)}, partnership=proof.partnership, by=by
    )


def may_build(person, proof: Proof) -> Verdict:
    submission = Submission.objects.visible_to(person).filter(proof=proof).order_by("-number").first()
    if page.shown_to(person, proof, submission) is None:
        return no(_("There is nothing to read of this proof yet."))
    return YES


class ProofReport(Report):
    kind: ClassVar[str] = "proof"

    def may_read(self, person, export: Export) -> Verdict:
        """Asked at every download, too: whoever may read the proof now."""
        proof = self._proof(person, export)
        return may_build(person, proof) if proof else no(_("You no longer take part in this partnership."))

    def _proof(self, person, export: Export) -> Proof | None:
        rows = Proof.objects.visible_to(person).for_list().select_related("contribution__due_rule", "contribution__partnership")
        return rows.filter(pk=export.params["proof"]).first()

    def origin(self, export: Export) -> Origin:
        url = Proof(pk=export.params["proof"]).get_absolute_url()
        return Origin(_("Proof of use"), url, url)

    def document(self, export: Export) -> Document:
        proof = self._proof(export.person, export)
        submission = Submission.objects.visible_to(export.person).filter(proof=proof).order_by("-number").first()
        content = page.shown_to(export.person, proof, submission)
        return document_of(proof, content, submission if submission and content == submission.content else None)

    def work(self, export: Export) -> Work:
        if export.format != "zip":
            return super().work(export)
        document, pictures = self.document(export), self._pictures(export)
        total = 2 * document.total + len(pictures)
        return Work(total, "zip", lambda path, tick: _write_zip(document, pictures, path, tick))

    def _pictures(self, export: Export) -> list[tuple[str, Path]]:
        """Named by the number of the receipt; what the virus check has taken, or who may not see it, is not there."""
        proof = self._proof(export.person, export)
        submission = Submission.objects.visible_to(export.person).filter(proof=proof).order_by("-number").first()
        rows = page.with_files(export.person, (page.shown_to(export.person, proof, submission) or {"receipts": []})["receipts"])
        found = []
        for row in rows:
            for place, annex in enumerate(row["annexes"], start=1):
                if annex.file and annex.state != Annex.State.INFECTED:
                    name = f"{row['no']:03d}-{place}-{slugify(row['payee']) or 'beleg'}{Path(annex.name).suffix}"
                    found.append((name, files.path_of(AREA, annex.file)))
        return found


def _write_zip(document: Document, pictures: list[tuple[str, Path]], path: Path, tick: Tick) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for kind in ("pdf", "xlsx"):
            part = path.with_name(f"{path.name}.{kind}")
            try:
                WRITERS[kind](document, part, tick)
                archive.write(part, f"{slugify(document.title)}.{kind}")
            finally:
                part.unlink(missing_ok=True)
        for name, source in pictures:
            if source.is_file():
                archive.write(source, f"{_('receipts')}/{name}", compress_type=zipfile.ZIP_STORED)
            tick()


def document_of(proof: Proof, content: dict, submission: Submission | None) -> Document:
    """The same for every format."""
    start, end = date.fromisoformat(content["starts_on"]), date.fromisoformat(content["ends_on"])
    figures = {name: Decimal(value) for name, value in content["figures"].items()}
    facts = [
        (_("Giver"), content["giver"]),
        (_("Receiver"), content["receiver"]),
        (_("Project"), content["project"] or "–"),
        (_("Period"), f"{as_text(start, Type.DATE)} – {as_text(end, Type.DATE)}"),
        (_("Granted"), f"{as_text(Decimal(content['granted']), Type.MONEY)} €"),
        (_("Received from the giver"), f"{as_text(figures['received'], Type.MONEY)} €"),
        (_("Spent"), f"{as_text(figures['spent'], Type.MONEY)} €"),
        (_("Left over"), f"{as_text(figures['rest'], Type.MONEY)} €"),
    ]
    if submission:
        facts += [
            (_("Handed in"), f"{as_text(submission.at, Type.MOMENT)}, {submission.by}, {_('edition')} {submission.number}"),
            (_("Checksum (SHA-256)"), submission.digest),
        ]
    else:
        facts.append((_("State"), _("Draft of %(moment)s") % {"moment": as_text(clock.now(), Type.MOMENT)}))
    tables = [_costs(content), _income(content)]
    if content["with_list"]:
        tables.append(_receipts(content))
    tables.append(_narrative(content))
    title = _("Proof of use: %(title)s") % {"title": content["title"]}
    declared = _(
        "The expenses were necessary, we acted economically and thriftily; what is said here agrees with the books and the receipts."
    )
    return Document(title=title, facts=tuple(facts), tables=tuple(tables), note=declared)


def _table(key: str, title: str, columns, rows: list[tuple], totals=()) -> Table:
    read: Callable = lambda: iter(rows)  # noqa: E731 - what a table wants
    return Table(key=key, title=title, columns=columns, count=len(rows), rows=read, totals=tuple(totals))


def _costs(content: dict) -> Table:
    columns = (
        Column(_("Line of the plan"), width=2), Column(_("Plan in €"), Type.MONEY), Column(_("Spent in €"), Type.MONEY),
        Column(_("Difference in €"), Type.MONEY), Column(_("How it stands"), width=1.8),
    )  # fmt: skip

    def row(label: str, planned: str, spent: str, light: str) -> tuple:
        return label, Decimal(planned), Decimal(spent), Decimal(spent) - Decimal(planned), words_of(light) if light else ""

    rows = [row(line["label"], line["planned"], line["spent"], line["light"]) for line in content["lines"]]
    if Decimal(content["unplanned"]):
        rows.append((_("Without a line"), None, Decimal(content["unplanned"]), None, ""))
    total = content["total"]
    light = total["light"] if content["lines"] else ""
    return _table("costs", _("Budget and actual"), columns, rows, [row(_("All together"), total["planned"], total["spent"], light)])


def _income(content: dict) -> Table:
    columns = (Column(_("Financing"), width=2), Column(_("Plan in €"), Type.MONEY), Column(_("Came in €"), Type.MONEY))
    rows = [(row["label"], Decimal(row["planned"]), None if row["actual"] is None else Decimal(row["actual"])) for row in content["income"]]
    rows += [(f"{row['label']} ({_('in kind')})", Decimal(row["planned"]), None) for row in content["in_kind"]]
    planned = sum((Decimal(row["planned"]) for row in content["income"]), Decimal(0))
    totals = [(_("All together, in money"), planned, Decimal(content["figures"]["income"]))]
    return _table("income", _("Financing"), columns, rows, totals)


def _receipts(content: dict) -> Table:
    columns = (
        Column(_("Receipt no."), Type.NUMBER, 0.8), Column(_("Day"), Type.DATE, 1.1),
        Column(_("Paid to"), width=1.6), Column(_("What for"), width=2),
        Column(_("Line of the plan"), width=1.5), Column(_("Number on the receipt"), width=1.1), Column(_("Amount in €"), Type.MONEY, 1.2),
    )  # fmt: skip
    rows = [
        (row["no"], date.fromisoformat(row["day"]), row["payee"], row["reason"], row["line"], row["reference"], Decimal(row["amount"]))
        for row in content["receipts"]
    ]
    total = sum((row[-1] for row in rows), Decimal(0))
    return _table("receipts", _("Receipts"), columns, rows, [(None, None, _("All together"), "", "", "", total)])


def _narrative(content: dict) -> Table:
    columns = (Column(_("Part"), width=1.2), Column(_("Narrative report"), width=4))
    rows = [(f"{place}. {label}", content["narrative"].get(key) or "–") for place, (key, label) in enumerate(NARRATIVE.items(), start=1)]
    return _table("narrative", _("Narrative report"), columns, rows)


register(ProofReport())
