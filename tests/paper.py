"""The forms of a page, as a browser would send them."""

import lxml.html


def form_on(response, *names: str, any_of: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """What the first form with fields of these names would send, untouched; with `any_of`, one of those names must be there, too."""
    page = lxml.html.fromstring(response.content.decode())
    forms = [(each, set(each.fields.keys())) for each in page.forms]
    form = next(each for each, has in forms if has.issuperset(names) and (not any_of or has & set(any_of)))
    values: dict[str, list[str]] = {}
    for name, value in form.form_values():
        values.setdefault(name, []).append(value.removeprefix("\n"))  # the first line break of a textarea belongs to the HTML
    return values
