import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('partnerships', '0011_agreement_life_rows'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='agreement',
            name='turn',
        ),
        migrations.RemoveField(
            model_name='agreementevent',
            name='turn',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreement',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partnerships_agreementevent" ("about", "amends_edition", "amends_id", "created_at", "edition", "ends_on", "id", "in_force_at", "kind", "offered_at", "owner_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "released_ids", "signed_at", "starts_on", "state", "state_since", "title", "turn_since", "waiting") VALUES (NEW."about", NEW."amends_edition", NEW."amends_id", NEW."created_at", NEW."edition", NEW."ends_on", NEW."id", NEW."in_force_at", NEW."kind", NEW."offered_at", NEW."owner_id", NEW."partnership_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."released_ids", NEW."signed_at", NEW."starts_on", NEW."state", NEW."state_since", NEW."title", NEW."turn_since", NEW."waiting"); RETURN NULL;', hash='f323665fa8ed257cbfbe6c1425246d8e9ae17de8', operation='INSERT', pgid='pgtrigger_insert_insert_f7bf3', table='partnerships_agreement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreement',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "partnerships_agreementevent" ("about", "amends_edition", "amends_id", "created_at", "edition", "ends_on", "id", "in_force_at", "kind", "offered_at", "owner_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "released_ids", "signed_at", "starts_on", "state", "state_since", "title", "turn_since", "waiting") VALUES (NEW."about", NEW."amends_edition", NEW."amends_id", NEW."created_at", NEW."edition", NEW."ends_on", NEW."id", NEW."in_force_at", NEW."kind", NEW."offered_at", NEW."owner_id", NEW."partnership_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."released_ids", NEW."signed_at", NEW."starts_on", NEW."state", NEW."state_since", NEW."title", NEW."turn_since", NEW."waiting"); RETURN NULL;', hash='8c7406b27441f5fb93252f8430a4f242ba1097fa', operation='UPDATE', pgid='pgtrigger_update_update_6130f', table='partnerships_agreement', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('active', 'renewal', 'notice', 'suspended')), _negated=True), ('in_force_at__isnull', False), _connector='OR'), name='agreement_valid_since'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('signed', 'active', 'renewal', 'notice', 'suspended', 'ended', 'archived')), _negated=True), ('signed_at__isnull', False), _connector='OR'), name='agreement_bound_was_signed'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'dropped']), ('offered_at__isnull', False), _connector='OR'), name='agreement_shared_was_offered'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('idea', 'draft', 'review', 'counter', 'agreed', 'release', 'signing')), ('waiting', []), _connector='OR'), name='agreement_waits_only_while_open'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('amends', None), ('amends_edition', None)), models.Q(('amends__isnull', False), ('amends_edition__isnull', False)), _connector='OR'), name='agreement_amends_an_edition'),
        ),
    ]
