"""An edition as Word, for lawyers to work on: real headings, real numbering (§ 1, (1), a)), and every change of theirs is tracked."""

import re
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import override
from docx import Document
from docx.document import Document as Doc
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from partnerships.agreement.template import GAP
from partnerships.base.templatetags.portal import day
from partnerships.paper.text import LANGUAGE, PARAGRAPH, PLAIN, POINT, Grid, Line, Paper, Part, valued_note

ACCENT = RGBColor(0x0B, 0x5D, 0x59)
HEAD_FILL = "0F6B66"
ABSTRACT, NUMBERING = "77", "77"
LEVELS = (  # style, format, text, indent, hanging, in twentieths of a point
    ("Heading 1", "decimal", "§ %1", 567, 567),
    ("Absatz", "decimal", "(%2)", 567, 567),
    ("Punkt", "lowerLetter", "%3)", 1021, 454),
)
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def write_word(paper: Paper, output: Path) -> None:
    """Write the file."""
    with override(LANGUAGE):
        document = Document()
        _prepare(document, paper)
        document.add_paragraph(paper.kind, style="Subtitle")
        document.add_paragraph(paper.title, style="Title")
        _facts(document, paper.sides)
        for part in paper.parts:
            _part(document, part)
        _heading(document, _("Term and notice"))
        _facts(document, paper.term)
        if paper.promises:
            _heading(document, _("Promises"))
            _table(document, paper.promises)
            document.add_paragraph(valued_note())
        if paper.annexes:
            _heading(document, _("Annexes"))
            for label, name, digest in paper.annexes:
                document.add_paragraph(f"{label}: {name}\nSHA-256 {digest}")
        document.save(str(output))


def _part(document: Doc, part: Part) -> None:
    heading = _heading(document, "", numbered=bool(part.number))
    _words(heading, part.title)
    if part.mark:
        document.add_paragraph().add_run(part.mark).italic = True
    for line in part.lines:
        _line(document, line, counts=line.counts and bool(part.number))
    for grid in part.grids:
        document.add_paragraph(grid.title, style="Heading 2")
        if grid.facts:
            _facts(document, grid.facts)
        else:
            _table(document, grid)


def _line(document: Doc, line: Line, *, counts: bool) -> None:
    """Its number is Word's own; one that does not run on from 1, or stands below no §, stays as it was typed."""
    style = {PLAIN: "Normal", PARAGRAPH: "Absatz", POINT: "Punkt"}[line.level]
    if counts or line.level == PLAIN:
        _words(document.add_paragraph(style=style), line.text)
        return
    paragraph = document.add_paragraph(style="Normal")
    paragraph.paragraph_format.left_indent = Cm(1.0 if line.level == PARAGRAPH else 1.8)
    _words(paragraph, f"{line.label} {line.text}")


def _heading(document: Doc, text: str, *, numbered: bool = False) -> Paragraph:
    heading = document.add_paragraph(text, style="Heading 1")
    if not numbered:
        _number(heading._p.get_or_add_pPr(), "0", "0")
        heading.paragraph_format.left_indent = heading.paragraph_format.first_line_indent = Cm(0)
    return heading


def _words(paragraph: Paragraph, text: str) -> None:
    """What is still to be filled is marked."""
    plain, gaps = GAP.split(text), [*GAP.findall(text), ""]
    for words, gap in zip(plain, gaps, strict=True):
        if words:
            paragraph.add_run(UNPRINTABLE.sub("", words))
        if gap:
            paragraph.add_run(gap).font.highlight_color = WD_COLOR_INDEX.YELLOW


def _facts(document: Doc, rows: list[tuple[str, str]]) -> None:
    for label, value in rows:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{label}: ").bold = True
        _words(paragraph, value)


