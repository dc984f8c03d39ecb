"""PDF by Typst: tagged, titled, in its language. The data goes in as JSON, never as markup; nothing is fetched from anywhere."""

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typst

FONTS = Path(__file__).resolve().parent / "fonts"


def typeset(
    template: Path, data: dict, output: Path, *, standards: Sequence[Any] = ("ua-1",), beside: dict[str, bytes] | None = None
) -> None:
    """Write the PDF of a template, which reads `data.json` and whatever lies `beside` it."""
    with tempfile.TemporaryDirectory(prefix="typeset-") as folder:
        root = Path(folder)
        for name, content in (beside or {}).items():
            (root / name).write_bytes(content)
        (root / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        (root / "document.typ").write_bytes(template.read_bytes())
        typst.compile(
            str(root / "document.typ"),
            output=str(output),
            root=str(root),
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=list(standards),
        )
