"""Chapter four: projects and shared goals."""

from datetime import date
from decimal import Decimal

from projects.demo.story import Story
from projects.goal import actions as goals
from projects.goal.models import Goal
from projects.project import actions as projects

# key, partnership, title, field, quarters, brought in by, other side's person, state, first and last year relative to this one, description
PROJECTS = (
    ("P1", "A1", "Stadtteiltreff Lindenhof", "meeting_place", ("Q1",), "mara", "henrike", "running", (-2, 1),
     "Offener Treff mit Café, Kursen und Sprechstunden. Alle Menschen im Quartier sind eingeladen. Wir rechnen mit 650 Besuchen im Monat."),
    ("P2", "A1", "Stadtteiltreff Sonnenhang", "meeting_place", ("Q4",), "mara", "henrike", "running", (-1, 1),
     "Ein kleiner Treff, den Bewohnerinnen und Bewohner selbst gestalten. Ziel sind 20 eigene Angebote im Jahr."),
    ("P3", "A1", "Alltagsbegleitung „Eine Stunde Zeit“", "everyday", ("Q1", "Q4"), "mara", "nuri", "running", (-1, 0),
     "Ehrenamtliche schenken Nachbarn eine Stunde Zeit in der Woche."),
    ("P4", "A2", "Wohncafé Mühlgraben", "ageing", ("Q3",), "lukas", "ralf", "running", (-3, 0),
     "Mittagstisch, Gespräche, Hilfe bei Formularen. Der Raum liegt ebenerdig am Mühlgraben."),
    ("P5", "A2", "Besuchsdienst Weiherwiesen", "ageing", ("Q6",), "lukas", None, "idea", (1, 1), "Ehrenamtliche besuchen Menschen, die nicht mehr gut zu Fuß sind."),
    ("P6", "A8", "Streitschlichtung im Treppenhaus", "mediation", ("Q2",), "nadia", "henrike", "running", (-1, 1),
     "Zwei ausgebildete Mediatorinnen vermitteln, wenn beide Seiten das wollen."),
    ("P7", "A3", "Streitschlichtung Bahnhofsviertel", "mediation", ("Q5",), "nadia", "vera", "idea", (1, 1), "Wie im Nordfeld, mit einem Büro am Bahnhof."),
    ("P8", "A5", "Gemeinschaftsgarten Auetal", "garden", ("Q8",), "karla", "vera", "running", (-4, 0), "35 Parzellen, ein Geräteschuppen und ein Fest im Sommer."),
    ("P10", "A4", "Soziale Betreuung Unterkunft Kasernenpark", "refugee", ("Q7",), "jonas", "henrike", "running", (-2, 0),
     "Beratung, Sprache, Kita- und Schulplätze. Die Stadt liest mit."),
    ("P11", "A7", "Ankommen im Haus", "refugee", ("Q6", "Q3"), "jonas", "ralf", "running", (-1, 1), "Wohnlotsinnen und Wohnlotsen begleiten 30 Haushalte im Jahr."),
    ("P12", "A4", "Wohnen mit Assistenz Sonnenhang", "ageing", ("Q4",), "jonas", "henrike", "idea", (1, 2), "Zwei Wohnungen und ein Stützpunkt für sechs Menschen."),
    ("P13", "A6", "Quartiersarbeit Nordfeld", "quarter", ("Q2",), "tomasz", "henrike", "running", (-1, 1), "Quartiersrunde alle drei Monate, Feste, Beteiligung."),
    ("P14", "A6", "Repair-Café und Sperrmüllfest", "quarter", ("Q2", "Q5"), "tomasz", "vera", "ended", (-1, -1), "Weniger Sperrmüll auf der Straße, mehr Reparaturen im Laden."),
)  # fmt: skip


def tell(story: Story) -> None:
    for key, partnership, title, field, quarters, by, other, state, (begin, end), description in PROJECTS:
        starts, ends = date(story.today.year + begin, 1, 1), date(story.today.year + end, 12, 31)
        founded = (story.today - story.partnerships[partnership].created_at.date()).days
        ago = max(25, min(founded - 40, (story.today - starts).days + 60))
        with story.ago(ago):
            project = projects.bring_in(
                partnership=story.partnerships[partnership], title=title, field_of_action=field, description=description, starts_on=starts, ends_on=ends,
                quarters=[story.quarters[each] for each in quarters], responsible=story.people[by], by=story.people[by],
            )  # fmt: skip
        if other:
            with story.ago(ago - 5):
                projects.edit(project, edition=project.edition, by=story.people[other], responsible=story.people[other])
                project.refresh_from_db()
        if state != "idea":
            with story.ago(max(ago - 12, 2)):
                project.refresh_from_db()
                projects.start(project, by=story.people[by])
        if state == "ended":
            with story.ago((story.today - ends).days - 20):
                project.refresh_from_db()
                projects.end(project, note="Der Abschlussbericht ist angenommen.", by=story.people[by])
        project.refresh_from_db()
        story.projects[key] = project
    _goals(story)


