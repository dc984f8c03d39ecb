"""A world: one of each thing between the cast's two sides, written straight into the tables, for tests that walk over everything.

world["agreement"] is the thing whose pages are named agreement_*.
"""

from datetime import time, timedelta
from decimal import Decimal

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from uuid_utils.compat import uuid7

from neighbourhoods.quarter.models import Figure, Quarter
from partnerships.addendum.models import Addendum, Correction
from partnerships.agreement.edition import Clause, Edition, Promise
from partnerships.agreement.ending import WindUp
from partnerships.agreement.models import Agreement
from partnerships.agreement.motion import Motion
from partnerships.annex.models import AREA, Annex
from partnerships.approval.models import Absence, ApprovalRule, ApprovalStep, Body, DecisionDay, NoGoPeriod
from partnerships.approval.release import Release, ReleaseStep
from partnerships.base import clock, files
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
from projects.bank.models import BankAccount
from projects.booking.models import Booking
from projects.certificate.models import Certificate
from projects.change.models import Change
from projects.condition.models import Condition
from projects.contribution.models import Contribution, Delivery
from projects.draft.models import Draft
from projects.funding.leftover import Leftover
from projects.funding.models import Call, Instalment, Schedule
from projects.goal.models import Goal
from projects.hours.models import Sheet, SheetLine
from projects.ledger.models import Rebooking
from projects.payment.models import PaymentFile, PaymentLine
from projects.plan.models import Line, Plan
from projects.pot.models import Overbooking, Pot, Reservation
from projects.project.models import Project
from projects.proof.content import content_of, digest_of
from projects.proof.models import Proof, Reclaim, Submission
from projects.rate.models import Rate
from projects.receipt.models import Receipt
from tests.cast import Cast


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
    world["agreement"] = _agreement(cast, by, year)
    world["edition"] = world["agreement"].editions.get()
    world |= _tenure(cast, world["agreement"])
    world["annex"] = _annex(cast, world["agreement"])
    world["agreementtemplate"] = AgreementTemplate.objects.create(organisation=social.org, kind="use", name="Unsere Räume")
    text = TemplateEdition.objects.create(template=world["agreementtemplate"], number=1, by=by)
    TemplateClause.objects.create(edition=text, order=1, key="rooms", title="Räume", body="{B} überlässt {A} die Räume.")
    SignedPaper.objects.create(edition=world["edition"], digest="0" * 64)
    contribution = Contribution.objects.create(
        partnership=partnership,
        project=project,
        giver=housing.org,
        receiver=social.org,
        giver_side="housing",
        receiver_side="social",
        kind="money",
        money_type="zuschuss",
        title="Honorare",
        starts_on=year[0],
        ends_on=year[1],
        asked=Decimal(4000),
        asked_by=social.staff,
    )
    world["contribution"] = contribution
    world["condition"] = Condition.objects.create(
        contribution=contribution, text="Versicherung zeigen", position=1, state_since=clock.now()
    )
    promised = Contribution.objects.create(
        partnership=partnership,
        giver=housing.org,
        receiver=social.org,
        giver_side="housing",
        receiver_side="social",
        kind="goods",
        title="Möbel",
        starts_on=year[0],
        ends_on=year[1],
        state="delivered",
        asked=Decimal(500),
        offered=Decimal(500),
        granted=Decimal(500),
        delivered=Decimal(500),
        asked_by=social.staff,
        decided_by=housing.approver,
        decided_at=clock.now(),
    )
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
        contribution=_time(cast, year), week=today - timedelta(days=today.weekday()), organisation=housing.org, by=housing.staff
    )
    SheetLine.objects.create(sheet=world["sheet"], position=0, who="HM 1", hours=[2, 0, 0, 0, 0, 0, 0])
    world["rebooking"] = Rebooking.objects.create(
        contribution=promised, sort="return", on=today, amount=5, reason="Pfand", by=housing.staff, organisation=housing.org
    )
    world |= _pot(cast, promised)
    world["rate"] = Rate.objects.create(
        organisation=housing.org, kind="time", year=today.year, value=52, source="Vollkosten", as_of=today, set_by=housing.finance
    )
    world |= _funding(cast, year)
    world |= _receipts(cast, project, year)
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


