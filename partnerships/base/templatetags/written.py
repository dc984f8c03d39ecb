"""Components that rows of lists are full of, written by a function: a template for each of them takes longer than what it writes."""

from django import template
from django.template import Node, loader_tags

from partnerships.base.templatetags.face import badge, side_mark

register = template.Library()

WRITTEN = {"components/status.html": badge, "components/side.html": side_mark}  # each says the same as its template


class Written(Node):
    def __init__(self, write, props: dict):
        self.write, self.props = write, props

    def render(self, context) -> str:
        return self.write(**{name: prop.resolve(context) for name, prop in self.props.items()}) + "\n"


@register.tag
def include(parser, token) -> Node:
    """Django's own, faster for those components."""
    node = loader_tags.do_include(parser, token)
    write = WRITTEN.get(node.template.var) if isinstance(node.template.var, str) and node.isolated_context else None
    return Written(write, node.extra_context) if write else node
