"""A world: one of each thing between the cast's two sides, written straight into the tables, for tests that walk over everything.

world["agreement"] is the thing whose pages are named agreement_*.
"""

from datetime import time, timedelta
from decimal import Decimal

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile

from neighbourhoods.quarter.models import Figure, Quarter
from partnerships.addendum.models import Addendum, Correction
from partnerships.approval.models import Absence, ApprovalRule, ApprovalStep, Body, DecisionDay, NoGoPeriod
from partnerships.approval.release import Release, ReleaseStep
from partnerships.base import clock
from partnerships.deadline.models import Deadline
from partnerships.export.build import folder
from partnerships.export.models import Export
from partnerships.glossary.models import Term
from partnerships.library.models import AgreementTemplate, TemplateClause, TemplateEdition
from partnerships.meeting.models import Decision, Item, Meeting, Participant
from partnerships.minutes.models import Point
from partnerships.organisation.models import Invitation, Membership
from partnerships.paper.models import SignedPaper
from partnerships.partnership.models import Party
from partnerships.passage.models import Wish
from partnerships.register.models import Effect, Lift
from partnerships.series.models import Series
from partnerships.task.models import Task
from partnerships.topic.models import Topic
from projects.booking.models import Booking
from projects.change.models import Change
from projects.condition.models import Condition
from projects.contribution.models import Contribution, Delivery
from projects.draft.models import Draft
from projects.goal.models import Goal
from projects.hours.models import Sheet, SheetLine
from projects.ledger.models import Rebooking
from projects.project.models import Project
from projects.rate.models import Rate
from tests.cast import Cast
from tests.world_of_agreements import agreement_of, annex_of, tenure_of
from tests.world_of_money import UNDECIDED, funding_of, given, hours_of, pot_of, receipts_of


