"""A whole page of rows was sent when somebody else had been quicker: the rows its writer had not touched take the newer words.

The page carries a digest of every row as its writer read it (base/meanwhile.py). A row that still has its digest was not touched; what was
touched stays as it was typed, and is told beside what stands there now.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from partnerships.agreement.schemas import read_data
from partnerships.agreement.structure import BadTable
from partnerships.agreement.wording import ClauseText, PromiseText, values_of
from partnerships.base.meanwhile import News, digest, plain


@dataclass(frozen=True)
class Row:
    """`key` names it on the page, "" for a new one; `shown` is what its fields show; `words` None where they cannot be read yet."""

    key: str
    shown: dict
    words: Any
    digest: str = ""
    name: str = ""
    text: str = ""


def row_of(prefix: str, words, shown: dict, *, name: str = "", text: str = "") -> Row:
    """A row that can be read."""
    return Row(f"{prefix}-{words.key}" if words.key else "", shown, words, digest_of(words), name, text)


def digest_of(words: ClauseText | PromiseText) -> str:
    """Of the words as they are kept: how something is typed makes no difference. Nothing for words that cannot be kept."""
    if isinstance(words, PromiseText):
        return digest({name: plain(value) for name, value in values_of(words).items()})
    try:
        return digest([plain(words.title), plain(words.body), read_data(words.key, words.data)])
    except BadTable:
        return ""


def catch_up(saw: dict[str, str], *, now: list[Row], mine: list[Row]) -> tuple[list[Row], list[News]]:
    """The rows as the page shows them from now on, and what is new in them. Mine keep their order; what came stands where it came."""
    theirs, ours = {row.key: row for row in now}, {row.key: row for row in mine if row.key}

    def untouched(row: Row) -> bool:
        return bool(row.key) and saw.get(row.key) == row.digest

    kept = [theirs.get(row.key) if untouched(row) else row for row in mine]
    found = [row for row in kept if row]
    before = None
    for row in now:
        came = row.key not in ours and saw.get(row.key) != row.digest  # new, or changed while I took it out
        if came:
            found.insert(found.index(before) + 1 if before in found else 0, row)
        before = row if row in found else next((each for each in found if each.key == row.key), before)
    news = []
    for row in now:
        own = ours.get(row.key)
        if saw.get(row.key) != row.digest and (own is None or own.digest != row.digest):
            taken = own is None or untouched(own)
            news.append(News(row.name, row.text or "–", taken=taken, kept=not taken))
    gone = [row for row in mine if row.key in saw and row.key not in theirs]
    news += [News(row.name, _("taken out"), taken=untouched(row), kept=not untouched(row)) for row in gone]
    return found, news
