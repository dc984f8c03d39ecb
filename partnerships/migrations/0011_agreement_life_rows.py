"""Agreements of before find their place in the longer life: offered ones are under negotiation, signed ones keep who signed."""

from django.db import migrations
from django.db.models import F

SIDES = ("social", "housing")


def forwards(apps, schema_editor):
    model = {name: apps.get_model("partnerships", name) for name in ("Agreement", "Consent", "Party", "Signature")}
    agreements = model["Agreement"].objects
    for agreement in agreements.filter(state="offered"):
        parties = model["Party"].objects.filter(partnership=agreement.partnership_id, state="active", side=agreement.turn)
        waiting = list(parties.values_list("organisation_id", flat=True))
        agreements.filter(pk=agreement.pk).update(state="review", waiting=waiting, state_since=agreement.turn_since)
    for agreement in agreements.filter(state="draft"):
        agreements.filter(pk=agreement.pk).update(waiting=[agreement.owner_id], turn_since=agreement.created_at)
    agreements.filter(state__in=["active", "ended"]).update(signed_at=F("in_force_at"), state_since=F("in_force_at"))
    agreements.filter(state="ended", signed_at=None).update(signed_at=F("offered_at"))
    consents = model["Consent"].objects.filter(subject_type__app_label="partnerships", subject_type__model="agreement")
    model["Signature"].objects.bulk_create(
        model["Signature"](
            agreement_id=consent.subject_id,
            edition=consent.edition,
            organisation_id=consent.organisation_id,
            person_id=consent.person_id,
            function=consent.function,
            digest=consent.digest,
            signed_at=consent.said_at,
        )
        for consent in consents
    )


class Migration(migrations.Migration):
    dependencies = [
        ('partnerships', '0010_agreement_life'),
    ]

    operations = [migrations.RunPython(forwards)]
