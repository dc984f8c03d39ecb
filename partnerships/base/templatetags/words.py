"""Django's own tags for translations; a sentence is looked up once in each language, also one that values are put into.

A page says hundreds of them, and Django makes a lazy string of each, every time.
"""

from django import template
from django.templatetags import i18n
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext, pgettext

from partnerships.base.loader import shown

register = template.Library()
register.tags.update({name: tag for name, tag in i18n.register.tags.items() if name != "language"})
register.filters.update(i18n.register.filters)


def language_of(context) -> str | None:
    """That of now. It stays the same while a page is written, so {% language %} is not among the tags; Django looks it up for each word."""
    known = context.render_context.dicts[0]
    if "language" not in known:
        known["language"] = get_language()
    return known["language"]


class Sentence(i18n.TranslateNode):
    def __init__(self, node: i18n.TranslateNode):
        self.__dict__.update(node.__dict__)
        self.known: dict[str | None, str] = {}

    def render(self, context) -> str:
        language = language_of(context)
        text = self.known.get(language)
        if text is None:
            said = super().render(context)
            text = self.known[language] = context[self.asvar] if self.asvar else said
        if not self.asvar:
            return text
        context[self.asvar] = text
        return ""


@register.tag("translate")
@register.tag("trans")
def translate(parser, token) -> i18n.TranslateNode:
    node = i18n.do_translate(parser, token)
    said, context = node.filter_expression, node.message_context
    always = isinstance(said.var.literal, str) and not said.filters and (context is None or isinstance(context.var, str))
    return Sentence(node) if always else node


class Filled(i18n.BlockTranslateNode):
    """A sentence that values are put into."""

    def __init__(self, node: i18n.BlockTranslateNode):
        self.__dict__.update(node.__dict__)
        self.said, self.names = self.render_token_list(self.singular)
        self.known: dict[str | None, str] = {}

    def render(self, context, nested=False) -> str:
        given = self._given(context)
        try:
            values = {name: shown(given[name] if name in given else context[name], context) for name in self.names}
            text = self._pattern(context, given) % values
        except (KeyError, TypeError, ValueError):
            return super().render(context, nested)
        if not self.asvar:
            return text
        context[self.asvar] = SafeString(text)
        return ""

    def _given(self, context) -> dict:
        return {name: value.resolve(context) for name, value in self.extra_context.items()}

    def _pattern(self, context, given: dict) -> str:
        language = language_of(context)
        if language not in self.known:
            about = self.message_context.resolve(context) if self.message_context else None
            self.known[language] = pgettext(about, self.said) if about else gettext(self.said)
        return self.known[language]


class Counted(Filled):
    """A sentence that says one thing of one and another of several."""

    def __init__(self, node: i18n.BlockTranslateNode):
        super().__init__(node)
        self.said_of_several, names = self.render_token_list(self.plural)
        self.names = sorted({*self.names, *names})

    def _given(self, context) -> dict:
        return super()._given(context) | {self.countervar: self.counter.resolve(context)}

    def _pattern(self, context, given: dict) -> str:
        count = given[self.countervar]
        if not isinstance(count, int):
            raise TypeError(count)
        return ngettext(self.said, self.said_of_several, count)


@register.tag("blocktranslate")
@register.tag("blocktrans")
def block_translate(parser, token) -> i18n.BlockTranslateNode:
    node = i18n.do_block_translate(parser, token)
    if node.plural:
        plain = node.message_context is None and not node.extra_context.keys() & set(str(node.counter.var).split("."))
        return Counted(node) if plain else node
    always = node.message_context is None or isinstance(node.message_context.var, str)
    return Filled(node) if always else node
