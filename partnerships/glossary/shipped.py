"""The words that come with the portal."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.urls import reverse

FILE = Path(__file__).with_name("words.toml")


@dataclass(frozen=True)
class Shipped:
    key: str
    word: str
    forms: tuple[str, ...]
    housing: str
    social: str
    common: str

    @property
    def url(self) -> str:
        return f"{reverse('term_list')}#{self.key}"

    def says(self, text: str) -> bool:
        """Does the text stand in the word or in one of its views?"""
        return any(text in part.casefold() for part in (self.word, self.housing, self.social, self.common))


@cache
def shipped() -> tuple[Shipped, ...]:
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["word"]
    return tuple(Shipped(**row | {"forms": tuple(row["forms"])}) for row in rows)
