"""Which kind of support is it? The questions lead to every kind, and their answers fit the fields of a form."""

import re

import pytest
from django.template import engines
from django.urls import reverse
from django.utils import translation

from partnerships.base.support import HINTS, QUESTIONS, Answer, Question, SupportType, support_type
from partnerships.base.valuation import Kind, MoneyType


def answers(question: Question):
    for _label, found in question.answers:
        yield from answers(found) if isinstance(found, Question) else [found]


def questions(question: Question):
    yield question
    for _label, found in question.answers:
        if isinstance(found, Question):
            yield from questions(found)


def test_questions__lead_to_every_kind_of_support__in_at_most_five_steps():
    assert {answer.type for answer in answers(QUESTIONS)} == set(SupportType)
    assert all(len(question.answers) > 1 for question in questions(QUESTIONS))
    assert deepest(QUESTIONS) <= 5


def deepest(question: Question) -> int:
    return 1 + max(deepest(found) if isinstance(found, Question) else 0 for _label, found in question.answers)


def test_answers__fit_the_fields_they_are_taken_over_into():
    for answer in answers(QUESTIONS):
        assert answer.kind in Kind.values
        assert (answer.kind == Kind.MONEY) == (answer.money_type in MoneyType.values)
        assert support_type(answer.kind, answer.money_type) == answer.type


def test_every_kind_of_money_is_a_kind_of_support__and_each_has_its_hint():
    assert set(MoneyType.values) < set(SupportType.values)
    assert set(HINTS) == set(SupportType)
    assert support_type("money") is None
    assert [support_type(kind) for kind in ("rooms", "goods", "time", "volunteer")] == [
        "sachleistung",
        "sachleistung",
        "personal",
        "personal",
    ]


def test_tag__is_html_without_a_script__in_the_readers_language():
    page = engines["django"].from_string("{% which_money %}").render()
    assert page.count("data-take-kind=") == sum(isinstance(each, Answer) for each in answers(QUESTIONS))
    assert "Bekommt die gebende Seite dafür etwas" in page
    assert not re.search(r"<script|\son\w+=", page)
    with translation.override("en"):
        assert "Does the giver get something" in engines["django"].from_string("{% which_money %}").render()


@pytest.mark.parametrize("page", ["contribution_create"])
def test_request_for_a_contribution__has_the_questions(client, cast, page):
    client.force_login(cast.social.coordinator)
    html = client.get(f"{reverse(page)}?partnership={cast.partnership.pk}").content.decode()
    assert html.count('class="help which"') == 1
    assert "data-money-fields" in html
