"""What most rows of the generated data are not: how a house decides, plans and texts of its own, and everything in each of its states.

rows()    of what a house or a partnership has several of: one for who has few, up to 50 for who has many
states()  everything once in each state that has pages of its own, all in one partnership, of few and of many alike; the housing side
          looks at it
"""

from datetime import time, timedelta
from decimal import Decimal

from django.contrib.contenttypes.models import ContentType

from neighbourhoods.quarter.models import Figure
from partnerships.addendum.models import Addendum
from partnerships.agreement.edition import Clause, Edition
from partnerships.agreement.ending import Notice, WindUp
from partnerships.agreement.models import Agreement
from partnerships.agreement.motion import Motion
from partnerships.agreement.moves import BOUND, OPEN, VALID
from partnerships.annex.models import Annex
from partnerships.approval.models import Absence, ApprovalRule, ApprovalStep, Body, DecisionDay, NoGoPeriod
from partnerships.approval.release import Release, ReleaseStep
from partnerships.attendance.models import Invite
from partnerships.base import clock, files
from partnerships.deadline.models import Deadline
from partnerships.export.models import Export
from partnerships.feed.models import Feed
from partnerships.glossary.models import Term
from partnerships.library.models import AgreementTemplate, TemplateClause, TemplateEdition
from partnerships.meeting.models import Decision, Item, Meeting, Participant
from partnerships.membership import tokens
from partnerships.minutes.models import Point
from partnerships.organisation.models import Invitation, Organisation, Role
from partnerships.partnership.models import Partnership, Party, Side
from partnerships.series.models import Series
from partnerships.task.models import Task
from partnerships.topic.models import Topic
from projects.bench import payments, pots, proving
from projects.bench.houses import House, Pair
from projects.booking.models import Booking
from projects.contribution.models import Contribution, Delivery
from projects.goal.models import Goal
from projects.hours.models import Sheet, SheetLine
from projects.ledger.models import Rebooking
from projects.project.models import Project

MOST = 50
TOKEN = "bench"  # noqa: S105 - of the one invitation, in a database that nobody else reads
DAY = timedelta(days=1)
KINDS = {Contribution.State.GRANTED: "time", Contribution.State.DELIVERED: "rooms"}
HOURS = {"quantity": 10, "offered_quantity": 10, "rate": 50, "rate_source": "Vollkostensatz"}


def rows(pairs: list[Pair], house: House) -> None:
    """`house` takes part in all of these partnerships."""
    for number, pair in enumerate(pairs[:MOST]):
        _of_a_house(house, number)
        _of_a_partnership(pair, number)
        _release(pair, house, number)
    Feed.objects.create(person=house.lead)


def states(pair: Pair, project: Project) -> None:
    """In a partnership of its own beside these, what ends or begins a partnership."""
    for owner in pair.houses:
        made = {state: _agreement(pair, owner, state) for state in Agreement.State.values if state != Agreement.State.MERGED}
        _agreement(pair, owner, Agreement.State.MERGED, amends=made[Agreement.State.ACTIVE], amends_edition=1, amends_number=1)
    _signed(pair)
    _goals(pair)
    _contributions(pair, project)
    payments.rows(pair, project)
    pots.changes(pair)
    proving.proofs(pair, project)
    for state in Project.State.values:
        _project(pair, state)
    for state in Meeting.State.values:
        _meeting(pair, state)
    by = {"organisation": pair.housing.organisation, "created_by": pair.housing.lead}
    for state in Term.State.values:
        Term.objects.create(partnership=pair.partnership, word=f"Treff {state}", common="Ein offener Raum.", state=state, **by)
    for state in Deadline.State.values:
        Deadline.objects.create(partnership=pair.partnership, state=state, **by)
    for state in Series.State.values:
        for house in pair.houses:
            _series(pair, house, state=state)
    _doors(pair)
    quarter = pair.partnership.quarters.first()
    Figure.objects.create(
        quarter=quarter,
        key=Figure.Key.RESIDENTS,
        value=4000,
        reference_date=clock.today(),
        source="Eigene Zählung",
        organisation=pair.housing.organisation,
        by=pair.housing.lead,
    )
    Invitation.objects.create(
        organisation=pair.housing.organisation,
        email="neu@example.org",
        name="Neu",
        roles=[Role.STAFF],
        token_hash=tokens.digest(f"{TOKEN}{pair.housing.organisation}"),
        invited_by=pair.housing.lead,
    )