def _goals(story: Story) -> None:
    end = story.year(-1)[1]
    _agreed(story, 600, "P1", "mara", "henrike", f"Bis zum {end:%d.%m.%Y} kennen 60 Prozent der Befragten im Lindenhof mindestens drei Nachbarn mit Namen.",
            target=60, baseline=41, unit="%", due=end, benefit_social="Menschen helfen sich gegenseitig.", benefit_housing="Wer sich kennt, bleibt gern wohnen.",
            why="Wer seine Nachbarn kennt, ist weniger allein und löst kleinen Ärger selbst.")  # fmt: skip
    _agreed(story, 320, "P2", "henrike", "joern", f"Im Jahr {story.today.year} gibt es am Sonnenhang 20 Angebote von Bewohnerinnen und Bewohnern.",
            target=20, baseline=8, unit="Angebote", due=story.year()[1], benefit_social="Der Treff gehört den Menschen.", benefit_housing="Der Raum wird gut genutzt.",
            why="Eigene Ideen tragen länger als bestellte Angebote.")  # fmt: skip
    _agreed(story, 700, "P4", "lukas", "pia", "Sechs von zehn Gästen des Wohncafés kennen drei Nachbarn aus dem Haus.", target=60, baseline=35, unit="%",
            due=story.year()[1], why="Im Alter ist Nachbarschaft die beste Vorsorge.")  # fmt: skip
    _agreed(story, 500, "P10", "jonas", "henrike", "Acht von zehn Kindern aus der Unterkunft gehen in Kita oder Schule.", target=80, baseline=55, unit="%",
            due=story.year()[1], why="Ein fester Platz gibt dem Tag einen Rhythmus.")  # fmt: skip
    _agreed(
        story,
        420,
        "P6",
        "nadia",
        "henrike",
        "Sieben von zehn Streitfällen enden mit einer Absprache.",
        target=70,
        unit="%",
        due=story.year(-1)[1],
    )
    with story.ago(23):
        goal = goals.propose(
            partnership=story.partnerships["A1"], project=story.projects["P3"], by=story.mara, target=Decimal(90), unit="Tandems", due=story.year(-1)[1],
            wording="Im nächsten Jahr treffen sich 90 Tandems regelmäßig.", why="Die Warteliste ist lang.",
            benefit_social="Mehr Menschen bekommen Besuch.", benefit_housing="Ältere bleiben länger in ihrer Wohnung.",
        )  # fmt: skip
    with story.ago(6):
        goals.reword(
            goal,
            edition=goal.edition,
            by=story.henrike,
            wording="Im nächsten Jahr treffen sich 80 Tandems mindestens zweimal im Monat.",
            target=Decimal(80),
        )
    with story.ago(17):
        goals.propose(
            partnership=story.partnerships["A7"], project=story.projects["P11"], by=story.jonas, target=Decimal(30), unit="Haushalte", due=story.year(-1)[1],
            wording="30 Haushalte werden in den ersten drei Monaten begleitet.", why="Am Anfang entscheidet sich viel.",
        )  # fmt: skip


def _agreed(story, ago, project, by, other, wording, *, target, unit, due, baseline=None, **words) -> Goal:
    """Proposed by one, confirmed by the other two weeks later."""
    thing = story.projects[project]
    founded = (story.today - thing.created_at.date()).days
    ago = min(ago, founded - 20)
    with story.ago(ago):
        goal = goals.propose(
            partnership=thing.partnership, project=thing, by=story.people[by], wording=wording, target=Decimal(target), unit=unit, due=due,
            baseline=Decimal(baseline) if baseline else None, **words,
        )  # fmt: skip
    with story.ago(ago - 14):
        goals.confirm(goal, edition=goal.edition, by=story.people[other])
    return goal
