"""Chapter five: what they talk about, decide and leave to each other."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from partnerships.addendum import actions as addenda
from partnerships.annex import actions as annexes
from partnerships.annex.intake import checked_file
from partnerships.base import clock, files
from partnerships.deadline import actions as deadlines
from partnerships.glossary import actions as glossary
from partnerships.meeting import actions
from partnerships.meeting.models import Decision, Item, Meeting
from partnerships.meeting.shapes import Thing
from partnerships.meeting.things import things_of
from partnerships.minutes.actions import note_point, write_minutes, write_notes
from partnerships.passage import actions as passages
from partnerships.register import actions as register
from partnerships.task import actions as task_actions
from partnerships.task.models import Task
from projects.demo import rhythms
from projects.demo.papers import floor_plan
from projects.demo.story import Story


@dataclass(frozen=True)
class Topic:
    title: str
    by: str
    purpose: str = "information"
    minutes: int = 15
    result: str = ""
    decision: str = ""
    reservation: str = ""
    depends: str = ""  # on the house of this person
    replaces: str = ""  # the text of an earlier decision
    # what, who, days after the meeting, days ago it was finished (None: open), True where the house of the writer looks first
    tasks: tuple = ()
    points: tuple = ()  # information or idea, text
    notes: tuple = ()  # who, for the own house only


@dataclass(frozen=True)
class Told:
    partnership: str
    ago: int
    kind: str
    place: str
    chair: str
    writer: str
    people: tuple[str, ...]
    topics: tuple[Topic, ...]
    remarks: str = ""
    guests: tuple[str, ...] = ()
    released: tuple[str, ...] = field(default_factory=tuple)  # who releases, in this order
    hour: int = 10
    wishes: tuple = ()  # topic, who, what is to be different, their own view where the passage stays


TREFF = "Stadtteiltreff Lindenhof"
TEAM = ("mara", "joern", "henrike", "nuri")
REGULAR = (
    (410, "Sommerfest", "Das Fest ist gut besucht. Klangraum ist Veranstalter und nimmt das Geld ein.", "Das Fest findet jedes Jahr am ersten Samstag im Juli statt."),
    (345, "Schlüssel", "Ein Schlüssel fehlt seit dem Herbst.", "Schlüssel werden nur noch gegen Unterschrift ausgegeben."),
    (260, "Öffnungszeiten", "Abends ist die Nachfrage größer als am Vormittag.", "Der Treff öffnet dienstags bis 20 Uhr."),
    (205, "Sprechstunde", "Zur Sprechstunde kommen im Schnitt sechs Menschen.", "Die Sprechstunde bleibt am Mittwoch um 15 Uhr."),
    (150, "Wasserschaden", "Der Treff war drei Wochen geschlossen. Wohnbau hat schnell geholfen.", "Ausgefallene Kurse werden im Herbst nachgeholt."),
    (95, "Befragung", "48 von 100 Befragten kennen drei Nachbarn mit Namen.", "Die Sprechstunde wechselt auf den Dienstag um 16 Uhr: Das wünschen die Befragten."),
)  # fmt: skip

SETTLED_ANEW = {"Befragung": "Die Sprechstunde bleibt am Mittwoch um 15 Uhr."}

MEETINGS = (
    Told(
        "A1", 40, "jourfixe", TREFF, "henrike", "mara", TEAM, (
            Topic("Rückblick Aufgaben", "mara", "information", 10, "4 von 5 Aufgaben sind erledigt.", tasks=(("Angebot für den Türöffner einholen", "nuri", 28, None),)),
            Topic("Auslastung Lindenhof", "mara", "consultation", 20, "Donnerstags gibt es Doppelbelegungen.",
                  "Ab dem nächsten Quartal gilt der neue Belegungsplan. Feste Angebote werden halbjährlich vergeben.", tasks=(("Belegungsplan aushängen", "mara", 13, 25), ("Schlüsselliste prüfen", "nuri", 20, None, True))),
            Topic("Honorare", "joern", "decision", 15, "Der Ansatz wird voraussichtlich um 30 Prozent überschritten, bei Personal wird gespart.",
                  "Klangraum stellt einen Änderungsantrag; Wohnbau prüft ihn.", "Freigabe durch die Geschäftsführung", "henrike", tasks=(("Änderungsantrag schreiben", "joern", 5, 33),)),
            Topic("Sperrmüll im Hof", "mara", "consultation", 15, "Wohnbau stellt im Frühjahr einen Container auf."),
            Topic("Modernisierung Haus 14 bis 18", "henrike", "information", 10, "Baubeginn voraussichtlich nächstes Jahr, noch nicht beschlossen. Die Information an alle bereiten beide gemeinsam vor."),
        ), "Schnelle Hilfe beim Wasserschaden. Das Protokoll kam zuletzt spät.", released=("joern", "henrike"),
        wishes=(("Honorare", "henrike", "Bitte ergänzen: Die Prüfung beginnt, sobald der Antrag da ist.", ""),),
    ),
    Told(
        "A1", 8, "jourfixe", TREFF, "mara", "henrike", TEAM, (
            Topic("Rückblick Aufgaben", "mara", "information", 10, "Der Türöffner ist noch offen."),
            Topic("Weihnachtsfeier im Treff", "mara", "decision", 15, "40 Gäste werden erwartet.", "Die Feier ist offen für alle im Quartier.",
                  points=(("information", "Der Hausmeister ist am Tag der Feier bis 20 Uhr im Haus."),), tasks=(("Hausmeister um Tische bitten", "nuri", 9, None), ("Plakate drucken", "mara", 7, None))),
            Topic("Mittel für das nächste Jahr", "henrike", "consultation", 20, "Der Wirtschaftsplan geht in den Aufsichtsrat. Wünsche bitte jetzt nennen.",
                  tasks=(("Wunschliste für den Wirtschaftsplan schicken", "joern", 10, None),)),
        ), "Gute Stimmung, wenig Zeit.", released=("mara",),
    ),
    Told(
        "A1", 1, "adhoc", TREFF, "mara", "mara", ("mara", "henrike"), (
            Topic("Heizung im Treff", "mara", "consultation", 15, "Die Heizung fiel in diesem Herbst **zweimal** aus:\n\n- am 2. November für einen Tag\n- am Wochenende darauf für zwei Tage",
                  "Wohnbau lässt den Kessel bis zum Jahresende prüfen.", "Angebot unter 2.000 Euro", points=(("information", "Der Notdienst ist auch am Wochenende erreichbar."),),
                  tasks=(("Angebot für die Prüfung einholen", "henrike", 10, None),),
                  notes=(("mara", "Wenn es im Winter wieder passiert: nach einer Ausweichfläche fragen."), ("henrike", "Kessel ist von 1998, Austausch steht im Plan für übernächstes Jahr."))),
            Topic("Hof am Abend", "henrike", "consultation", 10, "Beide möchten, dass der Hof länger offen bleibt.", points=(("idea", "Sommerabende im Hof gemeinsam planen"),)),
        ),
    ),
    Told(
        "A2", 33, "annual", "Wohncafé Mühlgraben", "ralf", "lukas", ("lukas", "gerda", "ralf", "pia"), (
            Topic("Wie geht es weiter?", "gerda", "consultation", 30, "Beide möchten das Café fortführen. Offen ist, ob es auch Gästen ohne Mitgliedschaft offensteht.",
                  "Bis Jahresende gibt es einen Entwurf für die nächsten drei Jahre.", tasks=(("Entwurf für die neue Vereinbarung", "lukas", 40, None),)),
            Topic("Zahlen", "ralf", "information", 15, "Im Schnitt 34 Gäste am Tag."),
        ), "Offenes Gespräch.", released=("gerda", "pia"), hour=14,
        wishes=(("Wie geht es weiter?", "pia", "Nicht offen, sondern vertagt.", "Die Öffnung für Gäste ist vertagt, bis die Zahlen des Jahres vorliegen."),),
    ),
    Told(
        "A6", 70, "quarter", "Laden am Nordring", "tomasz", "tomasz", ("tomasz", "anke", "henrike", "oleg", "katrin"), (
            Topic("Sperrmüll", "henrike", "decision", 20, "15 Prozent weniger Fälle als im Vorjahr.", "Das Sperrmüllfest wird wiederholt."),
            Topic("Spielplatz am Nordring", "tomasz", "information", 15, "Die Stadt plant neue Geräte."),
        ), released=("anke", "henrike", "oleg"), guests=("Grundschule Nordfeld", "Polizei, Kontaktbereich"), hour=17,
    ),
    Told(
        "A8", 54, "steering", "Rathausplatz 5", "henrike", "nadia", ("nadia", "uwe", "henrike"), (
            Topic("Zuschuss oder Leistung?", "uwe", "decision", 30, "Brückenschlag arbeitet in eigener Verantwortung für alle Menschen im Quartier. Wohnbau bestellt keine Leistung.",
                  "Die Vereinbarung bleibt ein Zuschuss. Der Text wird steuerlich geprüft.", "Rückmeldung der Steuerberatung", tasks=(("Text prüfen lassen", "uwe", 45, None),)),
        ), released=("uwe", "henrike"),
    ),
    Told(
        "A4", 120, "steering", "Kasernenpark, Gruppenraum", "selin", "jonas", ("selin", "jonas", "henrike", "katrin"), (
            Topic("Kita-Plätze", "selin", "consultation", 25, "78 von 100 Kindern haben einen Platz.", "Das Sozialwerk fragt bei zwei weiteren Trägern an."),
        ), released=("selin", "henrike"),
    ),
    Told(
        "A7", 21, "jourfixe", "Genossenschaftsweg 1", "ralf", "jonas", ("jonas", "ralf"), (
            Topic("Neue Haushalte im Herbst", "ralf", "information", 20, "Sieben Haushalte ziehen ein. Drei möchten begleitet werden."),
        ),
    ),
)  # fmt: skip

PLANNED = (
    ("A4", 20, "steering", "Rathausplatz 5", ("selin", "jonas", "henrike", "katrin"), (("Wohnen mit Assistenz", "selin"),)),
    ("A3", 9, "adhoc", "Bahnhofstraße 21", ("nadia", "vera"), (("Welche Fälle zählen wir?", "nadia"),)),
)  # fmt: skip


def tell(story: Story) -> None:
    # what they met for in the last months were dates of a series; one of them did not take place
    first, second, *others = rhythms.past(story, "A1")
    for ago, topic, result, decision in REGULAR:
        told = Told(
            "A1",
            ago,
            "jourfixe",
            TREFF,
            "henrike",
            "mara",
            TEAM,
            (Topic(topic, "mara", "decision", 20, result, decision, replaces=SETTLED_ANEW.get(topic, "")),),
            released=("mara", "henrike"),
        )
        _held(story, told, first if ago == REGULAR[-1][0] else None)
    rhythms.called_off(story, second)
    dates = {"A1": iter(others), "A4": iter(rhythms.past(story, "A4"))}
    for told in sorted(MEETINGS, key=lambda each: -each.ago):
        own = () if told.kind == "adhoc" else dates.get(told.partnership, ())
        _held(story, told, next(iter(own), None))
    _afterwards(story)
    rhythms.not_kept(story)
    for partnership, ahead, kind, place, people, topics in PLANNED:
        _planned(story, partnership, ahead, kind, place, people, topics)
    rhythms.ahead(story)


def _seats(story: Story, keys, guests=()) -> tuple[actions.Guest, ...]:
    seats = []
    for key in keys:
        person = story.people[key]
        seats.append(actions.Guest(name=person.name, person=person, organisation=person.memberships.get().organisation))
    return tuple(seats) + tuple(actions.Guest(name=name) for name in guests)


def _held(story: Story, told: Told, date: Meeting | None = None) -> Meeting:
    """`date`: the meeting of a series that this was; else it is planned for its own sake."""
    partnership = story.partnerships[told.partnership]
    if date:
        told = replace(told, ago=(story.today - date.day).days)
    writer, starts = story.people[told.writer], date.starts_at if date else story.moment(told.ago, told.hour)
    plan = actions.Plan(
        kind=told.kind, starts_at=starts, ends_at=starts + timedelta(minutes=65), place=told.place, chair=story.people[told.chair].name,
        minutes_by=writer.memberships.get().organisation, minute_taker=writer.name, people=_seats(story, told.people, told.guests),
        title=date.title if date else "",
    )  # fmt: skip
    with story.ago(told.ago + (12 if date else 15)):
        if date:
            meeting = actions.edit(date, details=plan, seen=date.fingerprint(), by=writer)
        else:
            meeting = actions.plan(partnership, details=plan, by=writer)
    with story.ago(told.ago + 9):
        there = {item.title: item for item in meeting.items.all()}
        items = [
            there.get(topic.title)
            or actions.add_topic(meeting, title=topic.title, purpose=topic.purpose, minutes=topic.minutes, by=story.people[topic.by])
            for topic in told.topics
        ]
    last = starts + timedelta(minutes=70)
    with clock.travel(last):
        actions.begin_minutes(meeting, by=writer)
        _write(story, meeting, told, items, writer)
        meeting.refresh_from_db()
    if told.released:
        with story.ago(told.ago - 1, 8 if told.wishes else 16, since=last):
            actions.send_for_release(meeting, edition=meeting.edition, by=writer)
            last = clock.now()
        last = _corrected(story, meeting, told, writer, last)
    for step, key in enumerate(told.released, start=2):
        with story.ago(told.ago - step, 11, since=last):
            meeting.refresh_from_db()
            actions.release(meeting, edition=meeting.edition, by=story.people[key])
            last = clock.now()
    return meeting


def _corrected(story: Story, meeting: Meeting, told: Told, writer, last: datetime) -> datetime:
    """What was asked for at a passage: settled by whoever asked, or their own view beside it. When the last of it happened."""
    for title, who, text, view in told.wishes:
        by = story.people[who]
        with story.ago(told.ago - 1, 9, since=last):
            last = clock.now()
            meeting.refresh_from_db()
            wish = passages.ask(meeting, edition=meeting.edition, wish=text, item=meeting.items.get(title=title), by=by)
            if view:
                passages.differ(wish, view=view, by=by)
            else:
                passages.settle(wish, by=by)
    if told.wishes:
        with story.ago(told.ago - 1, 10, since=last):
            meeting.refresh_from_db()
            actions.send_for_release(meeting, edition=meeting.edition, by=writer)
            last = clock.now()
    return last


def _write(story: Story, meeting: Meeting, told: Told, items, writer) -> None:
    results, tasks = {}, []
    for item, topic in zip(items, told.topics, strict=True):
        results[item.pk] = actions.Typed(topic.result, item.result_fingerprint())
    presences = dict.fromkeys(meeting.participants.values_list("pk", flat=True), "present")
    remarks = actions.Typed(told.remarks, meeting.remarks_fingerprint()) if told.remarks else None
    write_minutes(meeting, results=results, presences=presences, remarks=remarks, by=writer)
    for item, topic in zip(items, told.topics, strict=True):
        for kind, text in topic.points:
            note_point(meeting, kind=kind, text=text, item=item, by=writer)
        for who, text in topic.notes:
            write_notes(meeting, texts={item.pk: actions.Typed(text, "", "")}, by=story.people[who])
        if topic.decision:
            actions.decide(
                meeting,
                text=topic.decision,
                reservation=topic.reservation,
                reservation_of=_house(story, topic.depends),
                replaces=Decision.objects.get(text=topic.replaces) if topic.replaces else None,
                item=item,
                by=writer,
            )
        for what, who, days, finished, *looks in topic.tasks:
            person = story.people[who]
            task = task_actions.give(
                meeting, what=what, person=person, organisation=person.memberships.get().organisation, item=item, by=writer,
                looks=bool(looks), until=story.moment(told.ago).date() + timedelta(days=days),
            )  # fmt: skip
            tasks.append((task, person, finished))
    for task, person, finished in tasks:
        if finished is not None:
            with story.ago(min(finished, told.ago - 1)):
                task_actions.finish(task, by=person)


def _house(story: Story, key: str):
    return story.people[key].memberships.get().organisation if key else None


def _afterwards(story: Story) -> None:
    """A task that takes longer, a reservation that was lifted, and what the decision has changed."""
    offer = Task.objects.get(what="Angebot für den Türöffner einholen")
    with story.ago(13):
        reason = "Der Anbieter kann erst nach der Baumesse rechnen."
        task_actions.postpone(offer, until=story.day(-6), reason=reason, by=story.people["nuri"])
    fees = Decision.objects.get(reservation="Freigabe durch die Geschäftsführung")
    with story.ago(22):
        register.lift(fees, note="Die Geschäftsführung hat am Dienstag zugestimmt.", by=story.people["henrike"])
    changed = next((each for each in things_of(fees.partnership, story.people["mara"]) if each.type.endswith(".Contribution")), None)
    if changed:
        with story.ago(21):
            register.link(fees, about=changed, by=story.people["mara"])
    _looked_at(story)
    _added(story)
    _deadlines(story)
    _words(story)
    _picture(story)


def _looked_at(story: Story) -> None:
    """Reported as done, sent back by the house that wanted to look first, and reported again: it is that house's turn."""
    keys, nuri = Task.objects.get(what="Schlüsselliste prüfen"), story.people["nuri"]
    with story.ago(18):
        task_actions.report(keys, by=nuri)
    with story.ago(17):
        task_actions.send_back(keys, reason="Der Schlüssel für den Keller fehlt noch in der Liste.", by=story.people["mara"])
    with story.ago(3):
        task_actions.report(keys, by=nuri)


