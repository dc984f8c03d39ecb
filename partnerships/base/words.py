"""Words that lead to what they mean, where they stand in a text: each once, its first time on the page."""

import re
from dataclasses import dataclass, field

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

TAGS = re.compile(r"(<[^>]*>)")
NOT_IN = ("a", "code", "h1", "h2", "h3")


@dataclass(frozen=True)
class Word:
    word: str
    url: str
    meaning: str
    forms: tuple[str, ...]


@dataclass
class Marker:
    """The words, those that come first count; `seen`: which have been marked already."""

    words: list[Word]
    seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._by_form: dict[str, Word] = {}
        for word in self.words:
            for form in word.forms:
                self._by_form.setdefault(form, word)
        longest = sorted(self._by_form, key=len, reverse=True)
        self._forms = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, longest))})(?![\w-])") if longest else None

    def found_in(self, text: str) -> list[Word]:
        """Every word that occurs, in their order, without marking any."""
        found = self._forms.findall(text) if self._forms else []
        return list({word.url: word for word in (self._by_form[form] for form in found)}.values())

    def marked(self, text) -> SafeString:
        """The text as HTML, escaped unless it is HTML already, in which each word not seen yet is a link to what it means."""
        html = conditional_escape(text)
        if self._forms is None:
            return html
        inside: list[str] = []
        parts = []
        for part in TAGS.split(html):
            if part.startswith("<"):
                _follow(part, inside)
            parts.append(part if inside or part.startswith("<") else self._forms.sub(self._link, part))
        return SafeString("".join(parts))  # what was HTML before, and links that were escaped

    def _link(self, match: re.Match) -> str:
        word = self._by_form[match[0]]
        if word.url in self.seen:
            return match[0]
        self.seen.add(word.url)
        return format_html('<a class="term" href="{}" title="{}">{}</a>', word.url, word.meaning, match[0])


def _follow(tag: str, inside: list[str]) -> None:
    """Which elements one is in, whose text is left alone."""
    name = tag.strip("</> ").partition(" ")[0].lower()
    if name in NOT_IN and not tag.endswith("/>"):
        if tag.startswith("</"):
            inside.pop()
        else:
            inside.append(name)
