"""Filters every list shares."""

from django import forms
from django.db.models import F, TextField
from django.db.models.expressions import BaseExpression
from django.db.models.functions import Cast
from django.forms.models import ModelChoiceIterator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_filters import Filter, ModelChoiceFilter, OrderingFilter
from django_filters.fields import ModelChoiceField


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


class SortMenu(OrderingFilter):
    """An order to choose from a menu: {field: (parameter, label)}; every label in the language of who reads it."""

    def __init__(self, *, orders: dict[str, tuple], **kwargs):
        fields = [(field, parameter) for field, (parameter, _label) in orders.items()]
        labels = {field: label for field, (_parameter, label) in orders.items()}
        turned = {f"-{parameter}": format_lazy(_("{label} (descending)"), label=label) for parameter, label in orders.values()}
        super().__init__(fields=fields, field_labels=labels | turned, **{"label": _("Sort"), "empty_label": _("Sort by …")} | kwargs)


class Names(ModelChoiceIterator):
    """The choices as pairs of texts where the model tells by NAMED_BY which column its name is: a menu may offer hundreds of rows."""

    def __iter__(self):
        named_by = getattr(self.queryset.model, "NAMED_BY", None)
        if named_by is None:
            yield from super().__iter__()
            return
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        yield from self.queryset.values_list(Cast("pk", TextField()), named_by)


class Menu(forms.Select):
    """A select without groups: of each option only what its template shows. `nothing_label`: what it says where there is no choice."""

    nothing_label = ""

    def optgroups(self, name, value, attrs=None):
        chosen, plain = {"selected": True}, {}
        options = [{"value": key, "label": label, "attrs": chosen if str(key) in value else plain} for key, label in self.choices]
        if self.nothing_label and len(options) == 1:
            options[0]["label"] = self.nothing_label
        return [(None, options, 0)]


class OneOfField(ModelChoiceField):
    iterator, widget = Names, Menu

    def __init__(self, *args, nothing_label="", **kwargs):
        super().__init__(*args, **kwargs)
        self.widget.nothing_label = nothing_label

    def to_python(self, value):
        try:
            return super().to_python(value)
        except forms.ValidationError as error:
            raise forms.ValidationError(_("This choice does not exist."), code="invalid_choice") from error


class OneOfFilter(ModelChoiceFilter):
    """One of the rows the reader may choose from; an address that names another gets a plain sentence."""

    field_class = OneOfField


def _expression(each) -> F | BaseExpression:
    return F(each) if isinstance(each, str) else each
