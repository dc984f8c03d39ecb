"""Data for measuring: many partnerships between a few housing companies and many social organisations, written straight into the tables."""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from itertools import product

from django.db import transaction

from neighbourhoods.quarter.models import Figure, Quarter
from partnerships.agreement.edition import Clause, Edition, Promise
from partnerships.agreement.models import Agreement
from partnerships.base import clock
from partnerships.journal.models import Entry
from partnerships.meeting.models import Decision, Item, Meeting, Participant
from partnerships.partnership.models import Field, Partnership, Party, Side
from partnerships.person.models import Person
from partnerships.task.models import Task
from projects.bench import pots, states
from projects.bench.houses import House, Pair, make_house
from projects.contribution.models import Contribution, Delivery
from projects.goal.models import Goal
from projects.project.models import Project

HOUSING_COMPANIES = 4
FEW, MANY = "Bau Wenig", "Bau 0"
MEETINGS, ENTRIES, GOALS, CLAUSES = 4, 20, 3, 6
FIELDS = [value for value in Field.values if value != Field.OTHER]


@transaction.atomic
def make(*, partnerships: int, projects: int, contributions: int) -> None:
    """Fill an empty database."""
    few = _pairs(1, [make_house("social", "Verein Wenig")], [make_house("housing", FEW)])
    socials = [make_house("social", f"Verein {number}") for number in range(-(-partnerships // HOUSING_COMPANIES))]
    housings = [make_house("housing", f"Bau {number}") for number in range(HOUSING_COMPANIES)]
    many = _pairs(partnerships, socials, housings)
    for pairs, amount, each in ((few, (1, 5), 1), (many, (projects, contributions), MEETINGS)):
        _quarters(pairs)
        running = _projects(pairs, amount[0])
        _contributions(pairs, running, amount[1])
        _goals(pairs, min(each, GOALS))
        _agreements(pairs)
        _meetings(pairs, each)
        _entries(pairs, each * ENTRIES // MEETINGS)
        house = pairs[0].housing
        its = [pair for pair in pairs if pair.housing is house]
        states.rows(its, house)
        pots.pots(its, house)
        states.states(pairs[0], running[0][1])


def visitors() -> tuple[Person, Person]:
    """The person who has few rows and the one who has many."""
    few, many = (Person.objects.get(memberships__organisation__name=name, name__startswith="Lea") for name in (FEW, MANY))
    return few, many


def _pairs(number: int, socials: list[House], housings: list[House]) -> list[Pair]:
    today, now = clock.today(), clock.now()
    pairs = []
    for index, (social, housing) in enumerate(product(socials, housings)):
        if index == number:
            break
        partnership = Partnership(
            title=f"{social.organisation} und {housing.organisation}",
            description="Gute Nachbarschaft im Quartier. " * 5,
            fields_of_action=[FIELDS[index % len(FIELDS)]],
            state=Partnership.State.ACTIVE,
            founded_by=social.organisation,
            started_on=today - timedelta(days=400),
        )
        pairs.append(Pair(partnership, social, housing))
    Partnership.objects.bulk_create(pair.partnership for pair in pairs)
    Party.objects.bulk_create(
        Party(
            partnership=pair.partnership,
            organisation=house.organisation,
            side=side,
            state=Party.State.ACTIVE,
            invited_by=pair.social.lead,
            answered_by=house.lead,
            answered_at=now,
        )
        for pair in pairs
        for house, side in zip(pair.houses, (Side.SOCIAL, Side.HOUSING), strict=True)
    )
    return pairs


def _quarters(pairs: list[Pair]) -> None:
    first = pairs[0]
    for number in range(min(len(pairs), 12)):
        name = f"Quartier {number} {first.social.organisation}"
        quarter = Quarter.objects.create(name=name, city="Auenstedt", brought_in_by=first.social.organisation)
        quarter.partnerships.set([pair.partnership for pair in pairs[number::12]])
        Figure.objects.bulk_create(
            Figure(
                quarter=quarter,
                key=key,
                value=4000 + number,
                reference_date=clock.today(),
                source="Stadt Auenstedt",
                organisation=first.social.organisation,
                by=first.social.lead,
            )
            for key in (Figure.Key.RESIDENTS, Figure.Key.DWELLINGS)
        )


def _projects(pairs: list[Pair], number: int) -> list[tuple[Pair, Project]]:
    def project(pair: Pair, index: int) -> Project:
        return Project(
            partnership=pair.partnership,
            title=f"Nachbarschaftstreff {index}",
            field_of_action=FIELDS[index % len(FIELDS)],
            description="Offen für alle. " * 20,
            starts_on=clock.today() - timedelta(days=200),
            ends_on=clock.today() + timedelta(days=200),
            responsible_social=pair.social.lead,
            responsible_housing=pair.housing.lead,
            state=Project.State.RUNNING,
            created_by=pair.social.lead,
            organisation=pair.social.organisation,
        )

    made = [(pair, project(pair, index)) for index in range(number) for pair in (pairs[index % len(pairs)],)]
    Project.objects.bulk_create((each for _pair, each in made), batch_size=2000)
    return made


def _contributions(pairs: list[Pair], projects: list[tuple[Pair, Project]], number: int) -> None:
    states = Contribution.State
    cycle = [states.ASKED, states.QUESTION, states.DELIVERED] + 5 * [states.GRANTED] + 3 * [states.DECLINED] + 29 * [states.CONFIRMED]
    now, today, rows = clock.now(), clock.today(), []
    for index in range(number):
        pair, project = projects[index % len(projects)]
        state = cycle[index % len(cycle)]
        giver, receiver = (pair.social, pair.housing) if index % 3 == 2 else (pair.housing, pair.social)
        amount = Decimal(100 + index % 5000)
        decided = state not in {states.ASKED, states.QUESTION}
        promised, came = decided and state != states.DECLINED, state in {states.DELIVERED, states.CONFIRMED}
        rows.append(
            Contribution(
                partnership=pair.partnership,
                project=project,
                giver=giver.organisation,
                receiver=receiver.organisation,
                giver_side=giver.organisation.kind,
                receiver_side=receiver.organisation.kind,
                kind="money",
                money_type="zuschuss",
                title=f"Honorare {index}",
                purpose="Für die Arbeit im Treff. " * 5,
                state=state,
                starts_on=today - timedelta(days=100),
                ends_on=today + timedelta(days=100),
                asked=amount,
                offered=amount if promised else None,
                granted=amount if promised else 0,
                delivered=amount if came else 0,
                confirmed=amount if state == states.CONFIRMED else 0,
                asked_by=receiver.staff,
                asked_at=now,
                state_since=now - timedelta(days=index % 60),
                decided_by=giver.lead if decided else None,
                decided_at=now if decided else None,
                reason="budget" if state == states.DECLINED else "",
                reason_text="Der Topf ist leer." if state == states.DECLINED else "",
            )
        )
    Contribution.objects.bulk_create(rows, batch_size=2000)
    house = {house.organisation.pk: house for pair in pairs for house in pair.houses}
    Delivery.objects.bulk_create(
        (
            Delivery(
                contribution=row,
                on=today,
                amount=row.delivered,
                noted_by=house[row.giver_id].staff,
                noted_for_id=row.giver_id,
                **({"confirmed_by": house[row.receiver_id].lead, "confirmed_at": now} if row.confirmed else {}),
            )
            for row in rows
            if row.delivered
        ),
        batch_size=2000,
    )


def _goals(pairs: list[Pair], each: int) -> None:
    Goal.objects.bulk_create(
        Goal(
            partnership=pair.partnership,
            wording=f"{number + 1}00 Menschen kommen in den Treff.",
            target=100,
            unit="Personen",
            due=clock.today(),
            organisation=pair.social.organisation,
            created_by=pair.social.lead,
        )
        for pair in pairs
        for number in range(each)
    )


def _agreements(pairs: list[Pair]) -> None:
    today, now = clock.today(), clock.now()
    start, end = today - timedelta(days=300), today + timedelta(days=300)
    agreements = [
        Agreement(
            partnership=pair.partnership,
            title="Kooperationsvereinbarung",
            state=Agreement.State.REVIEW,
            owner=pair.social.organisation,
            waiting=[pair.housing.organisation.pk],
            turn_since=now,
            offered_at=now,
            starts_on=start,
            ends_on=end,
        )
        for pair in pairs
    ]
    editions = [
        Edition(
            agreement=agreement,
            number=1,
            title=agreement.title,
            starts_on=start,
            ends_on=end,
            by=pair.social.lead,
            organisation=pair.social.organisation,
        )
        for pair, agreement in zip(pairs, agreements, strict=True)
    ]
    Agreement.objects.bulk_create(agreements)
    Edition.objects.bulk_create(editions)
    Clause.objects.bulk_create(
        Clause(edition=edition, order=number, key=f"clause-{number}", title=f"§ {number}", body="Beide Seiten wirken zusammen. " * 10)
        for edition in editions
        for number in range(1, CLAUSES + 1)
    )
    Promise.objects.bulk_create(
        Promise(
            edition=edition,
            order=1,
            giver=pair.housing.organisation,
            receiver=pair.social.organisation,
            kind="money",
            money_type="zuschuss",
            title="Zuschuss",
            amount=Decimal(30000),
            starts_on=start,
            ends_on=end,
        )
        for pair, edition in zip(pairs, editions, strict=True)
    )
    Edition.objects.filter(pk__in=[edition.pk for edition in editions]).update(sent_at=now)


def _meetings(pairs: list[Pair], each: int) -> None:
    now = clock.now()
    held = [
        (
            pair,
            number,
            Meeting(
                partnership=pair.partnership,
                title=f"Jour fixe {number}",
                starts_at=now - timedelta(days=30 * number + 7),
                ends_at=now - timedelta(days=30 * number + 7, hours=-1),
                created_by=pair.social.lead,
                organisation=pair.social.organisation,
            ),
        )
        for pair in pairs
        for number in range(each)
    ]
    Meeting.objects.bulk_create(meeting for _pair, _number, meeting in held)
    Participant.objects.bulk_create(
        Participant(meeting=meeting, person=house.lead, name=house.lead.name, organisation=house.organisation)
        for pair, _number, meeting in held
        for house in pair.houses
    )
    items = [
        Item(meeting=meeting, order=order, title=f"Thema {order}", result="Besprochen. " * 10, brought_in_by=pair.social.organisation)
        for pair, _number, meeting in held
        for order in (1, 2, 3)
    ]
    Item.objects.bulk_create(items)
    Decision.objects.bulk_create(
        Decision(partnership=pair.partnership, meeting=meeting, number=f"{number}/01", text="Der neue Plan gilt.")
        for pair, number, meeting in held
    )
    Task.objects.bulk_create(
        Task(
            partnership=pair.partnership,
            meeting=meeting,
            what="Plan aushängen",
            organisation=house.organisation,
            person=None if number % 2 else house.lead,
            until=clock.today(),
        )
        for pair, number, meeting in held
        for house in pair.houses
    )


def _entries(pairs: list[Pair], each: int) -> None:
    def entries() -> Iterable[Entry]:
        for pair in pairs:
            for number in range(each):
                yield Entry(
                    verb="partnership.accepted",
                    actor=pair.social.lead,
                    organisation=pair.social.organisation,
                    partnership=pair.partnership,
                    subject_type=Partnership._meta.label,
                    subject_id=pair.partnership.pk,
                    subject_label=pair.partnership.title,
                    at=clock.now() - timedelta(hours=number),
                    released=bool(number % 2),
                )

    Entry.objects.bulk_create(entries(), batch_size=2000)