def _of_a_house(house: House, number: int) -> None:
    organisation, day = house.organisation, clock.today() + 2 * number * DAY
    body = Body.objects.create(organisation=organisation, name=f"Vorstand {number}")
    DecisionDay.objects.create(body=body, meets_on=day + 40 * DAY, cut_off_on=day + 20 * DAY)
    NoGoPeriod.objects.create(organisation=organisation, name="Betriebsferien", starts_on=day, ends_on=day)
    Absence.objects.create(organisation=organisation, person=house.staff, deputy=house.lead, starts_on=day, ends_on=day)
    rule = ApprovalRule.objects.create(
        organisation=organisation, subject="contribution", amount_to=1000 * (number + 1) if number else None, made_by=house.lead
    )
    ApprovalStep.objects.create(rule=rule, order=1, name="Vorstand", roles=[Role.SIGNATORY], body=body)
    template = AgreementTemplate.objects.create(organisation=organisation, kind="use", name=f"Unsere Räume {number}")
    edition = TemplateEdition.objects.create(template=template, number=1, by=house.lead)
    TemplateClause.objects.create(edition=edition, order=1, key="rooms", title="Räume", body="{B} überlässt {A} die Räume.")


def _of_a_partnership(pair: Pair, number: int) -> None:
    Topic.objects.create(
        partnership=pair.partnership, title=f"Heizung {number}", brought_in_by=pair.housing.organisation, created_by=pair.housing.lead
    )
    _series(pair, pair.social)
    Export.objects.create(
        person=pair.housing.lead,
        organisation=pair.housing.organisation,
        partnership=pair.partnership,
        kind="partnership_report",
        format="csv",
        title="Bericht",
        state=Export.State.DONE,
        params={"starts_on": "2026-01-01", "ends_on": "2026-12-31", "parts": ["projects"]},
        finished_at=clock.now(),
        file="none.csv",
        size=3,
    )


def _release(pair: Pair, house: House, number: int) -> None:
    goal = Goal.objects.filter(partnership=pair.partnership).first()
    release = Release.objects.create(
        subject_type=ContentType.objects.get_for_model(Goal),
        subject_id=goal.pk,
        subject_label=str(goal),
        subject="agreement",
        organisation=house.organisation,
        partnership=pair.partnership,
        hands=[house.staff.pk],
        asked_by=house.staff,
        expected_on=clock.today() + number * DAY,
    )
    ReleaseStep.objects.create(release=release, order=1, name="Vorstand", roles=[Role.SIGNATORY], began_at=clock.now())


def _series(pair: Pair, by: House, state: str = Series.State.PROPOSED) -> Series:
    return Series.objects.create(
        partnership=pair.partnership,
        first=clock.today() + 7 * DAY,
        time=time(10),
        created_by=by.lead,
        organisation=by.organisation,
        state=state,
    )


def _agreement(pair: Pair, owner: House, state: str, **more) -> Agreement:
    now, start, end = clock.now(), clock.today() - 300 * DAY, clock.today() + 300 * DAY
    open_ = state in OPEN
    agreement = Agreement.objects.create(
        partnership=pair.partnership,
        title=f"{Agreement.State(state).label} ({owner.organisation})",
        state=state,
        owner=owner.organisation,
        waiting=[pair.housing.organisation.pk] if open_ else [],
        released_ids=[house.organisation.pk for house in pair.houses] if state == Agreement.State.SIGNING else [],
        turn_since=now if open_ else None,
        offered_at=None if state == Agreement.State.DRAFT else now,
        starts_on=start,
        ends_on=end,
        **({"signed_at": now} if state in BOUND else {}),
        **({"in_force_at": now} if state in VALID else {}),
        **more,
    )
    if state == Agreement.State.IDEA:
        return agreement
    edition = Edition.objects.create(
        agreement=agreement, number=1, title=agreement.title, starts_on=start, ends_on=end, by=owner.lead, organisation=owner.organisation
    )
    for number in range(1, 7):
        Clause.objects.create(edition=edition, order=number, key=f"clause-{number}", title=f"§ {number}", body="Gut so. " * 40)
    if state != Agreement.State.DRAFT:
        Edition.objects.filter(pk=edition.pk).update(sent_at=now)
    return agreement


