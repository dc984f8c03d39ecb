"""A release on its way: held while something is decided about it, and calculated anew."""

from partnerships.approval.house import House, stages_of
from partnerships.approval.release import Release, ReleaseStep
from partnerships.approval.why import Expectation
from partnerships.base import clock
from partnerships.base.prepared import Param, PreparedRows


def locked(release: Release) -> Release:
    """The release as it is now, held until the transaction ends; first the thing it is about, so that nobody waits in a circle."""
    model = release.subject_type.model_class()
    thing = model._base_manager.select_for_update(of=("self",)).get(pk=release.subject_id)
    release = _LOCKED.one({"release": release.pk})
    release.thing = thing
    return release


def _held():
    rows = Release.objects.select_for_update(of=("self",)).filter(pk=Param("release", "uuid"))
    return rows.select_related("organisation", "partnership", "subject_type")


_LOCKED = PreparedRows(_held)


def anew(release: Release, steps: list[ReleaseStep], house: House) -> Expectation:
    """When the steps that are left can be done, counted from today."""
    measure = {name: release.expected_why[name] for name in ("measure", "limit") if name in release.expected_why}
    return house.calendar.expect(stages_of(steps), on=clock.today(), in_order=release.in_order, measure=measure)