def _time(cast: Cast, year) -> Contribution:
    """A promise of hours by the company."""
    return Contribution.objects.create(
        partnership=cast.partnership, giver=cast.housing.org, receiver=cast.social.org, giver_side="housing", receiver_side="social",
        kind="time", title="Hausmeister", starts_on=year[0], ends_on=year[1], quantity=10, rate=42, offered_quantity=10,
        rate_source="Vollkostensatz", state="granted", asked=420, offered=420, granted=420, asked_by=cast.social.staff,
        decided_by=cast.housing.approver, decided_at=clock.now(),
    )  # fmt: skip


def _pot(cast: Cast, contribution: Contribution) -> dict:
    """A pot of the company, with something reserved in it and an overbooking that is asked for."""
    org, year = cast.housing.org, clock.today().year
    words = {"name": "Nachbarschaft", "amount": Decimal(600), "reserved": Decimal(500), "may_overbook": True}
    pot = Pot.objects.create(organisation=org, year=year, **words)
    return {
        "pot": pot,
        "reservation": Reservation.objects.create(
            pot=pot, contribution=contribution, year=year, amount=Decimal(500), by=cast.housing.approver
        ),
        "overbooking": Overbooking.objects.create(
            organisation=org, pot=pot, amount=Decimal(100), reason="Fest", asked_by=cast.housing.finance
        ),
    }


def _funding(cast: Cast, year) -> dict:
    """A grant of the company: one payment schedule holds, another one is proposed; the first instalment was called. Account and paper."""
    social, housing, today = cast.social, cast.housing, clock.today()
    amount = Decimal(1000)
    contribution = Contribution.objects.create(
        partnership=cast.partnership, giver=housing.org, receiver=social.org, giver_side="housing", receiver_side="social",
        kind="money", money_type="zuschuss", title="Fest", starts_on=year[0], ends_on=year[1], state="granted",
        asked=amount, offered=amount, granted=amount, asked_by=social.staff, decided_by=housing.approver, decided_at=clock.now(),
    )  # fmt: skip
    made = {}
    for state, waits_for in (("agreed", None), ("proposed", housing.org)):
        made[state] = Schedule.objects.create(
            contribution=contribution, partnership=cast.partnership, state=state, waits_for=waits_for,
            proposed_by=social.coordinator, proposed_for=social.org,
        )  # fmt: skip
        Instalment.objects.create(schedule=made[state], number=1, due_on=today, amount=amount)
    call = Call.objects.create(
        contribution=contribution, instalment=made["agreed"].instalments.get(), partnership=cast.partnership, amount=amount,
        starts_on=today, ends_on=today, planned=amount, cash=Decimal(0), called_by=social.staff, hands=[social.staff.pk],
    )  # fmt: skip
    accounts = {
        team.org.pk: BankAccount.objects.create(
            organisation=team.org, holder="Klang e.V.", iban="DE89370400440532013000", entered_by=team.finance
        )
        for team in cast.teams
    }
    file = PaymentFile.objects.create(
        organisation=housing.org, account=accounts[housing.org.pk], day=today, number=1, total=amount, made_by=housing.finance
    )
    PaymentLine.objects.create(file=file, call=call, account=accounts[social.org.pk], amount=amount, purpose="Fest")
    leftover = Leftover.objects.create(
        contribution=contribution, partnership=cast.partnership, way="carry", amount=amount, until=year[1] + timedelta(days=90),
        reason="Es regnet.", proposed_by=social.coordinator, proposed_for=social.org, waits_for=housing.org,
    )  # fmt: skip
    return {
        "leftover": leftover,
        "schedule": made["proposed"],
        "instalment": made["agreed"].instalments.get(),
        "call": call,
        "certificate": Certificate.objects.create(
            organisation=social.org, kind="exemption", issued_on=today, valid_until=today, entered_by=social.staff
        ),
        "bankaccount": accounts[social.org.pk],
        "paymentfile": file,
    }


