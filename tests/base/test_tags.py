"""The tags that are quicker than Django's own, or than a template, say the same."""

from decimal import Decimal

import pytest
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from partnerships.base.templatetags.portal import euro, number


def shown(text: str, **context) -> str:
    return engines["django"].from_string("{% load i18n %}" + text).render(context, RequestFactory().get(context.pop("at", "/")))


@pytest.mark.parametrize(
    ("component", "props"),
    [
        ("status", {"label": "Läuft & geht", "state": "active"}),
        ("status", {"label": "<b>", "tone": "wait"}),
        ("status", {"label": "neu", "tone": "accent", "icon": "star"}),
        ("side", {"side": "social", "label": "Haus & Hof"}),
        ("side", {"side": "housing"}),
        ("side", {"side": "observer", "label": ""}),
    ],
)
def test_include__component_written_by_a_function__as_its_template(component, props):
    given = " ".join(f"{name}={name}" for name in props)
    included = shown(f'{{% include "components/{component}.html" with {given} only %}}', **props)
    assert included == render_to_string(f"components/{component}.html", props)
    assert "tone-" in included or "side-" in included


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/", 'scope="col" class="num"><a class="sort" href="?sort=title">A &amp; B<svg'),
        ("/?sort=title", 'scope="col" aria-sort="ascending" class="num"><a class="sort" href="?sort=-title">A &amp; B<svg'),
        ("/?sort=-title", 'scope="col" aria-sort="descending" class="num"><a class="sort" href="?sort=title">A &amp; B<svg'),
        ("/?sort=subtitle", 'scope="col" class="num"><a class="sort" href="?sort=title">A &amp; B<svg'),
    ],
)
def test_sort__says_what_it_is_sorted_by(address, said):
    assert said in shown('{% include "components/sort.html" with field="title" num=True %}', at=address, label="A & B")


def test_blocktranslate__in_each_language__with_values_of_the_moment():
    text = "{% blocktranslate trimmed with day=when %}since {{ day }}{% endblocktranslate %}"
    template = engines["django"].from_string("{% load i18n %}" + text)
    for language, words in (("de", "seit {}"), ("en", "since {}"), ("de", "seit {}")):
        with translation.override(language):
            for when, said in (("gestern", "gestern"), ("a < b", "a &lt; b"), (None, "None")):
                assert template.render({"when": when}) == words.format(said)


def test_blocktranslate__into_a_variable_and_with_nothing_there():
    assert shown("{% blocktranslate asvar x with day=when %}since {{ day }}{% endblocktranslate %}[{{ x }}]", when="<") == "[seit &lt;]"
    assert shown("{% blocktranslate %}since {{ day }}{% endblocktranslate %}") == "seit "


def test_amounts__in_each_language():
    for language, sum_, plain in (("de", "1.234,50\u00a0€", "1.234,5"), ("en", "1,234.50\u00a0€", "1,234.5")):
        with translation.override(language):
            assert euro(Decimal("1234.5")) == euro(Decimal("1234.50")) == sum_
            assert number(Decimal("1234.50")) == plain