def _signed(pair: Pair) -> None:
    """What is proposed, notified and to be wound up, on those that are signed."""
    for agreement in Agreement.objects.filter(partnership=pair.partnership, owner=pair.social.organisation, state__in=BOUND):
        WindUp.objects.create(agreement=agreement, key=WindUp.Key.KEYS, organisation=pair.housing.organisation, until=clock.today())
    both = {"organisation": pair.social.organisation}
    active = Agreement.objects.get(partnership=pair.partnership, owner=pair.social.organisation, state=Agreement.State.ACTIVE)
    until = f"{active.ends_on + 365 * DAY:%Y-%m-%d}"
    Motion.objects.create(
        agreement=active, verb=Motion.Verb.RENEW, reason="Es läuft gut.", proposed_by=pair.social.lead, data={"until": until}, **both
    )
    given = Agreement.objects.filter(partnership=pair.partnership, state=Agreement.State.NOTICE)
    for agreement in given:
        Notice.objects.create(agreement=agreement, person=pair.housing.lead, effective_on=agreement.ends_on, **both)
    draft = Agreement.objects.get(partnership=pair.partnership, owner=pair.housing.organisation, state=Agreement.State.DRAFT)
    Annex.objects.create(
        subject=draft,
        partnership=pair.partnership,
        organisation=pair.housing.organisation,
        person=pair.housing.lead,
        kind="a2",
        name="Raumplan.pdf",
        format="pdf",
        size=3,
        sha256="0" * 64,
        file=files.new_name(),
        state=Annex.State.CLEAN,
    )


def _goals(pair: Pair) -> None:
    for closing in ("", Goal.State.REACHED):
        Goal.objects.create(
            partnership=pair.partnership,
            wording=f"Ein gültiges Ziel. {closing}",
            state=Goal.State.VALID,
            closing_as=closing,
            agreed_at=clock.now(),
            agreed_edition=1,
            organisation=pair.social.organisation,
            created_by=pair.social.lead,
        )


def _contributions(pair: Pair, project: Project) -> None:
    """Both ways; asked for, in question, granted in part, delivered."""
    states = Contribution.State
    for giver, receiver in (pair.houses, pair.houses[::-1]):
        for state in (states.ASKED, states.QUESTION, states.PART, states.GRANTED, states.DELIVERED):
            promised = state in (states.PART, states.GRANTED, states.DELIVERED)
            came = Decimal(500) if state == states.DELIVERED else Decimal(0)
            contribution = Contribution.objects.create(
                partnership=pair.partnership,
                project=project,
                giver=giver.organisation,
                receiver=receiver.organisation,
                giver_side=giver.organisation.kind,
                receiver_side=receiver.organisation.kind,
                kind=KINDS.get(state, "goods"),
                title=f"Möbel {state}",
                starts_on=clock.today() - 100 * DAY,
                ends_on=clock.today() + 100 * DAY,
                state=state,
                asked=Decimal(600),
                offered=Decimal(500) if promised else None,
                granted=Decimal(500) if promised and state != states.PART else Decimal(0),
                delivered=came,
                asked_by=receiver.staff,
                decided_by=giver.lead if promised else None,
                decided_at=clock.now() if promised else None,
                **(HOURS if state == states.GRANTED else {}),
            )
            if state == states.GRANTED:
                _sheet(contribution, giver)
            if came:
                _bookings(contribution, giver, receiver)
                for house in (receiver, giver):
                    _rebooking(contribution, house)
                for house in (receiver, giver):
                    Delivery.objects.create(
                        contribution=contribution, on=clock.today(), amount=came / 2, noted_by=house.staff, noted_for=house.organisation
                    )


def _bookings(contribution: Contribution, giver: House, receiver: House) -> None:
    """One that waits for an answer, one that is booked."""
    for number, answered in enumerate((None, giver.staff), start=1):
        begins = clock.now() + number * DAY
        Booking.objects.create(
            contribution=contribution,
            partnership=contribution.partnership,
            giver=giver.organisation,
            room=f"Raum {contribution.pk}",
            purpose="Kleiderbörse",
            starts_at=begins,
            ends_at=begins + timedelta(hours=2),
            asked_by=receiver.staff,
            answered_by=answered,
            state=Booking.State.CONFIRMED if answered else Booking.State.ASKED,
        )


