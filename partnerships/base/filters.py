"""Filters every list shares.

A FilterSet of django-filter copies all its filters in depth and makes a class for its form, for each request anew. Here the fields that
are the same for everybody, and the class, are made once; a request gets filters of its own and the fields that ask the database.
"""

import copy
from collections.abc import Callable, Iterable

from django import forms
from django.db.models import F, TextField
from django.db.models.expressions import BaseExpression
from django.db.models.functions import Cast
from django.forms.models import ModelChoiceIterator
from django.utils.functional import SimpleLazyObject
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_filters import Filter, ModelChoiceFilter, OrderingFilter
from django_filters import FilterSet as EachTimeAnew
from django_filters.fields import ModelChoiceField
from django_filters.filters import QuerySetRequestMixin


class Filters(dict):
    """The filters of a class: a copy has filters of its own, which share what they were made of."""

    def __deepcopy__(self, memo) -> dict[str, Filter]:
        return {name: _own(each) for name, each in self.items()}


class Fields(dict):
    """The fields of a form that nobody changes: a copy has the same."""

    def __deepcopy__(self, memo) -> dict[str, forms.Field]:
        return dict(self)


def _own(each: Filter) -> Filter:
    own = copy.copy(each)
    own.__dict__.pop("_field", None)
    own.extra = dict(each.extra)
    if own.method:
        own.method = own.method  # bound to the filter it belongs to
    return own


def _same_for_everybody(each: Filter) -> bool:
    """Its field asks for nothing, and its label, where one is seen, is not looked up from the model."""
    return not isinstance(each, QuerySetRequestMixin) and (each._label is not None or each.extra.get("widget") is forms.HiddenInput)


class FilterSet(EachTimeAnew):
    """What the lists' FilterSets are made of; a filter changed in __init__ gets a field of its own."""

    @classmethod
    def get_filters(cls) -> Filters:
        return Filters(super().get_filters())

    def get_form_class(self) -> type[forms.Form]:
        cls = type(self)
        if "_form_class" not in cls.__dict__:
            fields = {name: each.field for name, each in cls.base_filters.items() if _same_for_everybody(each)}
            made = type(f"{cls.__name__}Form", (self._meta.form,), {})
            made.base_fields = Fields(fields)
            cls._form_class = made
        return cls._form_class

    @property
    def form(self) -> forms.Form:
        if not hasattr(self, "_form"):
            form = super().form
            form.fields = {name: self._field(name, each, form.fields) for name, each in self.filters.items()}
        return self._form

    def _field(self, name: str, each: Filter, shared: dict) -> forms.Field:
        same = name in shared and each.extra == self.base_filters[name].extra
        return shared[name] if same else each.field


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
        named_by = "" if self.field.names else getattr(self.queryset.model, "NAMED_BY", None)
        if named_by is None:
            yield from super().__iter__()
            return
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        yield from self.field.names() if self.field.names else self.queryset.values_list(Cast("pk", TextField()), named_by)


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
    names: Callable[[], Iterable[tuple]] | None = None  # where they are known more quickly than from the queryset

    def __init__(self, *args, nothing_label="", **kwargs):
        super().__init__(*args, **kwargs)
        self.widget.nothing_label = nothing_label

    def _take(self, queryset) -> None:
        """As ever; but one that is not made before something is chosen stays unmade."""
        self._queryset = queryset if queryset is None or type(queryset) is SimpleLazyObject else queryset.all()
        self.widget.choices = self.choices

    queryset = property(ModelChoiceField._get_queryset, _take)

    def to_python(self, value):
        try:
            return super().to_python(value)
        except forms.ValidationError as error:
            raise forms.ValidationError(_("This choice does not exist."), code="invalid_choice") from error


class OneOfFilter(ModelChoiceFilter):
    """One of the rows the reader may choose from; an address that names another gets a plain sentence."""

    field_class = OneOfField

    def get_queryset(self, request):
        """Where the names are known otherwise, the rows are asked for when one is chosen."""
        made = super().get_queryset
        return SimpleLazyObject(lambda: made(request)) if hasattr(self.queryset, "names") else made(request)

    @property
    def field(self):
        field = super().field
        if names := getattr(self.queryset, "names", None):
            field.names = lambda: names(self.get_request())
        return field


def _expression(each) -> F | BaseExpression:
    return F(each) if isinstance(each, str) else each
