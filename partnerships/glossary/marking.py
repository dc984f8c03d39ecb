"""Which words are marked in the minutes of a partnership."""

from django.urls import reverse

from partnerships.base.nested import nested
from partnerships.base.words import Marker, Word
from partnerships.glossary.models import Term
from partnerships.glossary.shipped import shipped


def with_terms(rows, of):
    """Adds `terms` to rows: the agreed ones of the partnership; `of`: its OuterRef."""
    return rows.annotate(terms=nested(Term.objects.agreed().filter(partnership=of), "id", "word", "forms", "common"))


def marker_of(terms: list[dict]) -> Marker:
    """Marks each word once; what with_terms() brought comes before what comes with the portal."""
    words = [
        Word(row["word"], reverse("term_detail", args=[row["id"]]), row["common"], (row["word"], *_forms(row["forms"]))) for row in terms
    ]
    return Marker([*words, *(Word(each.word, each.url, each.common, each.forms) for each in shipped())])


def _forms(text: str) -> list[str]:
    return [form.strip() for form in text.split(",") if form.strip()]