def _sheet(contribution: Contribution, house: House) -> None:
    week = clock.today() - clock.today().weekday() * DAY
    sheet = Sheet.objects.create(contribution=contribution, week=week, organisation=house.organisation, by=house.staff)
    SheetLine.objects.bulk_create(SheetLine(sheet=sheet, position=row, who=f"Nr. {row}", hours=[1] * 5 + [0, 0]) for row in range(5))


def _rebooking(contribution: Contribution, house: House) -> None:
    Rebooking.objects.create(
        contribution=contribution,
        sort="return",
        on=clock.today(),
        amount=1,
        reason="Pfand",
        by=house.staff,
        organisation=house.organisation,
    )


def _project(pair: Pair, state: str) -> None:
    Project.objects.create(
        partnership=pair.partnership,
        title=f"Projekt {state}",
        field_of_action="garden",
        state=state,
        created_by=pair.housing.lead,
        organisation=pair.housing.organisation,
    )


def _meeting(pair: Pair, state: str) -> None:
    start = clock.now() + (7 if state == Meeting.State.PLANNED else -7) * DAY
    house = pair.housing
    meeting = Meeting.objects.create(
        partnership=pair.partnership,
        title=f"Treffen {state}",
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        created_by=house.lead,
        organisation=house.organisation,
    )
    for each in pair.houses:
        Participant.objects.create(meeting=meeting, person=each.lead, name=each.lead.name, organisation=each.organisation)
    item = Item.objects.create(meeting=meeting, order=1, title="Auslastung", brought_in_by=house.organisation, result="Neuer Plan.")
    Decision.objects.create(partnership=pair.partnership, meeting=meeting, item=item, number=f"{state}/01", text="Der neue Plan gilt.")
    Point.objects.create(meeting=meeting, item=item, kind=Point.Kind.INFORMATION, text="Der Hof wird gefegt.")
    for done in (None, clock.now()):
        Task.objects.create(
            partnership=pair.partnership,
            meeting=meeting,
            item=item,
            what="Aushang",
            organisation=house.organisation,
            person=house.lead,
            until=clock.today(),
            state=Task.State.DONE if done else Task.State.OPEN,
            done_at=done,
        )
    Invite.objects.create(meeting=meeting, person=house.lead, name=house.lead.name, email=house.lead.email)
    released = clock.now() if state == Meeting.State.RELEASED else None
    Meeting.objects.filter(pk=meeting.pk).update(state=state, released_at=released)
    for name in Addendum.State.values if released else ():
        words = {"title": f"Nachtrag {name}", "reason": "Eine Zahl.", "state": name, "digest_agreed": "0" * 64}
        addendum = Addendum(meeting=meeting, partnership=pair.partnership, number=Addendum.State.values.index(name) + 1, **words)
        addendum.created_by, addendum.organisation = house.lead, house.organisation
        addendum.save(force_insert=True)


def _doors(pair: Pair) -> None:
    """Partnerships of the same two houses: one that the housing side is invited to, and one that the social side wishes to end, in which
    it has another housing company beside it."""
    now, by = clock.now(), pair.social
    invited = Partnership.objects.create(title="Eine Einladung", founded_by=by.organisation)
    ending = Partnership.objects.create(
        title="Ein Wunsch",
        founded_by=by.organisation,
        state=Partnership.State.ACTIVE,
        started_on=clock.today(),
        ending_asked_by=by.organisation,
        ending_asked_at=now,
        ending_asked_person=by.lead,
        ending_reason="Das Projekt ist zu Ende.",
    )
    answered = {"state": Party.State.ACTIVE, "answered_at": now}
    for partnership, answer in ((invited, {}), (ending, answered | {"answered_by": pair.housing.lead})):
        Party.objects.create(
            partnership=partnership, organisation=by.organisation, side=Side.SOCIAL, invited_by=by.lead, answered_by=by.lead, **answered
        )
        Party.objects.create(
            partnership=partnership, organisation=pair.housing.organisation, side=Side.HOUSING, invited_by=by.lead, **answer
        )
    beside = Organisation.objects.create(kind=Side.HOUSING, name=f"Neben {pair.housing.organisation}", short_name="Daneben")
    Party.objects.create(
        partnership=ending, organisation=beside, side=Side.HOUSING, invited_by=by.lead, answered_by=pair.housing.lead, **answered
    )
