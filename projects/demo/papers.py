"""Files of the story, small and real: a floor plan, a plan of payments, house rules, a scan, a draft with a lawyer's comments."""

import io
from datetime import timedelta
from pathlib import Path

import docx
import xlsxwriter
from PIL import Image, ImageDraw, ImageFont

from partnerships.agreement.models import Agreement
from partnerships.annex import actions
from partnerships.annex.intake import checked_file
from partnerships.base import clock, files
from partnerships.export.typesetting import FONTS, typeset
from partnerships.paper.build import make
from partnerships.paper.models import SignedPaper
from partnerships.paper.text import paper_of
from partnerships.paper.word import write_word
from projects.demo.story import Story

LETTER = Path(__file__).with_name("letter.typ")
INK, ACCENT, PAPER, DEMO = "#1d2b2a", "#0f6b66", "#fbfaf7", "Demodaten"
ROOMS = {
    "Gruppenraum 62 m²": (60, 60, 560, 380),
    "Küche 18 m²": (560, 60, 740, 240),
    "Büro 16 m²": (560, 240, 740, 380),
    "Flur 15 m²": (60, 380, 560, 460),
    "WC 9 m²": (560, 380, 740, 460),
}
RULES = (
    "Die Räume stehen von 8 bis 22 Uhr offen.",
    "Wer zuletzt geht, schließt die Fenster und stellt die Heizung zurück.",
    "Nach 20 Uhr bleiben Fenster und Türen zum Hof geschlossen.",
    "Die Küche wird so verlassen, wie man sie vorfinden möchte.",
    "Schlüssel gibt es im Büro, gegen Unterschrift.",
)


def lay_ready(story: Story, agreement: Agreement, *, ago: int, kind: str, name: str, content: bytes, by: str, **more) -> None:
    """Somebody adds a file to an agreement on that day."""
    with story.ago(ago, 11):
        path = files.new_incoming()
        path.write_bytes(content)
        actions.add(Agreement.objects.get(pk=agreement.pk), kind=kind, upload=checked_file(path, name), by=story.people[by], **more)


def make_signed() -> None:
    """What the worker does after the last signature."""
    for paper in SignedPaper.objects.waiting():
        with clock.travel(paper.created_at + timedelta(minutes=1)):
            make(paper.pk)


def floor_plan() -> bytes:
    picture = Image.new("RGB", (800, 520), PAPER)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype(str(FONTS / "Inter-Regular.ttf"), 18)
    for label, box in ROOMS.items():
        draw.rectangle(box, outline=INK, width=4)
        draw.text((box[0] + 14, box[1] + 12), label.replace(" ", "\n", 1), font=font, fill=INK)
    draw.rectangle((250, 454, 330, 466), fill=ACCENT)
    draw.text((60, 484), f"Eingang (grün) · Maßstab etwa 1:100 · {DEMO}", font=font, fill=INK)
    return _packed(picture, "PNG")


def certificate(*lines: str) -> bytes:
    """A sheet of paper with a heading and what it says."""
    picture = Image.new("RGB", (620, 400), PAPER)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype(str(FONTS / "Inter-Regular.ttf"), 20)
    for row, line in enumerate((*lines, DEMO)):
        draw.text((60, 60 + 60 * row), line, font=font, fill=INK)
    return _packed(picture, "PNG")


def scan(agreement: Agreement, *names: str) -> bytes:
    """The last page on paper, with two strokes of a pen."""
    picture = Image.new("RGB", (900, 620), "#f4f2ec")
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype(str(FONTS / "Inter-Regular.ttf"), 22)
    draw.text((70, 60), f"{agreement.title}\nFassung {agreement.edition} · {DEMO}", font=font, fill=INK)
    for number, name in enumerate(names):
        left, top = 70 + number * 420, 400
        points = [(left + step * 12, top - 30 - (step * 37 % 41) + (step * 13 % 17)) for step in range(24)]
        draw.line(points, fill="#23408f", width=4, joint="curve")
        draw.line((left, top, left + 320, top), fill=INK, width=2)
        draw.text((left, top + 14), name, font=font, fill=INK)
    return _packed(picture, "JPEG")


def payments(rows: tuple[tuple[str, str, int], ...]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Auszahlungsplan")
        euro, head = book.add_format({"num_format": '#,##0.00 "€"'}), book.add_format({"bold": True})
        sheet.set_column(0, 2, 26)
        sheet.write_row(0, 0, ("Fällig", "Wofür", "Betrag"), head)
        for line, (due, what, amount) in enumerate(rows, start=1):
            sheet.write_row(line, 0, (due, what))
            sheet.write_number(line, 2, amount, euro)
        sheet.write(len(rows) + 1, 1, DEMO)
    return buffer.getvalue()


def letter(title: str, lines: tuple[str, ...]) -> bytes:
    """A page of plain sentences as PDF."""
    path = files.new_incoming()
    try:
        typeset(LETTER, {"title": title, "lines": lines, "foot": DEMO}, path)
        return path.read_bytes()
    finally:
        path.unlink(missing_ok=True)


def commented(agreement: Agreement, *, by: str, remarks: dict[str, str]) -> bytes:
    """The Word draft as a lawyer sends it back: a comment beside every paragraph that begins so."""
    path = files.new_incoming()
    try:
        write_word(paper_of(agreement, agreement.current()), path)
        document = docx.Document(str(path))
        for start, text in remarks.items():
            paragraph = next(each for each in document.paragraphs if each.text.startswith(start))
            document.add_comment(paragraph.runs, text=text, author=by, initials="".join(word[0] for word in by.split()))
        buffer = io.BytesIO()
        document.save(buffer)
        return buffer.getvalue()
    finally:
        path.unlink(missing_ok=True)


def _packed(picture: Image.Image, kind: str) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind)
    return buffer.getvalue()
