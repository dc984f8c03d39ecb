"""The plan of domain practice: 55,000 € of costs, 30,000 € of them asked of the partner."""

from decimal import Decimal

from projects.plan import actions
from projects.plan.terms import PlanTerms, cost, income
from tests.projects.contribution import making

LINES = [
    cost("personnel", 38_000),
    cost("fees", 4_000),
    cost("material", 3_500),
    cost("rooms", 4_500),
    cost("overhead", 5_000, "10 %"),
    income("partner", 30_000),
    income("municipal", 15_000),
    income("donations", 4_000),
    income("own", 6_000),
    income("inkind_partner", "10080", "Mietverzicht"),
    income("inkind", 9_000, "600 Stunden"),
    income("inkind_partner", "2496", "48 Stunden"),
]


def asked(cast, team=None):
    return making.asked(cast, team, making.money(title="Stadtteiltreff", amount=Decimal(30_000)))


def planned(cast, team=None, terms=None, contribution=None):
    """A request with its plan, written by the staff of the asking team."""
    contribution = contribution or asked(cast, team)
    by = (team or cast.social).staff
    return actions.write(contribution, edition=contribution.edition, terms=terms or PlanTerms(LINES), by=by)


def typed(**changes) -> dict:
    """The same as a person types it."""
    rows: dict = {"cost": [], "income": [], "kind": []}
    for line in LINES:
        name = "cost" if line.side == "cost" else "income" if line.cash else "kind"
        rows[name].append({"key": line.key, "label": line.label, "amount": f"{line.amount:.2f}".replace(".", ",")})
    data = {"plan-mode": "gap", "plan-cover": "tolerance", "plan-percent": "20", "edition": "1"}
    for name, each in rows.items():
        data |= {f"plan-{name}-TOTAL_FORMS": str(len(each) + 3), f"plan-{name}-INITIAL_FORMS": "0"}
        data |= {f"plan-{name}-{index}-{key}": value for index, row in enumerate(each) for key, value in row.items()}
    return data | changes
