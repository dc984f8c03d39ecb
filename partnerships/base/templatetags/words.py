"""Django's own tags for translations; a sentence that is always the same is looked up once in each language.

A page says hundreds of them, and Django makes a lazy string of each, every time.
"""

from django import template
from django.templatetags import i18n
from django.utils.translation import get_language

register = template.Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class Sentence(i18n.TranslateNode):
    def __init__(self, node: i18n.TranslateNode):
        self.__dict__.update(node.__dict__)
        self.known: dict[str | None, str] = {}

    def render(self, context) -> str:
        language = get_language()
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
