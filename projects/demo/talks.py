"""What is on its way right now: an idea, a text that is talked over part by part, one that waits in a house, one that waits for its day."""

from partnerships.agreement import actions, signing, talks
from partnerships.agreement.models import Agreement
from partnerships.approval import actions as approval
from partnerships.approval.release import Release
from projects.demo.clauses import clauses
from projects.demo.promises import money, rooms, time, volunteers, within
from projects.demo.steps import agreed, released, signed, speaker
from projects.demo.story import Story


def tell(story: Story) -> None:
    _idea(story)
    _part_by_part(story)
    _in_release(story)
    _taken_back(story)
    _signed_for_next_year(story)
    _given_up(story)


def _idea(story: Story) -> None:
    """A thought of the company; the association has asked back."""
    with story.ago(9):
        idea = actions.propose_idea(
            partnership=story.partnerships["A1"], kind="use", title="Waschküche Lindenhof 3 als Nähwerkstatt", by=story.henrike,
            about="Die alte Waschküche steht leer. Könnte der Nähtreff sie nutzen? Strom und Wasser sind da, eine Heizung fehlt.",
        )  # fmt: skip
    with story.ago(6):
        talks.remark(idea, part="", text="Das wäre schön! Wie groß ist der Raum, und wer zahlt die Heizung?", by=story.mara)
    with story.ago(5):
        talks.remark(idea, part="", text="Jörn fragen, ob der Vorstand noch Platz im Budget hat.", internal=True, by=story.mara)


def _part_by_part(story: Story) -> None:
    """Offered by the cooperative; the other side agrees to nearly all of it and wants two things different."""
    first, last = story.year(-1)[0], story.year(-2)[1]
    with story.ago(16):
        agreement = _offered(
            story, "A7", "H2", "Nutzungsvereinbarung Gruppenraum Genossenschaftsweg", first, last, (
                rooms(story, "H2", "S2", "Gruppenraum Genossenschaftsweg 1", 48, "7.20"),
                volunteers(story, "S2", "H2", "Sprachcafé", 16),
            ), kind="use", comment="Der Raum ist ab Januar frei. Zweimal in der Woche, abends bis 21 Uhr.",
        )  # fmt: skip
    keys = [clause.key for clause in agreement.current().clauses.all()]
    rest = [key for key in keys if key not in ("rooms", "liability")]
    with story.ago(8):
        talks.agree(agreement, edition=1, parts=[*rest, ":term", ":outline"], by=story.jonas)
        talks.want_change(
            agreement, edition=1, part="rooms", by=story.jonas,
            text="Unser Sprachcafé endet um 21 Uhr, danach wird noch aufgeräumt. Geht es bis 21:30 Uhr?",
        )  # fmt: skip
        talks.remark(agreement, part=":promises", text="Wir klären noch, ob es 16 oder 20 Stunden im Monat werden.", by=story.jonas)
        talks.remark(agreement, part="rooms", text="Zur Not ginge auch 21 Uhr.", internal=True, by=story.jonas)
    with story.ago(4):
        talks.remark(agreement, part="rooms", text="Ich frage die Nachbarn im Haus und melde mich bis Freitag.", by=story.ralf)


def _in_release(story: Story) -> None:
    """Agreed; one house has released it, in the other it is on its way."""
    first, last = story.year(-1)[0], story.year(-3)[1]
    with story.ago(24):
        agreement = _offered(
            story, "A2", "S3", "Vereinbarung Wohncafé Mühlgraben, Fortsetzung", first, last, (
                money(story, "H2", "S3", "Zuschuss Wohncafé", 13_500, "year"),
                rooms(story, "H2", "S3", "Wohncafé Mühlgraben", 110, "6.90"),
                volunteers(story, "S3", "H2", "Gastgeberinnen im Wohncafé", 40),
            ), comment="Wie bisher, mit 1.500 € mehr für die gestiegenen Preise.",
        )  # fmt: skip
    agreed(story, agreement, 18)
    released(story, agreement, 15, houses=("S3",))
    with story.ago(14):
        signing.submit(agreement, edition=1, by=story.ralf)


def _taken_back(story: Story) -> None:
    """Released by both, signed by one: then the company takes its release back. It runs beside the agreement about the garden."""
    first = story.day(-30).replace(day=1)
    with story.ago(27):
        agreement = _offered(
            story, "A5", "S5", "Nutzungsvereinbarung Gewächshaus Auetal 3", first, story.year(-2)[1], (
                rooms(story, "H3", "S5", "Gewächshaus Auetal 3", 32, "3.50"), volunteers(story, "S5", "H3", "Anzucht für die Höfe", 10),
            ), kind="use", comment="Das Gewächshaus für die Anzucht, wie beim Rundgang besprochen.",
        )  # fmt: skip
    agreed(story, agreement, 22)
    released(story, agreement, 20, 17)
    signed(story, agreement, (12, "emil"))
    with story.ago(7):
        release = Release.objects.get(subject_id=agreement.pk, organisation=story.organisations["H3"])
        approval.withdraw(release, by=story.oleg, reason="Das Glasdach wird noch geprüft. Danach geben wir wieder frei.")


def _signed_for_next_year(story: Story) -> None:
    """Signed by both; its first day is New Year's."""
    first, last = story.year(-1)[0], story.year(-2)[1]
    with story.ago(40):
        agreement = _offered(
            story, "A8", "S4", "Vereinbarung Sprechstunde Treppenhaus", first, last, (
                time(story, "H1", "S4", "Hausmeister in der Sprechstunde", 2),
                volunteers(story, "S4", "H1", "Sprechstunde der Mediation", 8),
            ), comment="Einmal in der Woche eine Stunde im Waschhaus Nordfeld.",
        )  # fmt: skip
    agreed(story, agreement, 36)
    released(story, agreement, 33, 31)
    signed(story, agreement, (28, "uwe"), (26, "thilo"))


def _given_up(story: Story) -> None:
    with story.ago(120):
        agreement = _offered(
            story, "A5", "S5", "Vereinbarung Dachgarten Auetal 12", story.year(0)[0], story.year(-1)[1], (
                money(story, "H3", "S5", "Hochbeete", 4_000, "once"),
            ), comment="Ein Dachgarten wäre der erste in der Stadt.",
        )  # fmt: skip
    with story.ago(101):
        actions.drop(
            agreement,
            edition=1,
            why="place",
            reason="Das Dach trägt die Beete nicht. Wir suchen gemeinsam eine andere Fläche.",
            by=story.vera,
        )


def _offered(story: Story, key, house, title, first, last, promises, *, comment, kind="cooperation") -> Agreement:
    by, partnership = speaker(story, house), story.partnerships[key]
    promised = tuple(within(promise, first, last) for promise in promises)
    agreement = actions.create(
        partnership=partnership, kind=kind, title=title, starts_on=first, ends_on=last, by=by,
        promises=promised, clauses=clauses(story, key, kind, first, last, promised),
    )  # fmt: skip
    return actions.offer(agreement, saves=1, comment=comment, by=by)