def _added(story: Story) -> None:
    """One addendum that both have confirmed, and one that waits for the other side."""
    survey = Decision.objects.get(text=REGULAR[-1][3])
    reason = "Die Zahl war ein Schreibfehler."
    with story.ago(82):
        said = [addenda.Said("52 von 100 Befragten kennen drei Nachbarn mit Namen.", item=survey.item)]
        addendum = addenda.propose(survey.meeting, reason=reason, said=said, by=story.people["mara"])
    with story.ago(80):
        addenda.agree(addendum, edition=addendum.edition, by=story.people["henrike"])
    bulky = Item.objects.get(title="Sperrmüll im Hof", meeting__state=Meeting.State.RELEASED)
    with story.ago(5):
        said = [addenda.Said("Der Container kommt in der ersten Woche der Osterferien.", item=bulky)]
        addenda.propose(bulky.meeting, reason="Der Termin stand noch nicht fest.", said=said, by=story.people["joern"])


def _deadlines(story: Story) -> None:
    """Two houses have agreed that silence counts, two others talk about how long minutes wait."""
    with story.ago(20):
        source = "§ 8 der Kooperationsvereinbarung"
        deadline = deadlines.propose(story.partnerships["A2"], days=10, silence_counts=True, source=source, by=story.people["lukas"])
    with story.ago(18):
        deadlines.agree(deadline, edition=1, by=story.people["pia"])
    with story.ago(4):
        deadlines.propose(story.partnerships["A1"], days=8, silence_counts=False, source="", by=story.people["henrike"])


