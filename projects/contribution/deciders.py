"""Who may decide on a request, as a condition of queries."""

from django.db import models

from partnerships.base.lines import Line


class HasDecider(Line):
    """Is there today somebody who approves for the organisation of the first column and is not among the people of the second?"""

    conditional = True
    output_field = models.BooleanField()
    sql = (
        'EXISTS (SELECT 1 FROM "partnerships_membership" membership'
        ' INNER JOIN "partnerships_person" person ON person."id" = membership."person_id" AND person."is_active"'
        ' WHERE membership."organisation_id" = {0} AND \'approver\' = ANY(membership."roles")'
        ' AND NOT (membership."person_id" = ANY({1})) AND membership."starts_on" <= %s'
        ' AND (membership."ends_on" IS NULL OR membership."ends_on" >= %s)'
        ' AND (membership."ended_at" IS NULL OR membership."ended_at" > %s))'
    )
