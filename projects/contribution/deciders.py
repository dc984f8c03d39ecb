"""Who may decide on a request, as conditions of queries."""

from django.db import models

from partnerships.base.lines import Line

_MEMBERS = (
    ' FROM "partnerships_membership" membership'
    ' INNER JOIN "partnerships_person" person ON person."id" = membership."person_id" AND person."is_active"'
    ' WHERE \'approver\' = ANY(membership."roles") AND membership."starts_on" <= %s'
    ' AND (membership."ends_on" IS NULL OR membership."ends_on" >= %s)'
    ' AND (membership."ended_at" IS NULL OR membership."ended_at" > %s)'
)


class HasDecider(Line):
    """Is there today somebody who approves for the organisation of the first column and is not among the people of the second?"""

    conditional = True
    output_field = models.BooleanField()
    sql = f'EXISTS (SELECT 1{_MEMBERS} AND membership."organisation_id" = {{0}} AND NOT (membership."person_id" = ANY({{1}})))'


class MayLackDecider(Line):
    """Of these organisations that of the first column has nobody who approves, or one who approves for any of them is among the people of
    the second column? Else there is somebody who may decide, and no need to look who: asked of many rows, those who approve are read once.
    """

    conditional = True
    output_field = models.BooleanField()
    sql = (
        f'({{0}} <> ALL(ARRAY(SELECT membership."organisation_id"{_MEMBERS} AND membership."organisation_id" = ANY(%s::uuid[])))'
        f' OR {{1}} && ARRAY(SELECT membership."person_id"{_MEMBERS} AND membership."organisation_id" = ANY(%s::uuid[])))'
    )

    def __init__(self, *columns, params, **extra):
        organisations, day, now = params
        super().__init__(*columns, params=(day, day, now, organisations) * 2, **extra)


def without_decider(day, now) -> models.Q:
    """The condition that a request waits at a giver where on that day nobody may decide on it; both may be Params."""
    return ~models.Q(HasDecider("giver", "hands", params=(day, day, now))) & models.Q(state="asked")
