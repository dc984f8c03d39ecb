"""Who there is: nine organisations, the town, the operator. Names invented; addresses end in example.org."""

from datetime import date

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password

from partnerships.organisation.models import Membership, Organisation, Role
from partnerships.person.models import Person

COORDINATOR, STAFF, APPROVER, SIGNATORY = Role.COORDINATOR, Role.STAFF, Role.APPROVER, Role.SIGNATORY
FINANCE, ROOMS, READER, ADMINISTRATOR = Role.FINANCE, Role.ROOMS, Role.READER, Role.ADMINISTRATOR

# key, kind, name, short name, legal form, court and number, street, mail domain, mission
ORGANISATIONS = (
    ("S1", "social", "Nachbarschaftsverein Klangraum e.V.", "Klangraum", "e.V., gemeinnützig", "Amtsgericht Auenstedt", "VR 1482", "Lindenhof 14",
     "klangraum", "Wir öffnen Türen: vier Stadtteiltreffs und Begleitung im Alltag. Bei uns helfen 85 Ehrenamtliche mit."),
    ("S2", "social", "Sozialwerk Lindenhof gGmbH", "Sozialwerk", "gGmbH", "Amtsgericht Auenstedt", "HRB 3307", "Marktstraße 3",
     "sozialwerk", "Wir beraten und begleiten Menschen, die neu ankommen oder Unterstützung beim Wohnen brauchen."),
    ("S3", "social", "Miteinander Altern Auenstedt e.V.", "Miteinander Altern", "e.V., gemeinnützig", "Amtsgericht Auenstedt", "VR 1610", "Mühlgraben 2",
     "miteinander", "Wir besuchen, kochen und reden mit älteren Nachbarn. Unser Vorstand arbeitet ehrenamtlich."),
    ("S4", "social", "Brückenschlag Mediation e.V.", "Brückenschlag", "e.V., gemeinnützig", "Amtsgericht Auenstedt", "VR 1733", "Bahnhofstraße 21",
     "brueckenschlag", "Wir helfen, wenn Nachbarn sich streiten. Wir hören beiden Seiten zu."),
    ("S5", "social", "Grüner Faden Gemeinschaftsgärten e.V.", "Grüner Faden", "e.V., gemeinnützig", "Amtsgericht Auenstedt", "VR 1851", "Auetal 40",
     "gruenerfaden", "Wir legen Gärten an, in denen alle mitmachen können."),
    ("S6", "social", "Stadtteilwerkstatt Nord e.V.", "Stadtteilwerkstatt", "e.V., gemeinnützig", "Amtsgericht Auenstedt", "VR 1299", "Nordring 7",
     "werkstatt-nord", "Wir machen Gemeinwesenarbeit im Nordfeld: Jugend, Repair-Café und Quartiersrunde."),
    ("H1", "housing", "Auenstedter Wohnbau GmbH", "Wohnbau", "GmbH, kommunal", "Amtsgericht Auenstedt", "HRB 112", "Rathausplatz 5",
     "wohnbau", "Wir vermieten 5.900 Wohnungen in der ganzen Stadt. Wir gehören der Stadt Auenstedt."),
    ("H2", "housing", "Baugenossenschaft Eigenhaus Auenstedt eG", "Eigenhaus", "eG", "Amtsgericht Auenstedt", "GnR 18", "Genossenschaftsweg 1",
     "eigenhaus", "Unsere Mitglieder wohnen in 2.150 Wohnungen. Wir wirtschaften für sie, seit 1919."),
    ("H3", "housing", "Weserland Wohnen AG", "Weserland", "AG", "Amtsgericht Weserland", "HRB 20417", "Industriestraße 90",
     "weserland", "Wir vermieten 1.300 Wohnungen in Auenstedt. Größere Entscheidungen trifft der Konzernvorstand."),
    ("C1", "observer", "Stadt Auenstedt, Quartiersmanagement", "Stadt Auenstedt", "Gebietskörperschaft", "", "", "Rathausplatz 1",
     "auenstedt", "Wir begleiten die Quartiere und halten den Kontakt zu allen Beteiligten."),
)  # fmt: skip