def make_world(cast: Cast) -> dict:
    """Agreement offered, goal proposed, contribution asked, meeting in release, project running, export done."""
    social, housing, partnership = cast.social, cast.housing, cast.partnership
    by, today = social.coordinator, clock.today()
    year = (today.replace(month=1, day=1), today.replace(month=12, day=31))
    world: dict = {"partnership": partnership, "organisation": social.org, "membership": Membership.objects.get(person=social.staff)}
    world["party"] = Party.objects.get(partnership=partnership, organisation=housing.org)
    world["invitation"] = Invitation.objects.create(
        organisation=social.org, email="neu@example.org", name="Neu", roles=["staff"], token_hash="0" * 64, invited_by=social.administrator
    )
    quarter = Quarter.objects.create(name="Lindenhof", city="Auenstedt", brought_in_by=social.org)
    quarter.partnerships.add(partnership)
    world["quarter"] = quarter
    world["figure"] = Figure.objects.create(
        quarter=quarter, key="residents", value=6400, reference_date=today, source="Stadt", level="partners", organisation=social.org, by=by
    )
    project = Project.objects.create(
        partnership=partnership, title="Treff", field_of_action="meeting_place", state="running", created_by=by, organisation=social.org
    )
    project.quarters.add(quarter)
    world["project"] = project
    world["goal"] = Goal.objects.create(
        partnership=partnership, wording="Mehr Nachbarn kennen sich.", organisation=social.org, created_by=by
    )
    world["agreement"] = agreement_of(cast, by, year)
    world["edition"] = world["agreement"].editions.get()
    world |= tenure_of(cast, world["agreement"])
    world["annex"] = annex_of(cast, world["agreement"])
    world["agreementtemplate"] = AgreementTemplate.objects.create(organisation=social.org, kind="use", name="Unsere Räume")
    text = TemplateEdition.objects.create(template=world["agreementtemplate"], number=1, by=by)
    TemplateClause.objects.create(edition=text, order=1, key="rooms", title="Räume", body="{B} überlässt {A} die Räume.")
    SignedPaper.objects.create(edition=world["edition"], digest="0" * 64)
    contribution = given(cast, housing, year, Decimal(4000), **UNDECIDED, project=project, title="Honorare")
    world["contribution"] = contribution
    world["condition"] = Condition.objects.create(
        contribution=contribution, text="Versicherung zeigen", position=1, state_since=clock.now()
    )
    came = {"kind": "goods", "money_type": "", "state": "delivered", "delivered": Decimal(500)}
    promised = given(cast, housing, year, Decimal(500), title="Möbel", **came)
    world["delivery"] = Delivery.objects.create(
        contribution=promised, on=today, amount=Decimal(500), noted_by=housing.staff, noted_for=housing.org
    )
    world["draft"] = Draft.objects.create(
        organisation=social.org, partnership=partnership, data={"title": "Halb fertig"}, saved_by=social.staff
    )
    world["change"] = Change.objects.create(
        contribution=promised,
        partnership=partnership,
        organisation=social.org,
        asked_by=social.staff,
        reason="Später",
        purpose="Für den Hof",
    )
    begins = clock.now() + timedelta(days=3)
    world["booking"] = Booking.objects.create(
        contribution=promised, partnership=partnership, giver=housing.org, room="Saal", purpose="Kleiderbörse",
        starts_at=begins, ends_at=begins + timedelta(hours=2), asked_by=social.staff,
    )  # fmt: skip
    world["sheet"] = Sheet.objects.create(
        contribution=hours_of(cast, year), week=today - timedelta(days=today.weekday()), organisation=housing.org, by=housing.staff
    )
    SheetLine.objects.create(sheet=world["sheet"], position=0, who="HM 1", hours=[2, 0, 0, 0, 0, 0, 0])
    world["rebooking"] = Rebooking.objects.create(
        contribution=promised, sort="return", on=today, amount=5, reason="Pfand", by=housing.staff, organisation=housing.org
    )
    world |= pot_of(cast, promised)
    world["rate"] = Rate.objects.create(
        organisation=housing.org, kind="time", year=today.year, value=52, source="Vollkosten", as_of=today, set_by=housing.finance
    )
    world |= funding_of(cast, year)
    world |= receipts_of(cast, project, year)
    world |= _house(cast)
    _releasing(cast, world["approvalrule"], year)
    meeting = _meeting(cast, by)
    world.update({"meeting": meeting, "item": meeting.items.get(), "decision": meeting.decisions.get(), "task": meeting.tasks.get()})
    world["participant"] = meeting.participants.get()
    world["point"] = meeting.points.get()
    world["topic"] = Topic.objects.create(partnership=partnership, title="Heizung", brought_in_by=social.org, created_by=by, minutes=10)
    world["lift"] = Lift.objects.create(decision=world["decision"], organisation=social.org, person=by, note="Der Vorstand hat zugestimmt.")
    world["effect"] = Effect.objects.create(
        decision=world["decision"], about_type="partnerships.Task", about_id=world["task"].pk, about_label="Heizung",
        organisation=social.org, person=by,
    )  # fmt: skip
    world["wish"] = meeting.wishes.get()
    world |= _minutes(cast, by)
    world["series"] = _series(cast, by)
    world["export"] = _export(cast, by)
    return world


def _house(cast: Cast) -> dict:
    """How the social house decides, and its release of the goal."""
    org, today = cast.social.org, clock.today()
    body = Body.objects.create(organisation=org, name="Vorstand")
    rule = ApprovalRule.objects.create(organisation=org, subject="contribution", made_by=cast.social.administrator)
    ApprovalStep.objects.create(rule=rule, order=1, name="Vorstand", roles=["signatory"], body=body)
    goal = Goal.objects.get(partnership=cast.partnership)
    release = Release.objects.create(
        subject_type=ContentType.objects.get_for_model(Goal),
        subject_id=goal.pk,
        subject_label=str(goal),
        subject="agreement",
        organisation=org,
        partnership=cast.partnership,
        rule=rule,
        hands=[cast.social.staff.pk],
        asked_by=cast.social.staff,
    )
    ReleaseStep.objects.create(release=release, order=1, name="Vorstand", roles=["signatory"], began_at=clock.now())
    return {
        "body": body,
        "approvalrule": rule,
        "release": release,
        "decisionday": DecisionDay.objects.create(body=body, meets_on=today + timedelta(days=40), cut_off_on=today + timedelta(days=20)),
        "nogoperiod": NoGoPeriod.objects.create(organisation=org, name="Betriebsferien", starts_on=today, ends_on=today),
        "absence": Absence.objects.create(organisation=org, person=cast.social.approver, starts_on=today, ends_on=today),
    }