def _receipts(cast: Cast, project: Project, year) -> dict:
    """Money of the company with a plan, and what was paid with it."""
    grant = Contribution.objects.create(
        partnership=cast.partnership,
        project=project,
        giver=cast.housing.org,
        receiver=cast.social.org,
        giver_side="housing",
        receiver_side="social",
        kind="money",
        money_type="zuschuss",
        title="Treff",
        starts_on=year[0],
        ends_on=year[1],
        state="granted",
        asked=Decimal(1000),
        offered=Decimal(1000),
        granted=Decimal(1000),
        asked_by=cast.social.staff,
        decided_by=cast.housing.approver,
        decided_at=clock.now(),
    )
    plan = Plan.objects.create(contribution=grant)
    line = Line.objects.create(plan=plan, side="cost", key="fees", amount=Decimal(1000))
    Line.objects.create(plan=plan, side="income", key="partner", amount=Decimal(1000))
    receipt = Receipt.objects.create(
        contribution=grant, organisation=cast.social.org, no=1, amount=Decimal(1100), day=clock.today(), payee="Ada Weber", reason="Kurs",
        line=line, project=project, entered_by=cast.social.finance,
    )  # fmt: skip
    return {"contribution_receipts": grant, "receipt_create": grant, "receipt": receipt} | _proofs(cast, grant)


def _proofs(cast: Cast, grant: Contribution) -> dict:
    """One proof in each state that has pages of its own, all of one grant; an accepted one with a reclaim, and one without."""
    today, made = clock.today(), {}
    for number, state in enumerate(("planned", "doing", "review", "question", "agreed", "part"), start=1):
        handed_in = {"submitted_at": clock.now(), "kept_until": today} if number > 2 else {}
        proof = Proof.objects.create(
            contribution=grant,
            partnership=cast.partnership,
            number=number,
            starts_on=today,
            ends_on=today,
            due_on=today,
            state=state,
            **handed_in,
        )
        made[state] = proof
        if handed_in:
            content = content_of(proof)
            Submission.objects.create(proof=proof, number=1, content=content, digest=digest_of(content), by=cast.social.approver)
    reclaim = Reclaim.objects.create(
        proof=made["part"], partnership=cast.partnership, amount=Decimal(10), reason="rest", text="Rest", due_on=today, answer_by=today,
        announced_by=cast.housing.finance,
    )  # fmt: skip
    return {
        "proof": made["planned"], "proof_edit": made["doing"], "proof_give": made["doing"], "proof_file": made["agreed"],
        "proof_check": made["review"], "proof_answer": made["question"], "proof_reclaim": made["agreed"], "proof_write": made["review"],
        "proof_create": grant, "contribution_proof_rule": grant, "reclaim": reclaim,
    }  # fmt: skip


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
    contribution = Contribution.objects.create(
        partnership=cast.partnership,
        giver=cast.social.org,
        receiver=cast.housing.org,
        giver_side="social",
        receiver_side="housing",
        kind="money",
        money_type="zuschuss",
        title="Hoffest",
        starts_on=year[0],
        ends_on=year[1],
        state="releasing",
        asked=Decimal(900),
        offered=Decimal(700),
        asked_by=cast.housing.staff,
    )
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


