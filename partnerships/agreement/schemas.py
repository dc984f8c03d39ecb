"""Which small tables each clause has. What has a value in euros is a promise and stands there, not here."""

from django.utils.translation import gettext_lazy as _

from partnerships.agreement import means
from partnerships.agreement.structure import Column, Group, Table, read, table
from partnerships.agreement.vocabulary import DECISION, OPEN_TO, REPORTS, RHYTHM, choice, count, day, long, text, who, yes
from partnerships.partnership.models import Field

REPRESENTATION = Group(
    "representation",
    _("Who represents whom"),
    (
        text("party", _("Party"), needed=True),
        text("person", _("Person")),
        text("function", _("Function"), help=_("For example: managing director, chair")),
        choice("authority", _("Signs"), (("alone", _("alone")), ("jointly", _("jointly with another person")))),
    ),
    help=_("As the register or the statute says. Who signs here has to be among them."),
)
REGISTER = Group(
    "register",
    _("Seat and register"),
    (
        text("party", _("Party"), needed=True),
        text("legal_form", _("Legal form")),
        text("seat", _("Seat")),
        text("court", _("Register court")),
        text("number", _("Register number")),
    ),
)
STATUTE = Group(
    "statute",
    _("Purpose in the statute"),
    (long("purpose", _("Statutory purpose of the social organisation"), help=_("The sentence of the statute this agreement serves")),),
    single=True,
)
GOALS = Group(
    "goals",
    _("Common goals"),
    (text("goal", _("Goal"), needed=True, most=300), day("until", _("Until"))),
    help=_("Two to five are enough."),
)
TARGETS = Group("target_groups", _("Target groups"), (text("group", _("Who"), needed=True), text("note", _("Note"))))
ADDRESSES = Group(
    "addresses",
    _("Addresses of the area"),
    (
        text("street", _("Street"), needed=True),
        text("numbers", _("House numbers"), help=_("For example: 1–15, 20a")),
        text("quarter", _("Quarter")),
        count("homes", _("Homes")),
    ),
)
PROJECTS = Group(
    "projects",
    _("Projects"),
    (
        text("project", _("Project"), needed=True),
        choice("field", _("Field of action"), Field.choices),
        who("lead", _("In the lead")),
    ),
)
OFFERS = Group(
    "offers",
    _("Offers"),
    (
        text("offer", _("Offer"), needed=True),
        choice("rhythm", _("How often"), RHYTHM),
        choice("open_to", _("Open to"), OPEN_TO, help=_("Offers of a charity should be open to all residents.")),
        who("organiser", _("Who is the organiser"), help=_("Answers for the event towards visitors and authorities")),
        who("takes_money", _("Who takes money"), help=_("Entrance, sales, donations on the spot. Leave empty if nobody does.")),
    ),
    help=_("What has a value in euros, such as volunteer hours, stands below as a promise."),
)
SUPPORT = Group(
    "support",
    _("Further support"),
    (text("support", _("Support"), needed=True), choice("rhythm", _("How often"), RHYTHM), text("note", _("Note"))),
    help=_("For example notices in the stairwell, an article in the tenants' magazine. Money, rooms and time stand below as promises."),
)
STAFF = Group(
    "staff",
    _("Staff and volunteers"),
    (
        text("role", _("Role"), needed=True),
        who("employer", _("Employer")),
        count("fte", _("Full-time equivalents"), help=_("0.5 is half a post")),
        yes("police_certificate", _("Police certificate needed")),
        Column("instructed_by", _("Instructions by"), "fixed", (("employer", _("the employer only")),)),
    ),
)
CONTACTS = Group(
    "contacts",
    _("Contacts"),
    (
        text("topic", _("Topic"), needed=True),
        who("side", _("Of")),
        text("person", _("Contact person")),
        text("deputy", _("Deputy")),
        count("answers_within", _("Answers within"), unit=_("working days")),
    ),
    help=_("Only people who work for the parties, no tenants."),
)
BODIES = Group(
    "bodies",
    _("Bodies and meetings"),
    (
        choice(
            "body",
            _("Body"),
            (
                ("jour_fixe", _("Regular meeting")),
                ("steering", _("Steering group")),
                ("round", _("Neighbourhood round table")),
                ("working", _("Working group")),
                ("residents", _("Residents' council")),
            ),
            needed=True,
        ),
        choice("rhythm", _("How often"), RHYTHM),
        count("seats_social", _("Seats of the social side")),
        count("seats_housing", _("Seats of the housing side")),
        choice("decision", _("Decides"), DECISION),
    ),
)
DUTIES = Group(
    "duties",
    _("Who tells what, by when"),
    (
        choice(
            "trigger",
            _("What is told unasked"),
            (
                ("staff", _("Change of staff or contact person")),
                ("works", _("Modernisation or larger works")),
                ("sale", _("Sale of houses")),
                ("funding", _("Loss of other funding")),
                ("offers", _("New or ending offers")),
                ("damage", _("Damage or accident")),
                ("press", _("Enquiry of the press")),
                ("other", _("Other")),
            ),
            needed=True,
        ),
        who("who", _("By whom")),
        count("days", _("Within"), unit=_("days")),
        text("note", _("Note")),
    ),
)
PRESS = Group(
    "press",
    _("Press and logos"),
    (
        count("release_days", _("Release of texts within"), unit=_("working days")),
        choice(
            "logo",
            _("Logos"),
            (
                ("plain", _("plain, without emphasis and without a link")),
                ("link", _("with a link")),
                ("emphasis", _("with emphasis")),
                ("none", _("none")),
            ),
            help=_("A link or emphasis counts as advertising and is taxable."),
        ),
        text("credit", _("Credit line"), help=_("For example: supported by …")),
    ),
    single=True,
)
PRIVACY = Group(
    "privacy",
    _("Data protection"),
    (
        choice(
            "role",
            _("Responsible"),
            (
                ("separate", _("each for its own data")),
                ("joint", _("jointly (Art. 26 GDPR)")),
                ("processor", _("one on behalf of the other (Art. 28 GDPR)")),
            ),
        ),
        text("contact_social", _("Contact of the social organisation")),
        text("contact_housing", _("Contact of the housing company")),
        yes("annex", _("Data protection agreement annexed")),
    ),
    single=True,
)
REPORTING = Group(
    "reports",
    _("Reports"),
    (
        choice("report", _("Report"), REPORTS, needed=True),
        choice("rhythm", _("How often"), RHYTHM),
        count("weeks", _("Due after"), unit=_("weeks"), help=_("Weeks after the end of the period")),
    ),
)
PROOF = Group(
    "proof",
    _("Proof of use"),
    (
        choice(
            "due_rule",
            _("Due"),
            (
                ("6_months_year", _("6 months after the end of the year")),
                ("31_march", _("31 March of the following year")),
                ("2_months_project", _("2 months after the end of the project")),
                ("4_weeks_project", _("4 weeks after the end of the project")),
                ("6_months_project", _("6 months after the end of the project")),
                ("other", _("as the text says")),
            ),
        ),
        count("answer_weeks", _("Answer within"), unit=_("weeks")),
        yes("inspection", _("The giver may look into the books")),
    ),
    single=True,
)
INDICATORS = Group(
    "indicators",
    _("Indicators"),
    (
        text("indicator", _("Indicator"), needed=True),
        text("unit", _("Unit")),
        count("start", _("Now")),
        count("target", _("Target")),
        choice("rhythm", _("How often"), RHYTHM),
        who("source", _("Counted by")),
    ),
)
REVIEW = Group(
    "review",
    _("Looking back together"),
    (choice("barometer", _("Partnership health check"), RHYTHM), choice("talk", _("Review talk"), RHYTHM)),
    single=True,
)
LEVELS = Group(
    "levels",
    _("Steps when you disagree"),
    (text("who", _("Who talks"), needed=True), count("days", _("For at most"), unit=_("days"))),
    help=_("In this order. Nobody goes to court before the last step."),
)
RENEWAL_TALK = Group(
    "renewal_talk",
    _("Talk about what comes next"),
    (count("months", _("Months before the end"), unit=_("months"), help=_("12 to 15 months are usual where a council decides.")),),
    single=True,
)
CHECKLIST = Group(
    "checklist",
    _("Checklist for the end"),
    (
        text("item", _("What"), needed=True),
        who("who", _("By whom")),
        count("days", _("At most"), unit=_("days after the end")),
    ),
)
ANNEXES = Group(
    "annexes",
    _("Annexes"),
    (text("number", _("No."), needed=True, most=20, help=_("For example: A1")), text("title", _("What it is"))),
)