def _releasing(cast: Cast, rule: ApprovalRule, year) -> None:
    """What the social house is about to grant: proposed by one, to be released by another."""
    proposed = UNDECIDED | {"state": "releasing", "offered": Decimal(700)}
    contribution = given(cast, cast.social, year, Decimal(900), title="Hoffest", **proposed)
    release = Release.objects.create(
        subject_type=ContentType.objects.get_for_model(Contribution),
        subject_id=contribution.pk,
        subject_label=contribution.title,
        subject="contribution",
        organisation=cast.social.org,
        partnership=cast.partnership,
        rule=rule,
        hands=[cast.housing.staff.pk],
        asked_by=cast.social.approver,
        expected_on=clock.today() + timedelta(days=40),
    )
    ReleaseStep.objects.create(release=release, order=1, name="Vorstand", roles=["signatory"], began_at=clock.now())


def _meeting(cast: Cast, by) -> Meeting:
    start = clock.now() - timedelta(days=7)
    meeting = Meeting.objects.create(
        partnership=cast.partnership,
        title="Jour fixe",
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        created_by=by,
        organisation=cast.social.org,
    )
    Participant.objects.create(meeting=meeting, person=by, name=by.name, organisation=cast.social.org)
    item = Item.objects.create(meeting=meeting, order=1, title="Auslastung", brought_in_by=cast.social.org, result="Neuer Plan.")
    Decision.objects.create(
        partnership=cast.partnership, meeting=meeting, item=item, number="2026-11/01", text="Ab April gilt der neue Plan."
    )
    Task.objects.create(
        partnership=cast.partnership, meeting=meeting, item=item, what="Plan aushängen", organisation=cast.housing.org, until=clock.today()
    )
    Point.objects.create(meeting=meeting, item=item, kind="information", text="Der Plan wird ausgehängt.")
    Wish.objects.create(
        partnership=cast.partnership, meeting=meeting, item=item, passage=item.title, edition=1, organisation=cast.social.org, person=by,
        text="Bitte ab Mai.",
    )  # fmt: skip
    Meeting.objects.filter(pk=meeting.pk).update(state="release")
    meeting.refresh_from_db()
    return meeting


def _minutes(cast: Cast, by) -> dict:
    """Minutes that both have released, with an addendum that is proposed."""
    start = clock.now() - timedelta(days=30)
    meeting = Meeting.objects.create(
        partnership=cast.partnership, title="Steuerungskreis", starts_at=start, ends_at=start + timedelta(hours=1), created_by=by,
        organisation=cast.social.org, state="released", released_at=start + timedelta(days=2), digest_released="0" * 64,
    )  # fmt: skip
    addendum = Addendum.objects.create(
        meeting=meeting, partnership=cast.partnership, number=1, title="Nachtrag Nr. 1", reason="Zahl", created_by=by,
        organisation=cast.social.org,
    )  # fmt: skip
    Correction.objects.create(addendum=addendum, order=1, text="Es waren 40 Gäste.")
    terms = {"partnership": cast.partnership, "organisation": cast.social.org, "created_by": by}
    proposed = Deadline.objects.create(days=7, **terms)
    agreed = Deadline.objects.create(days=10, state="in_force", **terms)
    term = Term.objects.create(word="Treff", common="Ein offener Raum.", **terms)
    return {"addendum": addendum, "meeting_addendum_add": meeting, "deadline": proposed, "deadline_end": agreed, "term": term}


def _series(cast: Cast, by) -> Series:
    return Series.objects.create(
        partnership=cast.partnership, first=clock.today() + timedelta(days=7), time=time(10), created_by=by, organisation=cast.social.org
    )


def _export(cast: Cast, by) -> Export:
    export = Export(
        person=by,
        organisation=cast.social.org,
        partnership=cast.partnership,
        kind="partnership_report",
        format="csv",
        title="Bericht",
        state="done",
        params={"starts_on": "2026-01-01", "ends_on": "2026-12-31", "parts": ["projects"]},
        finished_at=clock.now(),
        file="x.csv",
        size=3,
    )
    (folder() / "x.csv").write_bytes(ContentFile(b"abc").read())
    export.save()
    return export
