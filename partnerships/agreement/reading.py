"""What the page reads with the agreement itself: small collections come along as JSON, so that the page costs the same for any number."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject

from partnerships.agreement.models import Agreement
from partnerships.agreement.signature import Signature
from partnerships.agreement.stance import Stance


@dataclass(frozen=True)
class Said:
    """A stance as the page shows it."""

    part: str
    organisation_id: UUID
    side: str
    state: str
    text: str
    person: str
    edition: int
    digest: str
    at: datetime


@dataclass(frozen=True)
class Signed:
    """A signature as the page shows it."""

    organisation_id: UUID
    person_id: UUID
    person: str
    function: str
    signed_at: datetime


def for_page(rows):
    """Agreements with every stance and the signatures of the current edition; no query beside for_list()'s two."""
    stances = Stance.objects.filter(agreement=OuterRef("pk"))
    signatures = Signature.objects.filter(agreement=OuterRef("pk"), edition=OuterRef("edition")).order_by("signed_at")
    return rows.for_list().annotate(
        stance_rows=ArraySubquery(stances.values(row=_row(Said))), signature_rows=ArraySubquery(signatures.values(row=_row(Signed)))
    )


def _row(shape) -> JSONObject:
    """Every field of the shape by its name; of a person the name."""
    return JSONObject(**{field.name: F("person__name") if field.name == "person" else field.name for field in fields(shape)})


def said_in(agreement: Agreement) -> list[Said]:
    return [Said(**_typed(row)) for row in agreement.stance_rows]


def read_names(agreement: Agreement) -> None:
    """Use the signatures that came along."""
    agreement.signed_names = [Signed(**_typed(row)) for row in agreement.signature_rows]


def _typed(row: dict) -> dict:
    return {name: _READ[name](value) if name in _READ else value for name, value in row.items()}


_READ: dict[str, Callable] = {
    "organisation_id": UUID,
    "person_id": UUID,
    "at": datetime.fromisoformat,
    "signed_at": datetime.fromisoformat,
}
