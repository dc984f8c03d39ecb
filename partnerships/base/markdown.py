"""Longer texts that people write: a small part of Markdown, made safe HTML in two steps, each of which would do alone.

markdown-it with html off turns typed tags into text; nh3 then lets through only the tags and attributes listed here.
Headings, images and raw HTML are left out: the page's own outline stays whole and nothing is loaded from elsewhere.
"""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_READER = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True}).disable(
    ["heading", "lheading", "image", "html_block", "html_inline", "code", "fence", "reference"]
)
_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "hr", "a"}


def as_html(text: str) -> SafeString:
    """The text as HTML that may stand in any page."""
    html = nh3.clean(
        _READER.render(text),
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )
    return mark_safe(html)  # noqa: S308 - cleaned one line above
