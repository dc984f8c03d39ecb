"""Filters every list shares."""

from django import forms
from django.db.models import F
from django.db.models.expressions import BaseExpression
from django_filters import Filter


class SortFilter(Filter):
    """?sort=title or ?sort=-title, from a table of orders: {"title": by_name("title"), "since": (F("started_on"), "pk")}.

    Carried along as a hidden field by the filter form; nonsense leaves the order as it is.
    """

    field_class = forms.ChoiceField

    def __init__(self, *, orders: dict[str, tuple], **kwargs):
        self.orders = orders
        choices = [(sign + name, name) for name in orders for sign in ("", "-")]
        super().__init__(required=False, choices=choices, widget=forms.HiddenInput, **kwargs)

    def filter(self, qs, value):
        if not value:
            return qs
        order = [_expression(each) for each in self.orders[value.removeprefix("-")]]
        return qs.order_by(*(each.desc(nulls_last=True) if value.startswith("-") else each.asc(nulls_last=True) for each in order), "pk")


def _expression(each) -> F | BaseExpression:
    return F(each) if isinstance(each, str) else each
