"""Who has said yes to the current edition of a thing, and who has not: as columns of the thing's own query."""

# ruff: noqa: S608 - put together from constants only
from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, JSONField, UUIDField

from partnerships.base.lines import Line

# by its name, not its id: the ids of content types differ from one database to the next
_TYPE = '(SELECT "id" FROM "django_content_type" WHERE "app_label" = %s AND "model" = %s)'
_PARTY = ' FROM "partnerships_party" party'
_HOUSE = ' INNER JOIN "partnerships_organisation" missing ON missing."id" = party."organisation_id"'
_MISSING = (
    ' WHERE party."partnership_id" = {0} AND party."state" = \'active\' AND party."side" <> \'observer\' AND NOT EXISTS ('
    f'SELECT 1 FROM "partnerships_consent" yes WHERE yes."subject_type_id" = {_TYPE} AND yes."subject_id" = {{1}}'
    ' AND yes."edition" = {2} AND yes."organisation_id" = party."organisation_id") ORDER BY party."side", party."created_at")'
)


class YesIds(Line):
    """Columns: the thing's id and edition; parameters: its app and its model."""

    output_field = ArrayField(UUIDField())  # type: ignore[assignment]
    sql = (
        f'ARRAY(SELECT yes."organisation_id" FROM "partnerships_consent" yes WHERE yes."subject_type_id" = {_TYPE}'
        ' AND yes."subject_id" = {0} AND yes."edition" = {1} ORDER BY yes."said_at")'
    )


class YesesAmong(YesIds):
    """Of those the ones of some organisations: the third parameter."""

    sql = (
        f'ARRAY(SELECT yes."organisation_id" FROM "partnerships_consent" yes WHERE yes."subject_type_id" = {_TYPE}'
        ' AND yes."subject_id" = {0} AND yes."edition" = {1} AND yes."organisation_id" = ANY(%s::uuid[]) ORDER BY yes."organisation_id")'
    )


class MissingIds(Line):
    """Columns: the thing's partnership, id and edition; parameters: its app and its model. The same for the two below."""

    output_field = ArrayField(UUIDField())  # type: ignore[assignment]
    sql = 'ARRAY(SELECT party."organisation_id"' + _PARTY + _MISSING


class MissingNames(Line):
    output_field = ArrayField(CharField())  # type: ignore[assignment]
    sql = 'ARRAY(SELECT missing."short_name"' + _PARTY + _HOUSE + _MISSING


class Missing(Line):
    """Of each its id, name and side."""

    output_field = ArrayField(JSONField())  # type: ignore[assignment]
    sql = (
        "ARRAY(SELECT jsonb_build_object('id', missing.\"id\", 'name', missing.\"short_name\", 'side', party.\"side\")"
        + _PARTY
        + _HOUSE
        + _MISSING
    )