def _table(document: Doc, grid: Grid) -> None:
    table = document.add_table(rows=1, cols=len(grid.columns), style="Table Grid")
    for cell, title in zip(table.rows[0].cells, grid.columns, strict=True):
        _cell(cell, title, bold=True)
        _shade(cell)
    _on(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
    for row in grid.rows:
        for cell, text, right in zip(table.add_row().cells, row, grid.right, strict=True):
            _cell(cell, text, right=right)
    for label, total in grid.totals:
        cells = table.add_row().cells
        _cell(cells[0].merge(cells[-2]), label, bold=True)
        _cell(cells[-1], total, bold=True, right=True)
    document.add_paragraph()


def _cell(cell, text: str, *, bold: bool = False, right: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = "Zelle"
    if right:
        paragraph.alignment = 2
    _words(paragraph, text)
    for run in paragraph.runs:
        run.bold = bold or None


def _shade(cell) -> None:
    fill = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", HEAD_FILL)):
        fill.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(fill)
    for run in cell.paragraphs[0].runs:
        run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)


def _prepare(document: Doc, paper: Paper) -> None:
    properties = document.core_properties
    properties.title, properties.author = paper.title, ", ".join(name for _side, name in paper.sides)[:255]
    properties.comments, properties.subject, properties.language = "", paper.status, "de-DE"
    properties.created = properties.modified = paper.as_of.replace(tzinfo=None)
    _styles(document)
    _numbering(document)
    _on(document.settings.element, "w:trackRevisions")
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = Cm(2.5), Cm(2), Cm(2.5), Cm(2.2)
    head = section.header.paragraphs[0]
    head.text = f"{paper.title}\n{paper.status}, " + _("as of %(day)s") % {"day": day(paper.as_of)}
    foot = section.footer.paragraphs[0]
    foot.add_run(f"{_('Page')} ")
    _field(foot, "PAGE")
    foot.add_run(f" {_('of')} ")
    _field(foot, "NUMPAGES")


def _styles(document: Doc) -> None:
    styles = document.styles
    normal = styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    language = styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    language.set(qn("w:val"), "de-DE")
    for name, size, before in (("Title", 22, 0), ("Subtitle", 11, 0), ("Heading 1", 13, 16), ("Heading 2", 10.5, 8)):
        style = styles[name]
        style.font.name, style.font.size, style.font.bold, style.font.italic = "Calibri", Pt(size), name != "Subtitle", False
        style.font.color.rgb = ACCENT
        style.element.rPr.rFonts.attrib.pop(qn("w:asciiTheme"), None)
        style.element.rPr.rFonts.attrib.pop(qn("w:hAnsiTheme"), None)
        style.paragraph_format.space_before = Pt(before)
    for name in ("Absatz", "Punkt", "Zelle"):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
    styles["Zelle"].font.size = Pt(9)
    styles["Zelle"].paragraph_format.space_after = Pt(0)


def _numbering(document: Doc) -> None:
    """One list of three levels for the whole text: each § begins with (1), each (1) with a)."""
    root = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), ABSTRACT)
    _value(abstract, "w:multiLevelType", "multilevel")
    for level, (name, form, text, indent, hanging) in enumerate(LEVELS):
        style = document.styles[name]
        row = OxmlElement("w:lvl")
        row.set(qn("w:ilvl"), str(level))
        _value(row, "w:start", "1")
        _value(row, "w:numFmt", form)
        _value(row, "w:pStyle", style.style_id)
        _value(row, "w:lvlText", text)
        _value(row, "w:lvlJc", "left")
        properties = OxmlElement("w:pPr")
        place = OxmlElement("w:ind")
        place.set(qn("w:left"), str(indent))
        place.set(qn("w:hanging"), str(hanging))
        properties.append(place)
        row.append(properties)
        abstract.append(row)
        _number(style.element.get_or_add_pPr(), str(level), NUMBERING)
    root.insert(0, abstract)  # every abstractNum stands before the first num
    number = OxmlElement("w:num")
    number.set(qn("w:numId"), NUMBERING)
    _value(number, "w:abstractNumId", ABSTRACT)
    root.append(number)


def _number(properties, level: str, number: str) -> None:
    row = properties.get_or_add_numPr()
    row.get_or_add_ilvl().val = int(level)
    row.get_or_add_numId().val = int(number)


def _value(parent, tag: str, value: str) -> None:
    child = OxmlElement(tag)
    child.set(qn("w:val"), value)
    parent.append(child)


def _on(parent, tag: str) -> None:
    """A switch: the element's being there turns it on."""
    parent.append(OxmlElement(tag))


def _field(paragraph: Paragraph, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
