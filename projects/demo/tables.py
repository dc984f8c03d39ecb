"""The small tables of the demo's clauses: rooms, contacts, money, bodies, as these people would have filled them in."""

from dataclasses import replace
from datetime import date

from partnerships.agreement.schemas import groups_of
from partnerships.agreement.wording import ClauseText, PromiseText

OFFERS = {
    "A1": (("Offener Treff", "weekly"), ("Nachbarschaftsfrühstück", "weekly"), ("Lernhilfe", "weekly"), ("Sommerfest", "yearly")),
    "A2": (("Wohncafé", "weekly"), ("Mittagstisch", "weekly")),
    "A3": (("Streitschlichtung", "when_needed"), ("Sprechstunde am Bahnhof", "two_weeks")),
    "A4": (("Beratung in der Unterkunft", "weekly"), ("Sprachcafé", "weekly")),
    "A6": (("Repair-Café", "monthly"), ("Jugendwerkstatt", "weekly"), ("Sperrmüllfest", "yearly")),
    "A7": (("Begleitung beim Einzug", "when_needed"),),
    "A8": (("Streitschlichtung im Treppenhaus", "when_needed"), ("Ausbildung von Konfliktlotsinnen und -lotsen", "yearly")),
}
STREETS = {
    "A1": (("Lindenhof", "1–38", "Lindenhof", "412"), ("Sonnenhang", "2–60", "Sonnenhang", "655")),
    "A2": (("Mühlgraben", "1–24", "Mühlgraben", "310"),),
    "A3": (("Bahnhofstraße", "3–41", "Bahnhofsviertel", "286"), ("Güterweg", "1–19", "Bahnhofsviertel", "144")),
    "A4": (("Kasernenpark", "4–12", "Kasernenpark", "180"),),
    "A6": (("Nordring", "1–77", "Nordfeld", "980"), ("Werkstraße", "10–32", "Nordfeld", "366")),
    "A7": (("Mühlgraben", "1–24", "Mühlgraben", "310"),),
    "A8": (("Nordring", "1–77", "Nordfeld", "980"),),
}
COSTS = (
    ("heating", "housing"),
    ("water", "housing"),
    ("power", "social"),
    ("internet", "social"),
    ("cleaning", "social"),
    ("building", "housing"),
)


def filled(clauses, key: str, promises: tuple[PromiseText, ...], first: date, last: date, people: dict) -> tuple[ClauseText, ...]:
    """The clauses with their tables, as far as the promises and the people of this partnership tell them."""
    tables = _rooms(promises) | _money(promises, first, last) | _people(people) | _offers(key) | _rest(last)
    return tuple(
        replace(clause, data=clause.data | {group.key: tables[group.key] for group in groups_of(clause.key) if tables.get(group.key)})
        for clause in clauses
    )


def changed(clause: ClauseText, group: str, row: int, **values) -> ClauseText:
    """The clause with other values in one row of one table; a row beyond the last is added."""
    rows = [dict(each) for each in clause.data.get(group, [])]
    if row == len(rows):
        rows.append({})
    rows[row] |= values
    return replace(clause, data=clause.data | {group: rows})


def _rooms(promises) -> dict:
    rooms = [promise for promise in promises if promise.kind == "rooms"]
    if not rooms:
        return {}
    return {
        "rooms": [
            {"room": each.title, "area": str(each.quantity), "people": str(int(each.quantity) // 3), "use_type": "leihe_unentgeltlich"}
            for each in rooms
        ],
        "costs": [{"cost": cost, "borne_by": side} for cost, side in COSTS],
        "rules": [{"small_repairs": "100.00", "others": "asked", "house_rules": True, "permit": True}],
        "keys": [{"key": f"Eingang {each.title}", "count": "4", "holder": "Leitung des Treffs"} for each in rooms],
    }


def _money(promises, first: date, last: date) -> dict:
    yearly = sum(promise.amount for promise in promises if promise.kind == "money" and promise.per == "year")
    if not yearly:
        return {}
    years = range(first.year, last.year + 1)
    return {
        "funding": [{"money_type": "zuschuss", "mode": "fixed", "total": str(yearly * len(years)), "carry_over": True, "index": "talk"}],
        "per_year": [{"year": str(year), "amount": str(yearly)} for year in years],
        "instalments": [
            {"due": date(year, month, 1).isoformat(), "amount": str(yearly / 2)} | ({"condition": "nach dem Bericht"} if month == 7 else {})
            for year in years
            for month in (2, 7)
        ],
    }


def _people(people: dict) -> dict:
    social, housing = people["social"], people["housing"]
    return {
        "contacts": [
            {"topic": "Alltag und Termine", "side": "social", "person": social[0], "deputy": social[-1], "answers_within": "3"},
            {"topic": "Zuschuss und Nachweis", "side": "housing", "person": housing[0], "deputy": housing[-1], "answers_within": "5"},
            {"topic": "Schäden im Haus", "side": "housing", "person": housing[-1], "answers_within": "1"},
        ],
        "staff": [
            {"role": "Koordination", "employer": "social", "fte": "0.75", "police_certificate": True},
            {"role": "Quartiersbetreuung", "employer": "housing", "fte": "0.25"},
        ],
    }


def _offers(key: str) -> dict:
    offers = [
        {"offer": offer, "rhythm": rhythm, "open_to": "all", "organiser": "social"} | ({"takes_money": "social"} if "fest" in offer else {})
        for offer, rhythm in OFFERS.get(key, ())
    ]
    streets = [
        {"street": name, "numbers": numbers, "quarter": quarter, "homes": homes} for name, numbers, quarter, homes in STREETS.get(key, ())
    ]
    return {"offers": offers, "addresses": streets}


def _rest(last: date) -> dict:
    return {
        "target_groups": [{"group": "Alle Nachbarinnen und Nachbarn"}, {"group": "Ältere Menschen"}, {"group": "Familien mit Kindern"}],
        "goals": [
            {"goal": "Mehr Nachbarn kennen sich mit Namen", "until": last.isoformat()},
            {"goal": "Wer Hilfe braucht, findet sie im Quartier"},
        ],
        "insurance": [
            {
                "covers": "Haftpflicht mit Schäden an überlassenen Räumen und Verlust von Schlüsseln",
                "holder": "social",
                "insurer": "Auen Versicherung",
                "policy": "HV 40 22 17",
                "sum_people": "5000000",
                "sum_things": "1000000",
                "valid_until": last.isoformat(),
            },
            {"covers": "Gebäude", "holder": "housing", "insurer": "Weser Sach", "valid_until": last.isoformat()},
        ],
        "indicators": [
            {"indicator": "Besuche", "unit": "im Monat", "start": "540", "target": "650", "rhythm": "monthly", "source": "social"},
            {
                "indicator": "Kennt drei Nachbarn mit Namen",
                "unit": "%",
                "start": "41",
                "target": "60",
                "rhythm": "yearly",
                "source": "both",
            },
        ],
        "annexes": [
            {"number": "A2", "title": "Raumverzeichnis mit Grundriss"},
            {"number": "A5", "title": "Hausordnung"},
            {"number": "A7", "title": "Zielblatt"},
        ],
    }
