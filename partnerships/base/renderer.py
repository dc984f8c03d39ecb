"""How the fields of forms are written: the field itself and the plain widgets here, all other widgets by their templates.

A page on which a text is written has dozens of fields; a template for each of them takes longer than all that the page asks the database.
"""

from html import escape

from django.forms.renderers import TemplatesSetting
from django.utils.html import conditional_escape
from django.utils.translation import gettext

ELSEWHERE = frozenset({"class", "data-suffix", "placeholder"})  # attributes that are written otherwise, or not at all
INPUTS = ("text", "number", "email", "url", "password", "date", "datetime", "time", "search", "tel", "file", "input")


class Renderer(TemplatesSetting):
    def render(self, template_name, context, request=None) -> str:
        if template_name == self.field_template_name:
            return _field(context["field"])
        write = WRITTEN.get(template_name)
        return write(context["widget"]) if write else super().render(template_name, context, request)


def _field(field) -> str:
    """A field with its label, its help and its errors: checkbox, choices, or input."""
    if field.is_hidden:
        return str(field)
    help_text = f'<div class="form-text" id="{field.auto_id}_helptext">{_text(field.help_text)}</div>' if field.help_text else ""
    errors = str(field.errors) if field.errors else ""
    tag, described = "div", ""
    if type(field.field.widget).__name__ == "CheckboxInput":
        label = f'<label class="form-check-label" for="{field.id_for_label}">{_text(field.label)}</label>'
        inside = f'{errors}<div class="form-check">{field}{label}{help_text}</div>'
    elif field.use_fieldset:
        tag, by = "fieldset", field.aria_describedby
        described = f' aria-describedby="{by}"' if by else ""
        inside = f'<legend class="form-label">{_label(field)}</legend>{help_text}{errors}{field}'
    else:
        inside = f'<label class="form-label" for="{field.id_for_label}">{_label(field)}</label>{help_text}{errors}{field}'
    wrong = " has-error" if errors else ""
    return f'<{tag} class="field{wrong}" id="{field.auto_id}_field"{described}>{inside}</{tag}>'


def _label(field) -> str:
    """With what is said of a field that may stay empty; `needed` says when it may not."""
    needed = getattr(field.field, "needed", "")
    said = f"({needed})" if needed else "" if field.field.required else gettext("(optional)")
    return f'{_text(field.label)} <span class="optional">{_text(said)}</span>' if said else _text(field.label)


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


def _choices(widget: dict) -> str:
    """Round or square ones to tick, one below the other."""
    made = "".join(_ticks(group, options) for group, options, _index in widget["optgroups"])
    return f'<div class="check-list"{_with_id("id", widget)}>{made}</div>'


def _ticks(group, options: list[dict]) -> str:
    said = f'<p class="form-label mt-2">{_text(group)}</p>' if group else ""
    return said + "".join(f'<div class="form-check">{_tick(option)}</div>' for option in options)


def _tick(option: dict) -> str:
    about = option.get("about")
    said = f'<div class="form-text"{_with_id("id", option, "_about")}>{_text(about)}</div>' if about else ""
    label = f'<label class="form-check-label"{_with_id("for", option)}>{_text(option["label"])}</label>'
    made = f'<input type="{_text(option["type"])}"{_name_and_value(option)} class="form-check-input"{_attributes(option)}>'
    return made + label + said


def _with_id(name: str, widget: dict, more: str = "") -> str:
    key = widget["attrs"].get("id")
    return f' {name}="{_text(key)}{more}"' if key else ""


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
    "django/forms/widgets/radio.html": _choices,
    "django/forms/widgets/checkbox_select.html": _choices,
    "django/forms/widgets/radio_option.html": _tick,  # where a page asks for them one by one
    "django/forms/widgets/checkbox_option.html": _tick,
}
