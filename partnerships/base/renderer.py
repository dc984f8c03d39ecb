"""How the fields of forms are written: the plain widgets here, all others by their templates.

A page on which a text is written has dozens of fields; a template for each of them takes longer than all that the page asks the database.
"""

from html import escape

from django.forms.renderers import TemplatesSetting
from django.utils.html import conditional_escape

ELSEWHERE = frozenset({"class", "data-suffix", "placeholder"})  # attributes that are written otherwise, or not at all
INPUTS = ("text", "number", "email", "url", "password", "date", "datetime", "time", "search", "tel", "file", "input")


class Renderer(TemplatesSetting):
    def render(self, template_name, context, request=None) -> str:
        write = WRITTEN.get(template_name)
        return write(context["widget"]) if write else super().render(template_name, context, request)


def _input(widget: dict) -> str:
    suffix = widget["attrs"].get("data-suffix", "")
    made = f'<input type="{_text(widget["type"])}"{_name_and_value(widget)}{_class("form-control", widget)}{_attributes(widget)}>'
    return f'<div class="input-group">{made}<span class="input-group-text">{_text(suffix)}</span></div>' if suffix else made


def _hidden(widget: dict) -> str:
    return f'<input type="hidden"{_name_and_value(widget)}{_attributes(widget)}>'


def _checkbox(widget: dict) -> str:
    return f'<input type="{_text(widget["type"])}"{_name_and_value(widget)}{_class("form-check-input", widget)}{_attributes(widget)}>'


def _textarea(widget: dict) -> str:
    name, value = _text(widget["name"]), _text(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{name}"{_class("form-control", widget)}{_attributes(widget)}>\n{value}</textarea>'


def _select(widget: dict) -> str:
    options = "".join(_group(name, choices) for name, choices, _index in widget["optgroups"])
    return f'<select name="{_text(widget["name"])}"{_class("form-select", widget)}{_attributes(widget)}>{options}</select>'


def _group(name, choices: list[dict]) -> str:
    made = "".join(map(_option, choices))
    return f'<optgroup label="{_text(name)}">{made}</optgroup>' if name else made


def _option(choice: dict) -> str:
    chosen = _attributes(choice) if choice["attrs"] else ""
    return f'<option value="{_text(choice["value"])}"{chosen}>{_text(choice["label"])}</option>'


def _name_and_value(widget: dict) -> str:
    value = widget["value"]
    return f' name="{_text(widget["name"])}"' + ("" if value is None else f' value="{_text(value)}"')


def _class(name: str, widget: dict) -> str:
    more = widget["attrs"].get("class", "")
    return f' class="{name} {_text(more)}"' if more else f' class="{name}"'


def _attributes(widget: dict) -> str:
    return "".join(
        f" {name}" if value is True else f' {name}="{_text(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False and name not in ELSEWHERE
    )


def _text(text) -> str:
    return escape(text) if type(text) is str else conditional_escape(text)


WRITTEN = {f"django/forms/widgets/{name}.html": _input for name in INPUTS} | {
    "django/forms/widgets/hidden.html": _hidden,
    "django/forms/widgets/checkbox.html": _checkbox,
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
}