def _agreement(cast: Cast, by, year) -> Agreement:
    agreement = Agreement.objects.create(
        partnership=cast.partnership,
        title="Rahmen",
        state="review",
        owner=cast.social.org,
        offered_at=clock.now(),
        waiting=[cast.housing.org.pk],
        turn_since=clock.now(),
        starts_on=year[0],
        ends_on=year[1],
    )
    edition = Edition.objects.create(
        agreement=agreement, number=1, title="Rahmen", starts_on=year[0], ends_on=year[1], by=by, organisation=cast.social.org
    )
    Clause.objects.create(edition=edition, order=1, key="purpose", title="Zweck", body="Gute Nachbarschaft.")
    Clause.objects.create(
        edition=edition, order=2, key="rooms", title="Räume", body="Der Treff.", data={"rooms": [{"room": "Treff", "area": "120"}]}
    )
    Promise.objects.create(
        edition=edition,
        order=1,
        giver=cast.housing.org,
        receiver=cast.social.org,
        kind="money",
        money_type="zuschuss",
        title="Zuschuss",
        amount=Decimal(30000),
        starts_on=year[0],
        ends_on=year[1],
    )
    Edition.objects.filter(pk=edition.pk).update(sent_at=clock.now())
    return agreement


def _tenure(cast: Cast, offered: Agreement) -> dict:
    """A signed agreement, with a proposal of the social side and a line on the list for its end; its own pages are named after it."""
    signed = Agreement.objects.create(
        partnership=cast.partnership,
        title="In Kraft",
        state="active",
        owner=cast.social.org,
        offered_at=clock.now(),
        signed_at=clock.now(),
        in_force_at=clock.now(),
        starts_on=offered.starts_on,
        ends_on=offered.ends_on,
    )
    edition = offered.editions.get()
    edition.pk, edition.agreement, edition.title, edition._state.adding = uuid7(), signed, signed.title, True
    edition.save(force_insert=True)
    motion = Motion.objects.create(
        agreement=signed, verb="renew", reason="Es läuft gut.", organisation=cast.social.org, proposed_by=cast.social.signatory,
        data={"until": f"{offered.ends_on.replace(year=offered.ends_on.year + 2):%Y-%m-%d}"},
    )  # fmt: skip
    verbs = ("course", "reminders", "item_add", "begin_renewal", "give_notice", "amend", *Motion.Verb.values)
    things = {f"agreement_{verb}": signed for verb in verbs} | _amendments(cast, signed, edition)
    return things | {"motion": motion, "windup": WindUp.objects.create(agreement=signed, key="keys")}


def _amendments(cast: Cast, agreement: Agreement, edition: Edition) -> dict:
    """Two that take up the same text: one is signed and waits for its day, the other one, still talked about, has to take over its text."""
    made = {}
    for state in ("signed", "review"):
        made[state] = Agreement.objects.create(
            partnership=cast.partnership,
            title="Nachtrag Nr. 1 zur Vereinbarung „In Kraft“",
            state=state,
            owner=cast.social.org,
            offered_at=clock.now(),
            signed_at=clock.now() if state == "signed" else None,
            waiting=[] if state == "signed" else [cast.housing.org.pk],
            turn_since=clock.now(),
            starts_on=agreement.ends_on,
            ends_on=agreement.ends_on,
            amends=agreement,
            amends_edition=1,
            amends_number=1,
            amends_until=agreement.ends_on,
        )
        edition.pk, edition.agreement, edition.amends_edition, edition._state.adding = uuid7(), made[state], 1, True
        edition.sent_at = clock.now()
        edition.starts_on = agreement.ends_on
        edition.save(force_insert=True)
    return dict.fromkeys(("agreement_changes", "agreement_catch_up"), made["review"])


def _annex(cast: Cast, agreement) -> Annex:
    annex = Annex(
        subject=agreement,
        partnership=cast.partnership,
        organisation=cast.social.org,
        person=cast.social.staff,
        kind="a2",
        name="Raumplan.pdf",
        format="pdf",
        size=3,
        sha256="0" * 64,
        file=files.new_name(),
        edition=1,
        shared_at=clock.now(),
        final_at=clock.now(),
        state="clean",
    )
    annex.save()
    source = files.new_incoming()
    source.write_bytes(b"abc")
    files.place(source, AREA, annex.file)
    return annex


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
