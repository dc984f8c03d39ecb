"""Words and columns the tables of the clauses share."""

from django.utils.translation import gettext_lazy as _

from partnerships.agreement.structure import Column

SOCIAL, HOUSING = "social", "housing"
WHO = ((SOCIAL, _("Social organisation")), (HOUSING, _("Housing company")), ("both", _("Both together")), ("third", _("Somebody else")))
OPEN_TO = (
    ("all", _("All residents of the area")),
    ("group", _("One target group, whoever the landlord is")),
    ("tenants", _("Only tenants of the housing company")),
    ("members", _("Only members")),
)
RHYTHM = (
    ("weekly", _("every week")),
    ("two_weeks", _("every two weeks")),
    ("monthly", _("every month")),
    ("quarterly", _("every quarter")),
    ("half_yearly", _("every half year")),
    ("yearly", _("every year")),
    ("when_needed", _("when needed")),
)
LOAN, LOAN_COSTS = "leihe_unentgeltlich", "leihe_mit_betriebskosten"
REDUCED_RENT, MARKET_RENT = "miete_ermaessigt", "miete_marktueblich"
USE_TYPES = (
    (LOAN, _("Loan, free of charge")),
    (LOAN_COSTS, _("Loan, running costs are paid")),
    (REDUCED_RENT, _("Reduced rent")),
    (MARKET_RENT, _("Usual rent")),
    ("stundenweise_nutzung", _("Use by the hour")),
    ("mitnutzung_freiflaeche", _("Shared use of an open space")),
)
COSTS = (
    ("heating", _("Heating and hot water")),
    ("water", _("Water and waste water")),
    ("power", _("Electricity")),
    ("internet", _("Internet and telephone")),
    ("waste", _("Waste collection")),
    ("cleaning", _("Cleaning")),
    ("repair", _("Repairs and upkeep")),
    ("building", _("Building insurance and property tax")),
    ("caretaker", _("Caretaker")),
    ("other", _("Other")),
)
DECISION = (
    ("consensus", _("by consensus")),
    ("sides", _("majority within each side")),
    ("simple", _("simple majority")),
    ("advice", _("gives advice only")),
)
REPORTS = (
    ("figures", _("Monthly figures")),
    ("interim", _("Interim report")),
    ("narrative", _("Narrative report")),
    ("statement", _("Financial statement")),
    ("final", _("Final report")),
)


def text(name, label, **more) -> Column:
    return Column(name, label, "text", **more)


def long(name, label, **more) -> Column:
    return Column(name, label, "long", **({"most": 2000} | more))


def count(name, label, **more) -> Column:
    return Column(name, label, "number", **more)


def year(name, label, **more) -> Column:
    return Column(name, label, "year", **more)


def money(name, label, **more) -> Column:
    return Column(name, label, "money", **more)


def day(name, label, **more) -> Column:
    return Column(name, label, "date", **more)


def yes(name, label, **more) -> Column:
    return Column(name, label, "yes", **more)


def choice(name, label, choices, **more) -> Column:
    return Column(name, label, "choice", tuple(choices), **more)


def who(name, label, **more) -> Column:
    return choice(name, label, WHO, **more)
