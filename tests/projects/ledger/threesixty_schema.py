"""What the published schema of 360Giving asks of a package of grants, restated: what is required, of which type, in which form.

Source: schema/360-giving-schema.json and 360-giving-package-schema.json of the 360Giving Data Standard. No package of PyPI or npm was
found that brings it along, so its requirements stand here in our own words, for the fields that we write; a field that is not named here
is a fault, too, so that none is written without having been looked up.
"""

import re
from datetime import date, datetime

DAY = re.compile(r"^[0-9]{4}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])$")
VERSION = re.compile(r"^\d+\.\d+$")


def text(value) -> bool:
    return isinstance(value, str) and bool(value)


def number(value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def day(value) -> bool:
    return text(value) and bool(DAY.match(value)) and bool(date.fromisoformat(value))


def moment(value) -> bool:
    return text(value) and datetime.fromisoformat(value).tzinfo is not None


ORGANISATION = ({"id", "name"}, {"id": text, "name": text, "addressLocality": text})
EVENT = (set(), {"startDate": day, "endDate": day})
CLASSIFICATION = (set(), {"vocabulary": text, "code": text, "title": text})
TRANSACTION = (set(), {"id": text, "transactionDate": day, "currency": lambda value: value == "EUR", "value": number})
GRANT = (
    {"id", "title", "description", "currency", "amountAwarded", "awardDate", "recipientOrganization", "fundingOrganization"},
    {
        "id": text,
        "title": lambda value: text(value) and len(value) <= 140,
        "description": text,
        "currency": lambda value: value == "EUR",
        "amountAppliedFor": number,
        "amountAwarded": number,
        "amountDisbursed": number,
        "awardDate": day,
        "plannedDates": [EVENT],
        "recipientOrganization": [ORGANISATION],
        "fundingOrganization": [ORGANISATION],
        "fundingType": [CLASSIFICATION],
        "disbursementTransaction": [TRANSACTION],
        "dateModified": moment,
    },
)
PACKAGE = (
    {"grants"},
    {
        "version": lambda value: bool(VERSION.match(value)),
        "title": text,
        "issued": day,
        "publisher": ({"name"}, {"name": text}),
        "grants": [GRANT],
    },
)
AT_LEAST_ONE = {"grants", "recipientOrganization", "fundingOrganization"}


def faults(thing, shape=PACKAGE, where: str = "package") -> list[str]:
    """Every place where the thing is not as the schema wants it."""
    if callable(shape):
        return [] if shape(thing) else [f"{where}: {thing!r}"]
    if isinstance(shape, list):
        found = [] if isinstance(thing, list) else [f"{where}: no list"]
        if where.rpartition(".")[2] in AT_LEAST_ONE and not thing:
            found.append(f"{where}: empty")
        if len({str(each) for each in thing}) != len(thing):
            found.append(f"{where}: the same twice")
        return found + [fault for place, each in enumerate(thing) for fault in faults(each, shape[0], f"{where}[{place}]")]
    required, fields = shape
    found = [f"{where}: {name} is missing" for name in sorted(required - set(thing))]
    found += [f"{where}: {name} is not in the schema" for name in sorted(set(thing) - set(fields))]
    return found + [fault for name in thing if name in fields for fault in faults(thing[name], fields[name], f"{where}.{name}")]
