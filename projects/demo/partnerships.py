"""Chapter one: who works with whom."""

from partnerships.partnership import actions
from partnerships.partnership.models import Partnership, Party
from projects.demo.story import Story

# key, days ago, who founds, the organisation asked, who accepts, title, fields, what it is about
FOUNDED = (
    ("A1", 1300, "mara", "H1", "henrike", "Gute Nachbarschaft im Lindenhof und am Sonnenhang", ["meeting_place", "everyday", "quarter"],
     "Klangraum und Wohnbau betreiben gemeinsam zwei Stadtteiltreffs. Wohnbau gibt Räume, Geld und Zeit, Klangraum bringt Menschen und Ideen mit."),
    ("A2", 1650, "ralf", "S3", "gerda", "Älter werden am Mühlgraben", ["ageing"],
     "Ein Wohncafé, in dem ältere Menschen sich treffen. Die Genossenschaft stellt den Raum, der Verein die Gastgeberinnen."),
    ("A3", 160, "nadia", "H3", "oleg", "Streit schlichten im Bahnhofsviertel", ["mediation"],
     "Brückenschlag vermittelt, wenn Nachbarn sich streiten. Weserland stellt ein kleines Büro."),
    ("A4", 1290, "henrike", "S2", "selin", "Ankommen und Wohnen im Kasernenpark", ["refugee", "ageing"],
     "Das Sozialwerk begleitet die Menschen in der Gemeinschaftsunterkunft und beim Wohnen mit Assistenz."),
    ("A5", 2010, "karla", "H3", "oleg", "Gärten in Auetal-Süd", ["garden"],
     "Auf einer freien Fläche von Weserland sind 35 Parzellen entstanden. Alle Nachbarn können mitmachen."),
    ("A6", 690, "tomasz", "H1", "henrike", "Nordfeld gemeinsam", ["quarter"],
     "Die Stadtteilwerkstatt lädt zur Quartiersrunde ein; zwei Wohnungsunternehmen machen mit."),
    ("A7", 900, "pia", "S2", "selin", "Ankommen im Haus", ["refugee", "everyday"],
     "Wohnlotsinnen und Wohnlotsen begleiten neue Haushalte in den ersten Monaten."),
    ("A8", 910, "henrike", "S4", "uwe", "Frieden im Treppenhaus", ["mediation"],
     "Streitschlichtung im Nordfeld, bevor aus kleinem Ärger großer wird."),
)  # fmt: skip
OBSERVED = ("A1", "A4", "A6")


def tell(story: Story) -> None:
    for key, ago, founder, asked, answers, title, fields, about in FOUNDED:
        by = story.people[founder]
        own = _organisation_of(story, founder)
        with story.ago(ago):
            partnership = actions.found(
                title=title, description=about, fields_of_action=fields, organisation=own, invited=story.organisations[asked], by=by,
                message="Wir würden gern mit Ihnen zusammenarbeiten. Was meinen Sie?",
            )  # fmt: skip
        with story.ago(ago - 6):
            actions.accept(
                _invited(partnership, story.organisations[asked]), answer="Sehr gern. Lassen Sie uns anfangen.", by=story.people[answers]
            )
        story.partnerships[key] = Partnership.objects.get(pk=partnership.pk)
    for key in OBSERVED:
        _city_joins(story, key)
    with story.ago(590):
        actions.invite(story.partnerships["A6"], organisation=story.organisations["H3"], message="Kommen Sie dazu?", by=story.tomasz)
    with story.ago(575):
        actions.accept(_invited(story.partnerships["A6"], story.organisations["H3"]), answer="Wir sind dabei.", by=story.oleg)
    with story.ago(9):
        actions.found(
            title="Hochbeete im Kasernenpark", fields_of_action=["garden"], organisation=story.organisations["S5"], invited=story.organisations["H1"],
            description="Eine Idee: Hochbeete zwischen den Häusern, gepflegt von den Menschen, die dort wohnen.", by=story.karla,
            message="Auf der Wiese hinter Haus 12 wäre Platz für zwölf Beete. Wollen wir das zusammen ausprobieren?",
        )  # fmt: skip
    for key in story.partnerships:
        story.partnerships[key] = Partnership.objects.get(pk=story.partnerships[key].pk)


def _city_joins(story: Story, key: str) -> None:
    by = story.people[next(row[2] for row in FOUNDED if row[0] == key)]
    ago = next(row[1] for row in FOUNDED if row[0] == key) - 20
    with story.ago(ago):
        actions.invite(story.partnerships[key], organisation=story.organisations["C1"], message="Bitte lesen Sie mit.", by=by)
    with story.ago(ago - 3):
        actions.accept(_invited(story.partnerships[key], story.organisations["C1"]), answer="Danke für das Vertrauen.", by=story.katrin)


def _organisation_of(story: Story, key: str):
    return story.people[key].memberships.select_related("organisation").get().organisation


def _invited(partnership: Partnership, organisation) -> Party:
    return Party.objects.get(partnership=partnership, organisation=organisation, state=Party.State.INVITED)
