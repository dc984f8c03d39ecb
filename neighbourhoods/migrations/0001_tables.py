import partnerships.base.clock
import uuid_utils.compat
from django.db import migrations, models

from partnerships.base.tables import Tables


class Migration(migrations.Migration):
    """Every table as it is at the first release; stands for all the steps that led there."""

    replaces = [
        ('neighbourhoods', '0001_nouns'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [Tables([
        migrations.CreateModel(
            name='Figure',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=partnerships.base.clock.now, editable=False)),
                ('edition', models.PositiveIntegerField(default=1, editable=False, verbose_name='edition')),
                ('key', models.CharField(choices=[('residents', 'Residents'), ('dwellings', 'Dwellings in total'), ('own_dwellings', 'Dwellings of the housing company'), ('vacancy_market', 'Vacancy for lack of demand'), ('vacancy_works', 'Vacancy because of building works'), ('turnover', 'Tenant turnover'), ('over_65', 'Share of people over 65'), ('under_18', 'Share of people under 18'), ('benefits', 'Share of people with basic income support'), ('rent', 'Average net cold rent'), ('other', 'Other')], max_length=20, verbose_name='key figure')),
                ('label', models.CharField(blank=True, max_length=120, verbose_name='name of the figure')),
                ('value', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='value')),
                ('unit', models.CharField(blank=True, max_length=20, verbose_name='unit')),
                ('reference_date', models.DateField(verbose_name='reference date')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('level', models.CharField(choices=[('public', 'Public'), ('partners', 'Partners'), ('internal', 'Internal')], default='partners', max_length=10, verbose_name='who may see it')),
            ],
            options={
                'verbose_name': 'key figure',
                'verbose_name_plural': 'key figures',
            },
        ),
        migrations.CreateModel(
            name='FigureEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=partnerships.base.clock.now, editable=False)),
                ('edition', models.PositiveIntegerField(default=1, editable=False, verbose_name='edition')),
                ('key', models.CharField(choices=[('residents', 'Residents'), ('dwellings', 'Dwellings in total'), ('own_dwellings', 'Dwellings of the housing company'), ('vacancy_market', 'Vacancy for lack of demand'), ('vacancy_works', 'Vacancy because of building works'), ('turnover', 'Tenant turnover'), ('over_65', 'Share of people over 65'), ('under_18', 'Share of people under 18'), ('benefits', 'Share of people with basic income support'), ('rent', 'Average net cold rent'), ('other', 'Other')], max_length=20, verbose_name='key figure')),
                ('label', models.CharField(blank=True, max_length=120, verbose_name='name of the figure')),
                ('value', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='value')),
                ('unit', models.CharField(blank=True, max_length=20, verbose_name='unit')),
                ('reference_date', models.DateField(verbose_name='reference date')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('level', models.CharField(choices=[('public', 'Public'), ('partners', 'Partners'), ('internal', 'Internal')], default='partners', max_length=10, verbose_name='who may see it')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Quarter',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=partnerships.base.clock.now, editable=False)),
                ('edition', models.PositiveIntegerField(default=1, editable=False, verbose_name='edition')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('city', models.CharField(max_length=80, verbose_name='town')),
                ('description', models.TextField(blank=True, max_length=4000, verbose_name='description')),
                ('streets', models.TextField(blank=True, max_length=4000, verbose_name='streets')),
            ],
            options={
                'verbose_name': 'quarter',
                'verbose_name_plural': 'quarters',
            },
        ),
        migrations.CreateModel(
            name='QuarterEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=partnerships.base.clock.now, editable=False)),
                ('edition', models.PositiveIntegerField(default=1, editable=False, verbose_name='edition')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('city', models.CharField(max_length=80, verbose_name='town')),
                ('description', models.TextField(blank=True, max_length=4000, verbose_name='description')),
                ('streets', models.TextField(blank=True, max_length=4000, verbose_name='streets')),
            ],
            options={
                'abstract': False,
            },
        ),
    ])]
