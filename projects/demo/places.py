"""Chapter two: the eight quarters of Auenstedt and their key figures. The town's name and every number are invented."""

from decimal import Decimal

from neighbourhoods.quarter import actions
from projects.demo.story import Story

# key, name, by, partnerships, streets, (residents, dwellings, own, market vacancy, works vacancy, turnover, over 65, under 18, benefits, rent), whose figures
QUARTERS = (
    ("Q1", "Lindenhof", "mara", ("A1",), "Lindenhof, Kastanienweg, Am Brunnen", (6400, 3350, 1480, "1.1", "2.4", "8.9", 19, 21, 24, "6.35"), "henrike"),
    ("Q2", "Nordfeld", "tomasz", ("A6", "A8"), "Nordring, Schulstraße, Feldweg", (9800, 4700, 1150, "0.8", "1.0", "10.2", 13, 23, 29, "6.60"), "henrike"),
    ("Q3", "Am Mühlgraben", "lukas", ("A2", "A7"), "Mühlgraben, Wehrstraße", (3900, 2150, 920, "0.6", "3.8", "5.8", 31, 13, 9, "6.90"), "ralf"),
    ("Q4", "Sonnenhang", "mara", ("A1", "A4"), "Sonnenhang, Südallee", (5200, 2500, 1020, "1.4", "0.9", "7.4", 25, 17, 16, "6.10"), "henrike"),
    ("Q5", "Bahnhofsviertel", "nadia", ("A3", "A6"), "Bahnhofstraße, Güterweg", (4300, 2700, 610, "2.2", "0.5", "13.6", 11, 12, 19, "8.20"), "vera"),
    ("Q6", "Weiherwiesen", "lukas", ("A2", "A7"), "Am Weiher, Wiesengrund", (2700, 1250, 540, "0.4", "0.0", "4.9", 28, 16, 6, "7.15"), "ralf"),
    ("Q7", "Kasernenpark", "jonas", ("A4",), "Exerzierplatz, Parkallee", (1900, 830, 420, "0.0", "0.0", "6.1", 8, 31, 22, "7.40"), "henrike"),
    ("Q8", "Auetal-Süd", "karla", ("A5",), "Auetal, Gartenstraße", (3600, 1700, 690, "3.1", "1.2", "9.5", 22, 18, 21, "5.95"), "vera"),
)  # fmt: skip
TOLD = {
    "Q1": "Häuser aus den sechziger Jahren, viele Familien, ein Treff mitten im Quartier.",
    "Q2": "Das größte Quartier. Viele Kinder, wenig Platz, ein lebendiger Laden am Nordring.",
    "Q3": "Ruhige Lage am Wasser. Fast jeder dritte Mensch ist über 65.",
    "Q4": "Am Hang mit weitem Blick. Der Weg zum Laden ist für manche zu steil.",
    "Q5": "Kurze Wege, viel Wechsel. Hier ziehen viele Menschen ein und aus.",
    "Q6": "Genossenschaftshäuser mit Gärten. Man kennt sich.",
    "Q7": "Frühere Kaserne, heute Wohnungen und eine Unterkunft für Geflüchtete.",
    "Q8": "Am Rand der Stadt, mit viel Grün zwischen den Häusern.",
}
# key, level, unit, who enters it: the social side enters official statistics, the company its own figures
FIGURES = (
    ("residents", "public"), ("dwellings", "public"), ("own_dwellings", "partners"), ("vacancy_market", "partners"), ("vacancy_works", "partners"),
    ("turnover", "partners"), ("over_65", "public"), ("under_18", "public"), ("benefits", "public"), ("rent", "partners"),
)  # fmt: skip


def tell(story: Story) -> None:
    reference = story.year(1)[1]
    for key, name, by, partnerships, streets, values, company in QUARTERS:
        person = story.people[by]
        with story.ago(640):
            quarter = actions.add(
                name=name, city="Auenstedt", description=TOLD[key], streets=streets, organisation=person.memberships.get().organisation, by=person,
                partnerships=[story.partnerships[each] for each in partnerships if by in _members(story, each)],
            )  # fmt: skip
        for other in partnerships:
            if by not in _members(story, other):
                with story.ago(600):
                    actions.link(
                        quarter, partnership=story.partnerships[other], by=story.people[next(iter(_shared(story, other, quarter)))]
                    )
        with story.ago(min(300, (story.today - reference).days - 20)):
            for (figure, level), value in zip(FIGURES, values, strict=True):
                actions.add_figure(
                    quarter, key=figure, value=Decimal(str(value)), reference_date=reference, level=level,
                    source="Statistik der Stadt Auenstedt" if level == "public" else "Angabe des Wohnungsunternehmens",
                    by=person if level == "public" else story.people[company],
                )  # fmt: skip
        story.quarters[key] = quarter


def _members(story: Story, partnership: str) -> set[str]:
    """Keys of the people who work on it."""
    organisations = {party.organisation_id for party in story.partnerships[partnership].binding_parties()}
    return {key for key, person in story.people.items() if person.memberships.get().organisation_id in organisations}


def _shared(story: Story, partnership: str, quarter) -> list[str]:
    """Who works on both partnerships and may therefore link the quarter."""
    known = {
        key
        for other in story.partnerships
        if quarter.partnerships.filter(pk=story.partnerships[other].pk).exists()
        for key in _members(story, other)
    }
    return sorted(key for key in known & _members(story, partnership) if "coordinator" in story.people[key].memberships.get().roles)
