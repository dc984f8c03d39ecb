"""Templates as Django reads them, with values that are written more quickly.

A list says hundreds of texts. For each of them Django asks whether it is a moment, a number or a lazy string, and escapes it by way of
ten functions; most are plain texts.
"""

from html import escape

from django.template.base import VariableNode, render_value_in_context
from django.template.loaders import cached
from django.utils.safestring import SafeString


def shown(value, context) -> str:
    """What render_value_in_context() says."""
    kind = type(value)
    if kind is SafeString:
        return value
    if kind is str:
        return escape(value) if context.autoescape else value
    return render_value_in_context(value, context)


class Value(VariableNode):
    def render(self, context) -> str:
        return shown(self.filter_expression.resolve(context), context)


class Loader(cached.Loader):
    """Keeps what it has read; the values in it become those above."""

    def get_template(self, template_name, skip=None):
        known = len(self.get_template_cache)
        template = super().get_template(template_name, skip)
        if len(self.get_template_cache) > known:  # read just now
            for node in template.nodelist.get_nodes_by_type(VariableNode):
                node.__class__ = Value
        return template
