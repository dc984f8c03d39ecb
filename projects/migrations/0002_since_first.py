import django.contrib.postgres.constraints
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import partnerships.base.clock
import pgtrigger.compiler
import pgtrigger.migrations
import projects.booking.models
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

from partnerships.base.tables import Tables


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0002_since_first'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('projects', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [Tables([
        migrations.CreateModel(
            name='Booking',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=partnerships.base.clock.now, editable=False)),
                ('edition', models.PositiveIntegerField(default=1, editable=False, verbose_name='edition')),
                ('room', models.CharField(max_length=80, verbose_name='room')),
                ('starts_at', models.DateTimeField(verbose_name='from')),
                ('ends_at', models.DateTimeField(verbose_name='to')),
                ('purpose', models.CharField(max_length=160, verbose_name='what for')),
                ('persons', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='how many people')),
                ('state', models.CharField(choices=[('asked', 'Asked'), ('confirmed', 'Booked'), ('declined', 'Not possible'), ('withdrawn', 'Withdrawn'), ('cancelled', 'Cancelled')], default='asked', editable=False, max_length=10, verbose_name='state')),
                ('state_since', models.DateTimeField(default=partnerships.base.clock.now, editable=False)),
                ('reason', models.TextField(blank=True, max_length=1000, verbose_name='why')),
            ],
            options={
                'verbose_name': 'booking',
                'verbose_name_plural': 'bookings',
                'ordering': ['starts_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='BookingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=partnerships.base.clock.now, editable=False)),
                ('edition', models.PositiveIntegerField(default=1, editable=False, verbose_name='edition')),
                ('room', models.CharField(max_length=80, verbose_name='room')),
                ('starts_at', models.DateTimeField(verbose_name='from')),
                ('ends_at', models.DateTimeField(verbose_name='to')),
                ('purpose', models.CharField(max_length=160, verbose_name='what for')),
                ('persons', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='how many people')),
                ('state', models.CharField(choices=[('asked', 'Asked'), ('confirmed', 'Booked'), ('declined', 'Not possible'), ('withdrawn', 'Withdrawn'), ('cancelled', 'Cancelled')], default='asked', editable=False, max_length=10, verbose_name='state')),
                ('state_since', models.DateTimeField(default=partnerships.base.clock.now, editable=False)),
                ('reason', models.TextField(blank=True, max_length=1000, verbose_name='why')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Counted',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=partnerships.base.clock.now, editable=False)),
            ],
            options={
                'verbose_name': 'counted booking',
                'verbose_name_plural': 'counted bookings',
            },
        ),
        migrations.CreateModel(
            name='Examination',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=partnerships.base.clock.now, editable=False)),
                ('checked_at', models.DateTimeField()),
                ('assessed_at', models.DateTimeField(null=True)),
                ('proposal', models.CharField(blank=True, choices=[('grant', 'Grant all of it'), ('part', 'Grant a part'), ('decline', 'Decline')], max_length=10, verbose_name='what do you propose?')),
                ('text', models.TextField(blank=True, max_length=4000, verbose_name='why')),
            ],
            options={
                'verbose_name': 'examination of a request',
                'verbose_name_plural': 'examinations of requests',
            },
        ),
        migrations.CreateModel(
            name='ExaminationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=partnerships.base.clock.now, editable=False)),
                ('checked_at', models.DateTimeField()),
                ('assessed_at', models.DateTimeField(null=True)),
                ('proposal', models.CharField(blank=True, choices=[('grant', 'Grant all of it'), ('part', 'Grant a part'), ('decline', 'Decline')], max_length=10, verbose_name='what do you propose?')),
                ('text', models.TextField(blank=True, max_length=4000, verbose_name='why')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Rate',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=partnerships.base.clock.now, editable=False)),
                ('edition', models.PositiveIntegerField(default=1, editable=False, verbose_name='edition')),
                ('kind', models.CharField(choices=[('rooms', 'Rooms'), ('time', 'Staff time'), ('volunteer', 'Volunteer hours')], max_length=10, verbose_name='what')),
                ('what', models.CharField(blank=True, max_length=50, verbose_name='for what exactly')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('value', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='rate in €')),
                ('source', models.CharField(max_length=100, verbose_name='source of the rate')),
                ('as_of', models.DateField(verbose_name='rate as of')),
            ],
            options={
                'verbose_name': 'rate',
                'verbose_name_plural': 'rates',
            },
        ),
        migrations.CreateModel(
            name='RateEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=partnerships.base.clock.now, editable=False)),
                ('edition', models.PositiveIntegerField(default=1, editable=False, verbose_name='edition')),
                ('kind', models.CharField(choices=[('rooms', 'Rooms'), ('time', 'Staff time'), ('volunteer', 'Volunteer hours')], max_length=10, verbose_name='what')),
                ('what', models.CharField(blank=True, max_length=50, verbose_name='for what exactly')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('value', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='rate in €')),
                ('source', models.CharField(max_length=100, verbose_name='source of the rate')),
                ('as_of', models.DateField(verbose_name='rate as of')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='call',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='call',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='contribution',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='contribution',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='limits',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='limits',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='schedule',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='schedule',
            name='update_update',
        ),
        migrations.RemoveConstraint(
            model_name='call',
            name='call_factual_not_arithmetic',
        ),
        migrations.RemoveConstraint(
            model_name='call',
            name='call_factual_not_ordered',
        ),
        migrations.RemoveConstraint(
            model_name='call',
            name='call_arithmetic_not_ordered',
        ),
        migrations.RemoveConstraint(
            model_name='limits',
            name='limits_days',
        ),
        migrations.RemoveIndex(
            model_name='contribution',
            name='contribution_ledger',
        ),
        migrations.RemoveIndex(
            model_name='contribution',
            name='projects_co_giver_i_876b14_idx',
        ),
        migrations.AddField(
            model_name='call',
            name='few_hands',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name='callevent',
            name='few_hands',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name='contribution',
            name='open_hours',
            field=models.DecimalField(blank=True, decimal_places=2, editable=False, max_digits=5, null=True, verbose_name='hours a month for which the room is open'),
        ),
        migrations.AddField(
            model_name='contribution',
            name='room_basis',
            field=models.CharField(choices=[('whole', 'The whole room, by months'), ('bookings', 'The hours that were really booked')], default='whole', editable=False, max_length=10, verbose_name='the room is valued by'),
        ),
        migrations.AddField(
            model_name='contributionevent',
            name='open_hours',
            field=models.DecimalField(blank=True, decimal_places=2, editable=False, max_digits=5, null=True, verbose_name='hours a month for which the room is open'),
        ),
        migrations.AddField(
            model_name='contributionevent',
            name='room_basis',
            field=models.CharField(choices=[('whole', 'The whole room, by months'), ('bookings', 'The hours that were really booked')], default='whole', editable=False, max_length=10, verbose_name='the room is valued by'),
        ),
        migrations.AddField(
            model_name='limits',
            name='assess',
            field=models.PositiveSmallIntegerField(default=21, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)], verbose_name='days to assess a request'),
        ),
        migrations.AddField(
            model_name='limits',
            name='formal',
            field=models.PositiveSmallIntegerField(default=7, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)], verbose_name='days to check whether everything is there'),
        ),
        migrations.AddField(
            model_name='limitsevent',
            name='assess',
            field=models.PositiveSmallIntegerField(default=21, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)], verbose_name='days to assess a request'),
        ),
        migrations.AddField(
            model_name='limitsevent',
            name='formal',
            field=models.PositiveSmallIntegerField(default=7, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)], verbose_name='days to check whether everything is there'),
        ),
        migrations.AddField(
            model_name='schedule',
            name='few_hands',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='scheduleevent',
            name='few_hands',
            field=models.BooleanField(default=False),
        ),
        migrations.AddIndex(
            model_name='contribution',
            index=models.Index(condition=models.Q(('state__in', ['granted', 'delivered', 'confirmed'])), fields=['partnership'], include=('id', 'promise', 'giver', 'receiver', 'giver_side', 'receiver_side', 'kind', 'granted', 'starts_on', 'ends_on', 'begins_at', 'finishes_at'), name='contribution_ledger'),
        ),
        migrations.AddIndex(
            model_name='contribution',
            index=models.Index(fields=['giver', 'state', 'state_since', 'id'], name='contribution_desk'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='call',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_callevent" ("amount", "arithmetic_at", "arithmetic_by_id", "called_at", "called_by_id", "cash", "contribution_id", "created_at", "delivery_id", "edition", "ends_on", "factual_at", "factual_by_id", "few_hands", "hands", "id", "instalment_id", "note", "ordered_at", "ordered_by_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned", "reason", "received_at", "received_by_id", "released_at", "released_by_id", "spent", "starts_on", "state", "state_since") VALUES (NEW."amount", NEW."arithmetic_at", NEW."arithmetic_by_id", NEW."called_at", NEW."called_by_id", NEW."cash", NEW."contribution_id", NEW."created_at", NEW."delivery_id", NEW."edition", NEW."ends_on", NEW."factual_at", NEW."factual_by_id", NEW."few_hands", NEW."hands", NEW."id", NEW."instalment_id", NEW."note", NEW."ordered_at", NEW."ordered_by_id", NEW."partnership_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."planned", NEW."reason", NEW."received_at", NEW."received_by_id", NEW."released_at", NEW."released_by_id", NEW."spent", NEW."starts_on", NEW."state", NEW."state_since"); RETURN NULL;', hash='d534686c43553e8057785d49d4438c86f24d1734', operation='INSERT', pgid='pgtrigger_insert_insert_de8f6', table='projects_call', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='call',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_callevent" ("amount", "arithmetic_at", "arithmetic_by_id", "called_at", "called_by_id", "cash", "contribution_id", "created_at", "delivery_id", "edition", "ends_on", "factual_at", "factual_by_id", "few_hands", "hands", "id", "instalment_id", "note", "ordered_at", "ordered_by_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned", "reason", "received_at", "received_by_id", "released_at", "released_by_id", "spent", "starts_on", "state", "state_since") VALUES (NEW."amount", NEW."arithmetic_at", NEW."arithmetic_by_id", NEW."called_at", NEW."called_by_id", NEW."cash", NEW."contribution_id", NEW."created_at", NEW."delivery_id", NEW."edition", NEW."ends_on", NEW."factual_at", NEW."factual_by_id", NEW."few_hands", NEW."hands", NEW."id", NEW."instalment_id", NEW."note", NEW."ordered_at", NEW."ordered_by_id", NEW."partnership_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."planned", NEW."reason", NEW."received_at", NEW."received_by_id", NEW."released_at", NEW."released_by_id", NEW."spent", NEW."starts_on", NEW."state", NEW."state_since"); RETURN NULL;', hash='a23a65c7ce745f79f41267c887d96fe2b93e86ff', operation='UPDATE', pgid='pgtrigger_update_update_7aab7', table='projects_call', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contribution',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_contributionevent" ("agreement_id", "asked", "asked_at", "asked_by_id", "confirmed", "created_at", "decided_at", "decided_by_id", "delivered", "due_on", "edition", "ends_on", "giver_id", "giver_side", "granted", "hands", "id", "kind", "money_type", "months", "next_date", "offered", "offered_months", "offered_quantity", "open_hours", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "promise_id", "purpose", "quantity", "rate", "rate_date", "rate_source", "reason", "reason_text", "receiver_id", "receiver_side", "room_basis", "starts_on", "state", "state_since", "talk", "title") VALUES (NEW."agreement_id", NEW."asked", NEW."asked_at", NEW."asked_by_id", NEW."confirmed", NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."delivered", NEW."due_on", NEW."edition", NEW."ends_on", NEW."giver_id", NEW."giver_side", NEW."granted", NEW."hands", NEW."id", NEW."kind", NEW."money_type", NEW."months", NEW."next_date", NEW."offered", NEW."offered_months", NEW."offered_quantity", NEW."open_hours", NEW."partnership_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."project_id", NEW."promise_id", NEW."purpose", NEW."quantity", NEW."rate", NEW."rate_date", NEW."rate_source", NEW."reason", NEW."reason_text", NEW."receiver_id", NEW."receiver_side", NEW."room_basis", NEW."starts_on", NEW."state", NEW."state_since", NEW."talk", NEW."title"); RETURN NULL;', hash='8a3c49c3fb59492b5949bacbe87b6d16113f041b', operation='INSERT', pgid='pgtrigger_insert_insert_15f6c', table='projects_contribution', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contribution',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."agreement_id" IS DISTINCT FROM (NEW."agreement_id") OR OLD."asked" IS DISTINCT FROM (NEW."asked") OR OLD."asked_at" IS DISTINCT FROM (NEW."asked_at") OR OLD."asked_by_id" IS DISTINCT FROM (NEW."asked_by_id") OR OLD."confirmed" IS DISTINCT FROM (NEW."confirmed") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."delivered" IS DISTINCT FROM (NEW."delivered") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."edition" IS DISTINCT FROM (NEW."edition") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."giver_id" IS DISTINCT FROM (NEW."giver_id") OR OLD."giver_side" IS DISTINCT FROM (NEW."giver_side") OR OLD."granted" IS DISTINCT FROM (NEW."granted") OR OLD."hands" IS DISTINCT FROM (NEW."hands") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."money_type" IS DISTINCT FROM (NEW."money_type") OR OLD."months" IS DISTINCT FROM (NEW."months") OR OLD."next_date" IS DISTINCT FROM (NEW."next_date") OR OLD."offered" IS DISTINCT FROM (NEW."offered") OR OLD."offered_months" IS DISTINCT FROM (NEW."offered_months") OR OLD."offered_quantity" IS DISTINCT FROM (NEW."offered_quantity") OR OLD."open_hours" IS DISTINCT FROM (NEW."open_hours") OR OLD."partnership_id" IS DISTINCT FROM (NEW."partnership_id") OR OLD."project_id" IS DISTINCT FROM (NEW."project_id") OR OLD."promise_id" IS DISTINCT FROM (NEW."promise_id") OR OLD."purpose" IS DISTINCT FROM (NEW."purpose") OR OLD."quantity" IS DISTINCT FROM (NEW."quantity") OR OLD."rate" IS DISTINCT FROM (NEW."rate") OR OLD."rate_date" IS DISTINCT FROM (NEW."rate_date") OR OLD."rate_source" IS DISTINCT FROM (NEW."rate_source") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."reason_text" IS DISTINCT FROM (NEW."reason_text") OR OLD."receiver_id" IS DISTINCT FROM (NEW."receiver_id") OR OLD."receiver_side" IS DISTINCT FROM (NEW."receiver_side") OR OLD."room_basis" IS DISTINCT FROM (NEW."room_basis") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."state_since" IS DISTINCT FROM (NEW."state_since") OR OLD."talk" IS DISTINCT FROM (NEW."talk") OR OLD."title" IS DISTINCT FROM (NEW."title"))', func='INSERT INTO "projects_contributionevent" ("agreement_id", "asked", "asked_at", "asked_by_id", "confirmed", "created_at", "decided_at", "decided_by_id", "delivered", "due_on", "edition", "ends_on", "giver_id", "giver_side", "granted", "hands", "id", "kind", "money_type", "months", "next_date", "offered", "offered_months", "offered_quantity", "open_hours", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "promise_id", "purpose", "quantity", "rate", "rate_date", "rate_source", "reason", "reason_text", "receiver_id", "receiver_side", "room_basis", "starts_on", "state", "state_since", "talk", "title") VALUES (NEW."agreement_id", NEW."asked", NEW."asked_at", NEW."asked_by_id", NEW."confirmed", NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."delivered", NEW."due_on", NEW."edition", NEW."ends_on", NEW."giver_id", NEW."giver_side", NEW."granted", NEW."hands", NEW."id", NEW."kind", NEW."money_type", NEW."months", NEW."next_date", NEW."offered", NEW."offered_months", NEW."offered_quantity", NEW."open_hours", NEW."partnership_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."project_id", NEW."promise_id", NEW."purpose", NEW."quantity", NEW."rate", NEW."rate_date", NEW."rate_source", NEW."reason", NEW."reason_text", NEW."receiver_id", NEW."receiver_side", NEW."room_basis", NEW."starts_on", NEW."state", NEW."state_since", NEW."talk", NEW."title"); RETURN NULL;', hash='6ff6e19b6bbe215815ed93d3267956891bfa396f', operation='UPDATE', pgid='pgtrigger_update_update_cabe6', table='projects_contribution', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='limits',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_limitsevent" ("accept", "answer", "assess", "created_at", "decide", "edition", "formal", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."accept", NEW."answer", NEW."assess", NEW."created_at", NEW."decide", NEW."edition", NEW."formal", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='548bee1f53c162350d88252c21ff76babf907ac4', operation='INSERT', pgid='pgtrigger_insert_insert_18d41', table='projects_limits', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='limits',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_limitsevent" ("accept", "answer", "assess", "created_at", "decide", "edition", "formal", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."accept", NEW."answer", NEW."assess", NEW."created_at", NEW."decide", NEW."edition", NEW."formal", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='76f52e7beeaebba085a1dfcb8034a3c9101f7f1a', operation='UPDATE', pgid='pgtrigger_update_update_7aed9', table='projects_limits', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schedule',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_scheduleevent" ("contribution_id", "created_at", "edition", "few_hands", "id", "note", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_by_id", "proposed_for_id", "state", "state_since", "waits_for_id") VALUES (NEW."contribution_id", NEW."created_at", NEW."edition", NEW."few_hands", NEW."id", NEW."note", NEW."partnership_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposed_by_id", NEW."proposed_for_id", NEW."state", NEW."state_since", NEW."waits_for_id"); RETURN NULL;', hash='52e23f5e3325b2b13801ff40d7b4980d247d5f00', operation='INSERT', pgid='pgtrigger_insert_insert_ea0a2', table='projects_schedule', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schedule',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_scheduleevent" ("contribution_id", "created_at", "edition", "few_hands", "id", "note", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_by_id", "proposed_for_id", "state", "state_since", "waits_for_id") VALUES (NEW."contribution_id", NEW."created_at", NEW."edition", NEW."few_hands", NEW."id", NEW."note", NEW."partnership_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposed_by_id", NEW."proposed_for_id", NEW."state", NEW."state_since", NEW."waits_for_id"); RETURN NULL;', hash='43d6fa0948fdd43e007258e4ac01b2aed366b69b', operation='UPDATE', pgid='pgtrigger_update_update_27c19', table='projects_schedule', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.CheckConstraint(condition=models.Q(('factual_by', None), ('arithmetic_by', None), models.Q(('factual_by', models.F('arithmetic_by')), _negated=True), ('few_hands', True), _connector='OR'), name='call_factual_not_arithmetic', violation_error_message='Each step takes another person.'),
        ),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.CheckConstraint(condition=models.Q(('factual_by', None), ('ordered_by', None), models.Q(('factual_by', models.F('ordered_by')), _negated=True), ('few_hands', True), _connector='OR'), name='call_factual_not_ordered', violation_error_message='Each step takes another person.'),
        ),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.CheckConstraint(condition=models.Q(('arithmetic_by', None), ('ordered_by', None), models.Q(('arithmetic_by', models.F('ordered_by')), _negated=True), ('few_hands', True), _connector='OR'), name='call_arithmetic_not_ordered', violation_error_message='Each step takes another person.'),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('open_hours', None), ('room_basis', 'whole')), models.Q(('kind', 'rooms'), ('open_hours__gt', 0), ('room_basis', 'bookings')), _connector='OR'), name='contribution_room_basis'),
        ),
        migrations.AddConstraint(
            model_name='limits',
            constraint=models.CheckConstraint(condition=models.Q(('accept__range', (1, 365)), ('answer__range', (1, 365)), ('assess__range', (1, 365)), ('decide__range', (1, 365)), ('formal__range', (1, 365))), name='limits_days'),
        ),
        migrations.AddField(
            model_name='booking',
            name='answered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='booking',
            name='asked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by'),
        ),
        migrations.AddField(
            model_name='booking',
            name='cancelled_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='booking',
            name='contribution',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='projects.contribution'),
        ),
        migrations.AddField(
            model_name='booking',
            name='giver',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='booking',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.partnership', verbose_name='partnership'),
        ),
        migrations.AddField(
            model_name='bookingevent',
            name='answered_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='bookingevent',
            name='asked_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by'),
        ),
        migrations.AddField(
            model_name='bookingevent',
            name='cancelled_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='bookingevent',
            name='contribution',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.contribution'),
        ),
        migrations.AddField(
            model_name='bookingevent',
            name='giver',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='bookingevent',
            name='partnership',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.partnership', verbose_name='partnership'),
        ),
        migrations.AddField(
            model_name='bookingevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='bookingevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='projects.booking'),
        ),
        migrations.AddField(
            model_name='counted',
            name='booking',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='counted', to='projects.booking'),
        ),
        migrations.AddField(
            model_name='counted',
            name='delivery',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='counted', to='projects.delivery'),
        ),
        migrations.AddField(
            model_name='examination',
            name='assessed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='examination',
            name='checked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='examination',
            name='contribution',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='examination', to='projects.contribution'),
        ),
        migrations.AddField(
            model_name='examinationevent',
            name='assessed_by',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='examinationevent',
            name='checked_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='examinationevent',
            name='contribution',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.contribution'),
        ),
        migrations.AddField(
            model_name='examinationevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='examinationevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='projects.examination'),
        ),
        migrations.AddField(
            model_name='rate',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rates', to='partnerships.organisation', verbose_name='organisation'),
        ),
        migrations.AddField(
            model_name='rate',
            name='set_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by'),
        ),
        migrations.AddField(
            model_name='rateevent',
            name='organisation',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.organisation', verbose_name='organisation'),
        ),
        migrations.AddField(
            model_name='rateevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='rateevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='projects.rate'),
        ),
        migrations.AddField(
            model_name='rateevent',
            name='set_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by'),
        ),
        migrations.AddIndex(
            model_name='booking',
            index=models.Index(fields=['contribution', 'starts_at'], name='projects_bo_contrib_d14345_idx'),
        ),
        migrations.AddIndex(
            model_name='booking',
            index=models.Index(fields=['partnership', 'starts_at'], name='projects_bo_partner_a5cbbc_idx'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='booking_ends_after_start', violation_error_message='The end must be after the beginning.'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=models.CheckConstraint(condition=models.Q(('answered_by', None), models.Q(('answered_by', models.F('asked_by')), _negated=True), _connector='OR'), name='booking_four_eyes'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['confirmed', 'cancelled']), _negated=True), ('answered_by__isnull', False), _connector='OR'), name='booking_confirmed_by'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), _negated=True), ('cancelled_by__isnull', False), _connector='OR'), name='booking_cancelled_by'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['declined', 'cancelled']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='booking_no_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state', 'confirmed')), expressions=[('giver', '='), (django.db.models.functions.text.Lower('room'), '='), (projects.booking.models.Period('starts_at', 'ends_at'), '&&')], name='booking_never_twice', violation_error_message='At this time the room is taken already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='booking',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_bookingevent" ("answered_by_id", "asked_by_id", "cancelled_by_id", "contribution_id", "created_at", "edition", "ends_at", "giver_id", "id", "partnership_id", "persons", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "reason", "room", "starts_at", "state", "state_since") VALUES (NEW."answered_by_id", NEW."asked_by_id", NEW."cancelled_by_id", NEW."contribution_id", NEW."created_at", NEW."edition", NEW."ends_at", NEW."giver_id", NEW."id", NEW."partnership_id", NEW."persons", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."purpose", NEW."reason", NEW."room", NEW."starts_at", NEW."state", NEW."state_since"); RETURN NULL;', hash='e1459a2cd70703fea71dd9e1fb91457c648562f1', operation='INSERT', pgid='pgtrigger_insert_insert_b9259', table='projects_booking', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='booking',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_bookingevent" ("answered_by_id", "asked_by_id", "cancelled_by_id", "contribution_id", "created_at", "edition", "ends_at", "giver_id", "id", "partnership_id", "persons", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "reason", "room", "starts_at", "state", "state_since") VALUES (NEW."answered_by_id", NEW."asked_by_id", NEW."cancelled_by_id", NEW."contribution_id", NEW."created_at", NEW."edition", NEW."ends_at", NEW."giver_id", NEW."id", NEW."partnership_id", NEW."persons", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."purpose", NEW."reason", NEW."room", NEW."starts_at", NEW."state", NEW."state_since"); RETURN NULL;', hash='ad95a5b16ca3c038b153079af0bb0e285321c290', operation='UPDATE', pgid='pgtrigger_update_update_3d0e6', table='projects_booking', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bookingevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='313649133565736d8e82b88e002e49dcbb4c51ce', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_34615', table='projects_bookingevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='examination',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('assessed_at', None), ('assessed_by', None), ('proposal', ''), ('text', '')), models.Q(('assessed_at__isnull', False), ('assessed_by__isnull', False), models.Q(('proposal', ''), _negated=True), models.Q(('text', ''), _negated=True)), _connector='OR'), name='examination_assessed_in_words'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='examination',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_examinationevent" ("assessed_at", "assessed_by_id", "checked_at", "checked_by_id", "contribution_id", "created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal", "text") VALUES (NEW."assessed_at", NEW."assessed_by_id", NEW."checked_at", NEW."checked_by_id", NEW."contribution_id", NEW."created_at", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposal", NEW."text"); RETURN NULL;', hash='5ac8dbb9d9b7b909162f7b62724b205ca3857417', operation='INSERT', pgid='pgtrigger_insert_insert_9c294', table='projects_examination', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='examination',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_examinationevent" ("assessed_at", "assessed_by_id", "checked_at", "checked_by_id", "contribution_id", "created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal", "text") VALUES (NEW."assessed_at", NEW."assessed_by_id", NEW."checked_at", NEW."checked_by_id", NEW."contribution_id", NEW."created_at", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposal", NEW."text"); RETURN NULL;', hash='11c59db913356199215b0333b9a41e5529301ef5', operation='UPDATE', pgid='pgtrigger_update_update_9fb19', table='projects_examination', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='examinationevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8fd71d0d109d8874b0418fc03642070d76c23dbc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bedfa', table='projects_examinationevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='rate',
            constraint=models.UniqueConstraint(models.F('organisation'), models.F('kind'), models.F('year'), django.db.models.functions.text.Lower('what'), name='rate_once_a_year', violation_error_message='There is a rate for this and this year already.'),
        ),
        migrations.AddConstraint(
            model_name='rate',
            constraint=models.CheckConstraint(condition=models.Q(('value__gt', 0)), name='rate_is_worth_something'),
        ),
        migrations.AddConstraint(
            model_name='rate',
            constraint=models.CheckConstraint(condition=models.Q(('year__gte', 2000), ('year__lte', 2200)), name='rate_year'),
        ),
        migrations.AddConstraint(
            model_name='rate',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['rooms', 'time', 'volunteer'])), name='rate_kind'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rate',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_rateevent" ("as_of", "created_at", "edition", "id", "kind", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "set_by_id", "source", "value", "what", "year") VALUES (NEW."as_of", NEW."created_at", NEW."edition", NEW."id", NEW."kind", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."set_by_id", NEW."source", NEW."value", NEW."what", NEW."year"); RETURN NULL;', hash='e84924f7abb409d093f5089ab312249caeccbd34', operation='INSERT', pgid='pgtrigger_insert_insert_29bdf', table='projects_rate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rate',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_rateevent" ("as_of", "created_at", "edition", "id", "kind", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "set_by_id", "source", "value", "what", "year") VALUES (NEW."as_of", NEW."created_at", NEW."edition", NEW."id", NEW."kind", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."set_by_id", NEW."source", NEW."value", NEW."what", NEW."year"); RETURN NULL;', hash='d5a104ce73bb58ea6ba34277b8c0d1c26a22e3d9', operation='UPDATE', pgid='pgtrigger_update_update_975b4', table='projects_rate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rateevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='63bd7328a6405258bb6a2794fa20e3f68e490004', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d3319', table='projects_rateevent', when='BEFORE')),
        ),
    ])]
