import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

from partnerships.base.tables import Tables


class Migration(migrations.Migration):
    """What closes the circle: keys to tables that come after this application's first."""

    replaces = [
        ('neighbourhoods', '0002_nouns'),
    ]

    initial = True

    dependencies = [
        ('neighbourhoods', '0001_tables'),
        ('partnerships', '0001_tables'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [Tables([
        migrations.AddField(
            model_name='figure',
            name='by',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='figure',
            name='organisation',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.organisation', verbose_name='entered by'),
        ),
        migrations.AddField(
            model_name='figureevent',
            name='by',
            field=models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='figureevent',
            name='organisation',
            field=models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.organisation', verbose_name='entered by'),
        ),
        migrations.AddField(
            model_name='figureevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='figureevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='neighbourhoods.figure'),
        ),
        migrations.AddField(
            model_name='quarter',
            name='brought_in_by',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.organisation', verbose_name='brought in by'),
        ),
        migrations.AddField(
            model_name='quarter',
            name='partnerships',
            field=models.ManyToManyField(blank=True, related_name='quarters', to='partnerships.partnership', verbose_name='partnerships'),
        ),
        migrations.AddField(
            model_name='figureevent',
            name='quarter',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='neighbourhoods.quarter'),
        ),
        migrations.AddField(
            model_name='figure',
            name='quarter',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='neighbourhoods.quarter'),
        ),
        migrations.AddField(
            model_name='quarterevent',
            name='brought_in_by',
            field=models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.organisation', verbose_name='brought in by'),
        ),
        migrations.AddField(
            model_name='quarterevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='quarterevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='neighbourhoods.quarter'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quarter',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "neighbourhoods_quarterevent" ("brought_in_by_id", "city", "created_at", "description", "edition", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "streets") VALUES (NEW."brought_in_by_id", NEW."city", NEW."created_at", NEW."description", NEW."edition", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."streets"); RETURN NULL;', hash='effa0329e8e99b28cd689736bcb6c539925bd5e2', operation='INSERT', pgid='pgtrigger_insert_insert_ddc03', table='neighbourhoods_quarter', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quarter',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "neighbourhoods_quarterevent" ("brought_in_by_id", "city", "created_at", "description", "edition", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "streets") VALUES (NEW."brought_in_by_id", NEW."city", NEW."created_at", NEW."description", NEW."edition", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."streets"); RETURN NULL;', hash='19e4204a0a3f757886bd069042a4d6cefbe7c351', operation='UPDATE', pgid='pgtrigger_update_update_e571c', table='neighbourhoods_quarter', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='figureevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='94b14e775d21d3bbe4ac2e002f2685959a90697a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2fc66', table='neighbourhoods_figureevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='figure',
            index=models.Index(fields=['quarter', 'key', '-reference_date'], name='neighbourho_quarter_20692f_idx'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(('value__gte', 0)), name='figure_not_negative', violation_error_message='Please enter a value of zero or more.'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('unit', '%'), _negated=True), ('value__lte', Decimal('100')), _connector='OR'), name='figure_share_at_most_all', violation_error_message='A share cannot be more than one hundred percent.'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('key', 'other'), _negated=True), models.Q(('label', ''), _negated=True), _connector='OR'), name='figure_other_has_name', violation_error_message='Please give the figure a name.'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.UniqueConstraint(fields=('quarter', 'organisation', 'key', 'label', 'reference_date'), name='figure_once_a_day', violation_error_message='Your organisation has already entered this figure for that day. You can change it there.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='figure',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "neighbourhoods_figureevent" ("by_id", "created_at", "edition", "id", "key", "label", "level", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quarter_id", "reference_date", "source", "unit", "value") VALUES (NEW."by_id", NEW."created_at", NEW."edition", NEW."id", NEW."key", NEW."label", NEW."level", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quarter_id", NEW."reference_date", NEW."source", NEW."unit", NEW."value"); RETURN NULL;', hash='2b45452e1ddbbdd8c17070adfce6cb9fce825dfd', operation='INSERT', pgid='pgtrigger_insert_insert_d2cfb', table='neighbourhoods_figure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='figure',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "neighbourhoods_figureevent" ("by_id", "created_at", "edition", "id", "key", "label", "level", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quarter_id", "reference_date", "source", "unit", "value") VALUES (NEW."by_id", NEW."created_at", NEW."edition", NEW."id", NEW."key", NEW."label", NEW."level", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quarter_id", NEW."reference_date", NEW."source", NEW."unit", NEW."value"); RETURN NULL;', hash='a7eff129cfcf6f2c3967adc3affc9b269b9c5652', operation='UPDATE', pgid='pgtrigger_update_update_6c428', table='neighbourhoods_figure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quarterevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='281e4d3804de007be1373000078207f846d6789e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_848a4', table='neighbourhoods_quarterevent', when='BEFORE')),
        ),
    ])]