# key, organisation, name, function, roles
PEOPLE = (
    ("mara", "S1", "Mara Tiedemann", "Koordination", (COORDINATOR, STAFF)),
    ("joern", "S1", "Jörn Alsleben", "Vorstand", (APPROVER, SIGNATORY, ADMINISTRATOR)),
    ("ines", "S1", "Ines Korte", "Kasse", (FINANCE, STAFF)),
    ("selin", "S2", "Selin Aydoğan", "Geschäftsführung", (COORDINATOR, APPROVER, SIGNATORY, ADMINISTRATOR)),
    ("jonas", "S2", "Jonas Wiebe", "Teamleitung Wohnen", (COORDINATOR, STAFF)),
    ("gerda", "S3", "Gerda Petersen", "Vorstand", (APPROVER, SIGNATORY, ADMINISTRATOR)),
    ("lukas", "S3", "Lukas Brinkmann", "Koordination", (COORDINATOR, STAFF)),
    ("uwe", "S4", "Uwe Scholl", "Vorstand", (APPROVER, SIGNATORY, ADMINISTRATOR)),
    ("nadia", "S4", "Nadia Rahimi", "Mediatorin", (COORDINATOR, STAFF)),
    ("emil", "S5", "Emil Sand", "Vorstand", (APPROVER, SIGNATORY, ADMINISTRATOR)),
    ("karla", "S5", "Karla Neuhaus", "Gartenkoordination", (COORDINATOR, STAFF)),
    ("anke", "S6", "Anke Vogel", "Vorstand", (APPROVER, SIGNATORY, ADMINISTRATOR)),
    ("tomasz", "S6", "Tomasz Zielinski", "Gemeinwesenarbeit", (COORDINATOR, STAFF)),
    ("henrike", "H1", "Henrike Voss", "Leitung Sozialmanagement", (COORDINATOR, APPROVER, ADMINISTRATOR)),
    ("thilo", "H1", "Dr. Thilo Bachmann", "Geschäftsführung", (APPROVER, SIGNATORY)),
    ("nuri", "H1", "Nuri Çelik", "Sozialmanagement", (STAFF,)),
    ("birgit", "H1", "Birgit Lamprecht", "Fördercontrolling und Räume", (FINANCE, ROOMS)),
    ("pia", "H2", "Pia Krumm", "Vorstand", (APPROVER, SIGNATORY, ADMINISTRATOR)),
    ("ralf", "H2", "Ralf Etzel", "Mitgliederbetreuung und Kasse", (COORDINATOR, STAFF, FINANCE)),
    ("oleg", "H3", "Oleg Brandt", "Regionalleitung", (APPROVER, SIGNATORY, ADMINISTRATOR)),
    ("vera", "H3", "Vera Lindqvist", "Kundenbetreuung", (COORDINATOR, STAFF)),
    ("katrin", "C1", "Katrin Möbius", "Quartiersmanagement", (COORDINATOR, READER)),
)
OPERATOR = ("betrieb@portal.example.org", "Portalbetrieb")


def _person(email: str, name: str, password: str, **fields) -> Person:
    person = Person.objects.create(email=email, name=name, password=password, is_demo=True, **fields)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


def make(since: date) -> tuple[dict[str, Organisation], dict[str, Person]]:
    """Everybody, as members since that day."""
    password = make_password(settings.DEMO_PASSWORD)
    organisations, domains = {}, {}
    for key, kind, name, short, form, court, number, street, domain, mission in ORGANISATIONS:
        organisations[key] = Organisation.objects.create(
            kind=kind, name=name, short_name=short, legal_form=form, register_court=court, register_no=number, street=street, postcode="00000",
            city="Auenstedt", federal_state="NI", email=f"kontakt@{domain}.example.org", website=f"https://{domain}.example.org/", mission=mission, is_demo=True,
        )  # fmt: skip
        domains[key] = domain
    people = {}
    for key, where, name, function, roles in PEOPLE:
        people[key] = _person(f"{key}@{domains[where]}.example.org", name, password)
        Membership.objects.create(
            person=people[key], organisation=organisations[where], roles=list(roles), function=function, starts_on=since
        )
    _person(*OPERATOR, password, is_staff=True, is_superuser=True)
    return organisations, people
