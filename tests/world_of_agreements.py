"""Of the world (world.py) what belongs to agreements: their text, what ends or amends them, their files."""

from decimal import Decimal

from uuid_utils.compat import uuid7

from partnerships.agreement.edition import Clause, Edition, Promise
from partnerships.agreement.ending import WindUp
from partnerships.agreement.models import Agreement
from partnerships.agreement.motion import Motion
from partnerships.annex.models import AREA, Annex
from partnerships.base import clock, files
from tests.cast import Cast


def agreement_of(cast: Cast, by, year) -> Agreement:
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


def tenure_of(cast: Cast, offered: Agreement) -> dict:
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
    things = {f"agreement_{verb}": signed for verb in verbs} | amendments_of(cast, signed, edition)
    return things | {"motion": motion, "windup": WindUp.objects.create(agreement=signed, key="keys")}


def amendments_of(cast: Cast, agreement: Agreement, edition: Edition) -> dict:
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


def annex_of(cast: Cast, agreement) -> Annex:
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