def _words(story: Story) -> None:
    """One word both have agreed on, because of a decision, one that waits for the other side, and a task that came of a decision."""
    mara, joern, henrike = (story.people[key] for key in ("mara", "joern", "henrike"))
    plan = Decision.objects.get(text__startswith="Ab dem nächsten Quartal gilt der neue Belegungsplan")
    with story.ago(28):
        term = glossary.propose(
            plan.partnership, by=mara, word="Belegungsplan", forms="Belegungsplans, Belegungspläne",
            view="Wann welche Gruppe den Raum hat.", common="Die Liste, in der steht, wer den Treff wann nutzt. Sie hängt im Treff aus.",
        )  # fmt: skip
        register.link(plan, about=Thing("partnerships.Term", term.pk, term.word), by=mara)
    with story.ago(26):
        view = "Nicht zu verwechseln mit der Belegung von Wohnungen."
        term = glossary.reword(term, word=term.word, forms=term.forms, common=term.common, view=view, edition=1, by=henrike)
    with story.ago(25):
        glossary.agree(term, edition=term.edition, by=mara)
    with story.ago(6):
        view, common = "Kurse, die jede Woche stattfinden.", "Was mindestens ein halbes Jahr lang läuft."
        glossary.propose(plan.partnership, by=joern, word="Feste Angebote", view=view, common=common)
        what = "Den Belegungsplan für das nächste Halbjahr entwerfen"
        task = task_actions.take_on(plan, what=what, person=joern, until=story.day(-30), by=joern)
        register.link(plan, about=Thing("partnerships.Task", task.pk, task.what), by=joern)


def _picture(story: Story) -> None:
    """Of a topic that is being talked about."""
    heating = Item.objects.get(title="Heizung im Treff")
    with story.ago(1, 11):
        path = files.new_incoming()
        path.write_bytes(floor_plan())
        upload, seen = checked_file(path, "Grundriss.png"), "Grundriss des Treffs. Der Heizkessel steht im Flur."
        annexes.add(heating, kind="topic", upload=upload, comment=seen, by=story.people["mara"])


def _planned(story: Story, partnership: str, ahead: int, kind: str, place: str, people, topics) -> None:
    day = story.day(-ahead)
    day += timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)
    starts = clock.at(day, 10)
    first = story.people[people[0]]
    with story.ago(5):
        meeting = actions.plan(
            story.partnerships[partnership], by=first, details=actions.Plan(
                kind=kind, starts_at=starts, ends_at=starts + timedelta(minutes=60), place=place, chair=first.name,
                minutes_by=story.people[people[-1]].memberships.get().organisation if people[-1] != "katrin" else first.memberships.get().organisation,
                people=_seats(story, people),
            ),
        )  # fmt: skip
    with story.ago(3):
        for title, by in topics:
            actions.add_topic(meeting, title=title, purpose="consultation", minutes=15, by=story.people[by])
