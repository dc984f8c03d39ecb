"""Components that rows of lists are full of, written by a function: a template for each of them takes longer than what it writes."""

from django import template
from django.template import Node, loader_tags

from partnerships.base.templatetags.face import act, badge, side_mark

register = template.Library()

WRITTEN = {"components/status.html": badge, "components/side.html": side_mark}  # each says the same as its template
BUTTON = "components/verdict_button.html"  # needs the request
AROUND = "verdict", "url", "label"  # what a button that is not given it takes from around it


class Written(Node):
    def __init__(self, write, props: dict):
        self.write, self.props = write, props

    def render(self, context) -> str:
        return self.write(**{name: prop.resolve(context) for name, prop in self.props.items()}) + "\n"


class Button(Node):
    def __init__(self, props: dict):
        self.props = props
        self.around = [name for name in AROUND if name not in props]

    def render(self, context) -> str:
        props = {name: prop.resolve(context) for name, prop in self.props.items()}
        for name in self.around:
            props[name] = context.get(name, "")
        return f"\n{act(context, **props)}\n"


@register.tag
def include(parser, token) -> Node:
    """Django's own, faster for those components."""
    node = loader_tags.do_include(parser, token)
    name = node.template.var if isinstance(node.template.var, str) else ""
    if name == BUTTON:
        return Button(node.extra_context)
    write = WRITTEN.get(name) if node.isolated_context else None
    return Written(write, node.extra_context) if write else node