SCHEMAS: dict[str, tuple[Group, ...]] = {
    "parties": (REPRESENTATION, REGISTER),
    "purpose": (STATUTE, GOALS, TARGETS),
    "grant_purpose": (STATUTE, TARGETS, OFFERS),
    "area": (ADDRESSES, PROJECTS),
    "fields": (PROJECTS,),
    "contrib_social": (OFFERS,),
    "contrib_housing": (SUPPORT,),
    "operator_task": (STATUTE, OFFERS),
    "membership": (means.MEMBERSHIP,),
    "homes": (means.HOMES,),
    "guarantee": (means.GUARANTEES,),
    "service": (means.SERVICES,),
    "service_fee": (means.FEE,),
    "rooms": (means.ROOMS, means.COSTS_BORNE, means.ROOM_RULES),
    "keys": (means.KEYS,),
    "funding": (means.FUNDING, means.PER_YEAR, means.INSTALMENTS),
    "staff": (STAFF,),
    "contacts": (CONTACTS,),
    "steering": (BODIES,),
    "info": (DUTIES,),
    "pr": (PRESS,),
    "privacy": (PRIVACY,),
    "liability": (means.INSURANCE, means.CARE),
    "report": (REPORTING, PROOF),
    "eval": (INDICATORS, REVIEW),
    "conflict": (LEVELS,),
    "term": (RENEWAL_TALK,),
    "windup": (CHECKLIST,),
    "final": (ANNEXES,),
}


def groups_of(key: str) -> tuple[Group, ...]:
    """The tables of the clause with this key; a clause of one's own has none."""
    return SCHEMAS.get(key, ())


def read_data(key: str, data) -> dict:
    """As the clause keeps it; BadTable where it cannot be."""
    return read(groups_of(key), data)


def tables_of(clause) -> list[Table]:
    """The filled tables of a clause, as people read them; for pages, papers and exports."""
    return [table(group, clause.data[group.key]) for group in groups_of(clause.key) if clause.data.get(group.key)]
