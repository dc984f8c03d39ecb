"""The tags that are quicker than Django's own, or than a template, say the same."""

from datetime import date
from decimal import Decimal

import pytest
from django.template import Context, Engine, TemplateSyntaxError, engines
from django.template.base import VariableNode
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from partnerships.base import clock
from partnerships.base.loader import Value
from partnerships.base.templatetags.portal import euro, number
from partnerships.base.verdict import YES, no


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


def test_blocktranslate__that_counts__one_and_several_in_each_language():
    text = "{% blocktranslate trimmed count days=n with who=name %}{{ who }}: {{ days }} working day"
    template = engines["django"].from_string(
        "{% load i18n %}" + text + "{% plural %}{{ who }}: {{ days }} working days{% endblocktranslate %}"
    )
    plain = (
        "{% load i18n %}{% blocktranslate count days=n %}{{ days }} working day{% plural %}{{ days }} working days{% endblocktranslate %}"
    )
    for language, one, several in (("de", "1 Arbeitstag", "1.200 Arbeitstage"), ("en", "1 working day", "1,200 working days")):
        with translation.override(language):
            assert engines["django"].from_string(plain).render({"n": 1}) == one
            assert engines["django"].from_string(plain).render({"n": 1200}) == several
    assert template.render({"n": 1, "name": "<"}) == "&lt;: 1 working day"
    assert template.render({"n": 0, "name": "x"}) == "x: 0 working days"


def test_blocktranslate__that_counts_no_number__is_wrong():
    with pytest.raises(TemplateSyntaxError):
        shown("{% blocktranslate count n=name %}one{% plural %}several{% endblocktranslate %}", name="x")


@pytest.mark.parametrize(
    ("props", "said"),
    [
        ("url='/x/' label=words icon='trash' get=True", '<a class="btn btn-primary" href="/x/"><svg'),
        ("url='/x/' label=words", '"><button class="btn btn-primary">A &amp; B</button></form>'),
        (
            "url='/x/' tone='danger' edition=7 name='n' value=raw",
            'name="n" value="&lt;"><input type="hidden" name="edition" value="7"><button',
        ),
        ("url='/x/' once=True", '<input type="hidden" name="once" value="'),
    ],
)
def test_verdict_button__where_one_may(props, said):
    text = f'{{% include "components/verdict_button.html" with verdict=may {props} %}}'
    assert said in shown(text, may=YES, words="A & B", label="A & B", raw="<")


def test_verdict_button__where_one_may_not__says_why_or_nothing():
    refused = no("Nur <wer> unterschreibt", remedy="/there/")
    text = '{% include "components/verdict_button.html" with verdict=may url="/x/" label="Go" QUIET%}'
    said = shown(text.replace("QUIET", ""), may=refused)
    assert 'type="button" disabled>Go</button><p class="verdict-reason">' in said
    assert 'Nur &lt;wer&gt; unterschreibt <a href="/there/">' in said
    assert shown(text.replace("QUIET", "quiet=True "), may=refused).strip() == ""


def test_blocktranslate__into_a_variable_and_with_nothing_there():
    assert shown("{% blocktranslate asvar x with day=when %}since {{ day }}{% endblocktranslate %}[{{ x }}]", when="<") == "[seit &lt;]"
    assert shown("{% blocktranslate %}since {{ day }}{% endblocktranslate %}") == "seit "


def test_amounts__in_each_language():
    for language, sum_, plain in (("de", "1.234,50\u00a0€", "1.234,5"), ("en", "1,234.50\u00a0€", "1,234.5")):
        with translation.override(language):
            assert euro(Decimal("1234.5")) == euro(Decimal("1234.50")) == sum_
            assert number(Decimal("1234.50")) == plain


@pytest.mark.parametrize("autoescape", [True, False])
@pytest.mark.parametrize(
    "value", ["a < b", mark_safe("<b>"), gettext_lazy("Pot"), 1200, Decimal("1234.5"), clock.at(date(2026, 7, 1)), None, ["<"]]
)
def test_values__are_written_as_django_does(tmp_path, value, autoescape):
    (tmp_path / "a.html").write_text("{{ x }}{% for each in '12' %}{% if x %}{{ x }}{% else %}{{ y }}{% endif %}{% endfor %}")
    files = "django.template.loaders.filesystem.Loader"
    plain, ours = Engine([tmp_path]), Engine([tmp_path], loaders=[("partnerships.base.loader.Loader", [files])])
    said = [each.get_template("a.html").render(Context({"x": value}, autoescape=autoescape)) for each in (plain, ours)]
    assert said[0] == said[1] != ""
    assert {type(node) for node in ours.get_template("a.html").nodelist.get_nodes_by_type(VariableNode)} == {Value}
    one = engines["django"].get_template("components/breadcrumbs.html").template
    assert {type(node) for node in one.nodelist.get_nodes_by_type(VariableNode)} == {Value}
