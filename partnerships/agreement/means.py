"""The tables about rooms, money, insurance: by what means something is done."""

from django.utils.translation import gettext_lazy as _

from partnerships.agreement.structure import Group
from partnerships.agreement.vocabulary import COSTS, RHYTHM, USE_TYPES, choice, count, day, money, text, who, year, yes
from partnerships.base.valuation import MoneyType

ROOMS = Group(
    "rooms",
    _("Rooms"),
    (
        text("room", _("Room"), needed=True),
        text("address", _("Address")),
        count("area", _("Area"), unit="m²"),
        count("people", _("At most"), unit=_("people")),
        choice("use_type", _("Kind of use"), USE_TYPES, help=_("Any rent, even a symbolic one, makes a loan a tenancy.")),
        money("rent", _("Rent a month"), help=_("Only for a rent")),
    ),
)
COSTS_BORNE = Group(
    "costs",
    _("Who bears which costs"),
    (choice("cost", _("Kind of cost"), COSTS, needed=True), who("borne_by", _("Borne by")), text("note", _("Note"))),
)
ROOM_RULES = Group(
    "rules",
    _("Use of the rooms"),
    (
        money("small_repairs", _("Small repairs up to"), help=_("In the single case; the user has them done without asking.")),
        choice("others", _("Passing on to others"), (("no", _("no")), ("asked", _("with consent")), ("free", _("yes, for the purpose")))),
        yes("house_rules", _("House rules apply")),
        yes("permit", _("Permit for this use is there"), help=_("Change of use, fire protection, escape routes")),
    ),
    single=True,
)
KEYS = Group(
    "keys",
    _("Keys"),
    (
        text("key", _("Key"), needed=True),
        count("count", _("How many")),
        text("holder", _("Kept by"), help=_("A function, not a private person")),
    ),
)
FUNDING = Group(
    "funding",
    _("Funding at a glance"),
    (
        choice("money_type", _("Kind of money"), MoneyType.choices),
        choice(
            "mode",
            _("How it is calculated"),
            (
                ("fixed", _("Fixed sum")),
                ("share", _("Share of the costs, up to a limit")),
                ("gap", _("Gap: what is missing is paid, the rest goes back")),
                ("guarantee", _("Guarantee for a deficit")),
                ("full", _("All costs")),
            ),
        ),
        money("total", _("In all")),
        yes("carry_over", _("Unspent money may be carried over"), help=_("Into the next year, with the consent of both")),
        choice(
            "index",
            _("Adjustment of the amount"),
            (
                ("none", _("none")),
                ("prices", _("with the consumer price index")),
                ("wages", _("with the collective wage agreement")),
                ("talk", _("by talks once a year")),
            ),
        ),
    ),
    single=True,
)
PER_YEAR = Group("per_year", _("Amount for each year"), (year("year", _("Year"), needed=True), money("amount", _("Amount"))))
INSTALMENTS = Group(
    "instalments",
    _("Payment schedule"),
    (
        day("due", _("Due on"), needed=True),
        money("amount", _("Amount")),
        text("condition", _("Condition"), help=_("For example: after the interim report")),
    ),
)
INSURANCE = Group(
    "insurance",
    _("Insurance"),
    (
        text("covers", _("What it covers"), needed=True, help=_("For example: liability with damage to rented rooms and loss of keys")),
        who("holder", _("Held by")),
        text("insurer", _("Insurer")),
        text("policy", _("Policy number")),
        money("sum_people", _("Sum for people")),
        money("sum_things", _("Sum for things")),
        day("valid_until", _("Proof valid until")),
    ),
)
CARE = Group(
    "care",
    _("Duty of care"),
    (
        choice(
            "duty",
            _("Duty"),
            (
                ("snow", _("Clearing snow and gritting")),
                ("paths", _("Paths, light, steps")),
                ("fire", _("Fire protection and escape routes")),
                ("equipment", _("Testing of equipment")),
                ("play", _("Playground and garden")),
                ("visitors", _("Supervision during events")),
                ("other", _("Other")),
            ),
            needed=True,
        ),
        who("who", _("By whom")),
        text("note", _("Note")),
    ),
)
SERVICES = Group(
    "services",
    _("Services"),
    (
        text("service", _("Service"), needed=True),
        count("quantity", _("Quantity")),
        text("unit", _("Unit")),
        choice("rhythm", _("How often"), RHYTHM),
    ),
)
FEE = Group(
    "fee",
    _("Fee"),
    (
        money("amount", _("Amount")),
        choice("per", _("For"), (("hour", _("one hour")), ("month", _("one month")), ("year", _("one year")), ("all", _("everything")))),
        choice("vat", _("VAT"), (("plus", _("added as the law says")), ("exempt", _("exempt")), ("open", _("to be checked")))),
        count("pay_days", _("Payable within"), unit=_("days")),
    ),
    single=True,
)
MEMBERSHIP = Group(
    "membership",
    _("Membership fee"),
    (
        money("amount", _("Amount")),
        choice("per", _("For"), (("month", _("one month")), ("year", _("one year")))),
        text("due", _("Due"), help=_("For example: on 31 March")),
    ),
    single=True,
)
HOMES = Group(
    "homes",
    _("Homes"),
    (
        text("home", _("Kind of home"), needed=True, help=_("For example: two rooms, barrier-free")),
        count("count", _("Homes in a year")),
        text("note", _("Note")),
    ),
)
GUARANTEES = Group(
    "guarantees",
    _("Who bears which risk"),
    (
        choice(
            "risk",
            _("Risk"),
            (
                ("rent", _("Loss of rent")),
                ("damage", _("Damage beyond wear")),
                ("costs", _("Costs of proceedings")),
                ("vacancy", _("Empty time before letting")),
                ("other", _("Other")),
            ),
            needed=True,
        ),
        who("who", _("Borne by")),
        money("up_to", _("Up to")),
    ),
)
