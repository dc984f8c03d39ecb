"""Bad input: a clear sentence at the field, nothing typed lost."""

from datetime import UTC, date
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from partnerships.base import clock, money
from partnerships.base.forms import DateField, DateTimeField, MoneyField, NumberField, TextField
from partnerships.base.valuation import value


class Sample(forms.Form):
    title = TextField(max_length=20)
    amount = MoneyField()
    hours = NumberField(required=False)
    day = DateField()
    when = DateTimeField(required=False)


GOOD = {"title": "Fest", "amount": "1.234,50", "day": "2026-12-31"}


def test_good__is_read():
    form = Sample(GOOD)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["amount"] == Decimal("1234.50")
    assert form.cleaned_data["day"] == date(2026, 12, 31)


BAD = {
    "amount": ["1e9", "-5", "0", "0,001", "99999999999999", "Infinity", "drei"],
    "day": ["31.02.2026", "0001-01-01", "9999-12-31", "gestern"],
    "title": ["x" * 21, "a\x00b", "a\u202eb", "   "],
    "hours": ["1,2,3"],
    "when": ["25:00"],
}


@pytest.mark.parametrize(("name", "typed"), [(name, typed) for name, each in BAD.items() for typed in each])
def test_bad__sentence_at_the_field_and_nothing_lost(name, typed):
    form = Sample(GOOD | {name: typed})
    assert not form.is_valid()
    assert form.errors[name]
    assert form[name].value() == typed


def test_html__is_text():
    form = Sample(GOOD | {"title": "<b>x</b>"})
    assert form.is_valid()
    assert "&lt;b&gt;" in str(form["title"])


@pytest.mark.parametrize("typed", ["31.12.2026", "2026-12-31", "31.12.26"])
def test_dates__both_ways(typed):
    assert Sample(GOOD | {"day": typed}).is_valid()


def test_times__wall_clock_in_germany_on_both_sides_of_the_change():
    for typed, utc in (("2026-10-24T10:00", 8), ("2026-10-26T10:00", 9), ("2027-03-27T10:00", 9), ("2027-03-29T10:00", 8)):
        form = Sample(GOOD | {"when": typed})
        assert form.is_valid()
        assert form.cleaned_data["when"].astimezone(UTC).hour == utc
    assert clock.at(date(2026, 10, 26), 10).utcoffset().total_seconds() == 3600


@given(st.decimals(Decimal("0.01"), Decimal("999999999.99"), places=2))
def test_money__written_the_german_way_reads_back(amount):
    german = f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))
    assert money.read_number(german) == amount
    assert money.read_number(f"{amount:f}") == amount


@given(st.decimals(0, 500, places=2), st.decimals(0, 50, places=2), st.integers(1, 120))
def test_value__rooms__to_the_cent(area, rent, months):
    found = value("rooms", quantity=area, rate=rent, months=months)
    assert found == money.cents(area * rent * months)
    assert abs(found - area * rent * months) <= Decimal("0.005")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("0", "größer oder gleich 0,01"), ("99999999999999,5", "kleiner oder gleich 999.999.999,99")],
)
def test_money__beyond_its_limits__one_sentence_with_a_german_number(typed, sentence):
    field = MoneyField()
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    assert len(refused.value.messages) == 1
    assert sentence in refused.value.messages[0]


def test_saved_number__comes_back_without_needless_zeros__money_with_cents():
    numbers = [NumberField().prepare_value(Decimal(each)) for each in ("100.00", "12.50", "0.00")]
    assert numbers == ["100", "12,5", "0"]
    assert MoneyField().prepare_value(Decimal("100.00")) == "100,00"


def test_choices_asked_for_one_by_one__are_written_as_those_in_a_list():
    class Presence(forms.Form):
        seen = forms.ChoiceField(choices=[("yes", "da"), ("no", "<weg>")], widget=forms.RadioSelect)

    _yes, no = Presence({"seen": "no"})["seen"]
    assert str(no) == (
        '<input type="radio" name="seen" value="no" class="form-check-input" id="id_seen_1" required checked>'
        '<label class="form-check-label" for="id_seen_1">&lt;weg&gt;</label>'
    )
