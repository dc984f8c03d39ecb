"""The list of contributions; every figure of it is that of the chosen year."""

from datetime import date
from uuid import UUID

import django_filters
from django import forms
from django.db.models import Exists, F, Q
from django.utils.translation import gettext_lazy as _

from partnerships.base.filters import FilterSet, OneOfFilter, SortFilter
from partnerships.base.names import by_name
from partnerships.base.prepared import Param
from partnerships.base.valuation import Kind
from partnerships.organisation.standing import standing_of
from partnerships.partnership.choices import WORKED_ON, Choices
from projects.contribution.figures import touching, with_figures
from projects.contribution.models import Contribution
from projects.project.models import Project

MANY = 50  # projects; with more of them the partnership is chosen first
GROUPS = {"open": Contribution.OPEN, "binding": Contribution.PROMISED}


def _chosen(request, name: str) -> UUID | None:
    """The id that the address names; nonsense is none."""
    try:
        return UUID(request.GET.get(name, ""))
    except ValueError:
        return None


def _of_partnership(person, partnership):
    return Project.objects.visible_to(person).filter(partnership=partnership)


def _unless_many(person, project):
    rows = Project.objects.visible_to(person)
    return rows.filter(~Exists(rows[MANY : MANY + 1]) | Q(pk=project))


OF_PARTNERSHIP = Choices(_of_partnership, partnership=Param("partnership", "uuid"))
UNLESS_MANY = Choices(_unless_many, project=Param("project", "uuid"))


class Projects:
    """Those of the chosen partnership; without one all, unless they are too many to choose from."""

    def __call__(self, request):
        choices, chosen = self._which(request)
        return choices.of(request.user, **chosen)

    def names(self, request) -> list[tuple]:
        choices, chosen = self._which(request)
        return choices.names_of(request.user, **chosen)

    def _which(self, request) -> tuple[Choices, dict]:
        if partnership := _chosen(request, "partnership"):
            return OF_PARTNERSHIP, {"partnership": partnership}
        return UNLESS_MANY, {"project": _chosen(request, "project")}


class ContributionFilter(FilterSet):
    q = django_filters.CharFilter(label=_("Search"), method="search", max_length=200, widget=forms.TextInput(attrs={"type": "search"}))
    waiting = django_filters.ChoiceFilter(
        label=_("Whose turn"),
        method="waiting_for",
        empty_label=_("All"),
        choices=[("me", _("Waiting for me")), ("decide", _("For me to decide"))],
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        method="in_state",
        empty_label=_("All"),
        choices=[("open", _("Open requests")), ("binding", _("Promised")), *Contribution.State.choices],
    )
    kind = django_filters.ChoiceFilter(label=_("What"), choices=Kind.choices, empty_label=_("All"))
    direction = django_filters.ChoiceFilter(
        label=_("Direction"),
        method="in_direction",
        empty_label=_("All"),
        choices=[
            ("given", _("We give")),
            ("received", _("We receive")),
            ("social-housing", _("The social side gives to the housing side")),
            ("housing-social", _("The housing side gives to the social side")),
            ("within", _("Within one side")),
        ],
    )
    partnership = OneOfFilter(label=_("Partnership"), queryset=WORKED_ON, empty_label=_("All"))
    project = OneOfFilter(label=_("Project"), queryset=Projects(), empty_label=_("All"))
    year = django_filters.NumberFilter(label=_("Year"), method="in_year", min_value=1900, max_value=2200)
    sort = SortFilter(
        orders={
            "title": by_name("title"),
            "since": ("state_since",),
            "created": ("created_at",),
            "from": ("starts_on",),
            "asked": ("asked_in",),
            "granted": ("promised_in",),
            "confirmed": ("confirmed_in",),
        }
    )

    class Meta:
        model = Contribution
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.narrowed = bool(_chosen(self.request, "partnership"))
        if not self.narrowed:
            self.filters["project"].extra["nothing_label"] = _("Choose a partnership first")

    @property
    def projects(self):
        """The menu of projects, to take the place of the one on the page when the partnership has changed."""
        return self.form["project"].as_widget(attrs={"hx-swap-oob": "true"})

    def filter_queryset(self, queryset):
        """Every figure of the list is that of the chosen year, if there is one: what is shown, summed and sorted by is the same."""
        return super().filter_queryset(with_figures(queryset, *self.span))

    def search(self, queryset, name, value):
        for word in value.split()[:6]:
            queryset = queryset.filter(
                Q(title__icontains=word)
                | Q(purpose__icontains=word)
                | Q(giver__name__icontains=word)
                | Q(receiver__name__icontains=word)
                | Q(project__title__icontains=word)
            )
        return queryset

    def waiting_for(self, queryset, name, value):
        return queryset.waiting_for(self.request.user) if value == "me" else queryset.to_decide_by(self.request.user)

    def in_state(self, queryset, name, value):
        return queryset.filter(state__in=GROUPS.get(value, [value]))

    def in_direction(self, queryset, name, value):
        mine = standing_of(self.request.user).ids
        if value == "given":
            return queryset.filter(giver__in=mine)
        if value == "received":
            return queryset.filter(receiver__in=mine)
        if value == "within":
            return queryset.filter(giver_side=F("receiver_side"))
        giver_side, receiver_side = value.split("-")
        return queryset.filter(giver_side=giver_side, receiver_side=receiver_side)

    def in_year(self, queryset, name, value):
        return queryset.filter(touching(date(int(value), 1, 1), date(int(value), 12, 31)))

    @property
    def span(self) -> tuple[date, date] | tuple[None, None]:
        """The days of the chosen year."""
        year = self.form.cleaned_data.get("year") if self.form.is_valid() else None
        return (date(int(year), 1, 1), date(int(year), 12, 31)) if year else (None, None)
