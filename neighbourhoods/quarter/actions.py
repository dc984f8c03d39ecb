"""The verbs of a quarter and of its key figures; each partnership that works there reads of them."""

from django.db import transaction
from uuid_utils.compat import uuid7

from neighbourhoods.quarter import rules
from neighbourhoods.quarter.models import Figure, Quarter
from partnerships.base import clock
from partnerships.base.verdict import require
from partnerships.journal.actions import record
from partnerships.journal.changes import changes, word
from partnerships.partnership.models import Partnership, Party, Side

FIGURE = ("key", "label", "value", "unit", "reference_date", "source", "level")


@transaction.atomic
def add(*, name: str, city: str, description: str = "", streets: str = "", partnerships=(), organisation, by) -> Quarter:
    """Bring in a quarter for `organisation` and say which partnerships work in it."""
    require(rules.may_add(by, organisation))
    for partnership in partnerships:
        require(rules.may_unlink(by, partnership))
    quarter = Quarter.objects.create(
        name=name, city=city, description=description, streets=streets, brought_in_by=organisation, created_at=clock.now()
    )
    quarter.partnerships.set(partnerships)
    _tell("quarter.added", quarter, by=by, organisation=organisation, partnerships=list(partnerships), released=True)
    return quarter


@transaction.atomic
def edit(quarter, *, edition, name: str, city: str, description: str, streets: str, by) -> Quarter:
    """Describe the quarter anew; every partnership that works in it reads what was changed."""
    quarter = _locked(quarter)
    require(rules.may_edit(by, quarter))
    require(quarter.is_current(edition))
    new = {"name": name, "city": city, "description": description, "streets": streets}
    changed = changes(quarter, new)
    if changed:
        for field, value in new.items():
            setattr(quarter, field, value)
        quarter.edition += 1
        quarter.save(update_fields=[*new, "edition"])
        organisation = rules.voice(by, quarter)
        _tell("quarter.edited", quarter, by=by, organisation=organisation, partnerships=_open(quarter), released=True, changes=changed)
    return quarter


@transaction.atomic
def link(quarter, *, partnership, by) -> Quarter:
    """This partnership works in this quarter. Done twice it is done once."""
    quarter, partnership = _locked(quarter), _locked_partnership(partnership)
    require(rules.may_link(by, quarter, partnership))
    if not quarter.partnerships.filter(pk=partnership.pk).exists():
        quarter.partnerships.add(partnership)
        organisation = partnership.party_of(by).organisation
        _tell("quarter.linked", quarter, by=by, organisation=organisation, partnerships=[partnership], released=True)
    return quarter


@transaction.atomic
def unlink(quarter, *, partnership, by) -> Quarter:
    """This partnership no longer works in this quarter; the quarter and its figures stay."""
    quarter, partnership = _locked(quarter), _locked_partnership(partnership)
    require(rules.may_unlink(by, partnership))
    if quarter.partnerships.filter(pk=partnership.pk).exists():
        quarter.partnerships.remove(partnership)
        organisation = partnership.party_of(by).organisation
        _tell("quarter.unlinked", quarter, by=by, organisation=organisation, partnerships=[partnership], released=True)
    return quarter


@transaction.atomic
def add_figure(quarter, *, key: str, value, reference_date, source: str, level: str, label: str = "", unit: str = "", by) -> Figure:
    """Enter a key figure for one's own organisation, which alone can change it later."""
    quarter = _locked(quarter)
    require(rules.may_edit(by, quarter))
    figure = Figure(
        quarter=quarter,
        key=key,
        label=label,
        value=value,
        unit=unit or Figure.UNITS.get(key, ""),
        reference_date=reference_date,
        source=source,
        level=level,
        organisation=rules.voice(by, quarter),
        by=by,
        created_at=clock.now(),
    )
    figure.full_clean()
    figure.save()
    _tell_figure("quarter.figure_added", figure, by=by, changed=_all_new(figure))
    return figure


@transaction.atomic
def edit_figure(figure, *, edition, by, **new) -> Figure:
    """Correct a figure of one's own organisation; the journal keeps what it was. `new`: all of FIGURE."""
    figure = _locked_figure(figure)
    require(rules.may_edit_figure(by, figure))
    require(figure.is_current(edition))
    wider = _reach(new["level"]) > _reach(figure.level)
    new["unit"] = new["unit"] or Figure.UNITS.get(new["key"], "")
    changed = changes(figure, new)
    if changed:
        for field, value in new.items():
            setattr(figure, field, value)
        figure.edition += 1
        figure.by = by
        figure.full_clean()
        figure.save(update_fields=[*FIGURE, "edition", "by"])
        if wider:  # those who could not read the old values must not read them in the journal
            _tell_figure("quarter.figure_added", figure, by=by, changed=_all_new(figure))
        else:
            _tell_figure("quarter.figure_changed", figure, by=by, changed={"key": [figure.key, figure.key]} | changed)
    return figure


@transaction.atomic
def remove_figure(figure, *, by) -> None:
    """Take a figure away that should not have been entered; the journal keeps that it was there."""
    figure = _locked_figure(figure)
    require(rules.may_edit_figure(by, figure))
    _tell_figure("quarter.figure_removed", figure, by=by, changed={name: [getattr(figure, name), None] for name in FIGURE})
    figure.delete()


def _locked(quarter) -> Quarter:
    return Quarter.objects.select_for_update(of=("self",)).get(pk=quarter.pk)


def _locked_figure(figure) -> Figure:
    """The figure read anew, its quarter locked, as whoever enters another one locks it."""
    _locked(figure.quarter)
    return Figure.objects.select_for_update(of=("self",)).select_related("quarter", "organisation").get(pk=figure.pk)


def _reach(level: str) -> int:
    return (Figure.Level.INTERNAL, Figure.Level.PARTNERS, Figure.Level.PUBLIC).index(level)


def _all_new(figure) -> dict[str, list]:
    return {name: [None, getattr(figure, name)] for name in FIGURE}


def _locked_partnership(partnership) -> Partnership:
    return Partnership.objects.select_for_update().get(pk=partnership.pk)


def _open(quarter) -> list[Partnership]:
    return list(quarter.partnerships.exclude(state=Partnership.State.ENDED))


def _tell(verb: str, quarter, *, by, organisation, partnerships, released: bool, **data) -> None:
    """One line in the journal of every partnership concerned; `deed` says that they tell of the same."""
    deed = str(uuid7())
    for partnership in partnerships or [None]:
        record(verb, quarter, by=by, organisation=organisation, partnership=partnership, released=released, deed=deed, **data)


def _tell_figure(verb: str, figure, *, by, changed: dict) -> None:
    """Told to those who may see the figure, and nobody else."""
    data: dict = {"model": "neighbourhoods.Figure", "changes": changed, "figure": figure.label or word(figure, "key")}
    if figure.level == Figure.Level.INTERNAL:
        record(verb, figure.quarter, by=by, organisation=figure.organisation, internal_to=figure.organisation, **data)
        return
    partnerships = _open(figure.quarter)
    if figure.level == Figure.Level.PARTNERS:
        ours = Party.objects.filter(
            organisation=figure.organisation, state=Party.State.ACTIVE, side__in=[Side.SOCIAL, Side.HOUSING], partnership__in=partnerships
        ).values_list("partnership", flat=True)
        partnerships = [partnership for partnership in partnerships if partnership.pk in set(ours)]
    released = figure.level == Figure.Level.PUBLIC
    _tell(verb, figure.quarter, by=by, organisation=figure.organisation, partnerships=partnerships, released=released, **data)
