import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0001_tables'),
    ]

    operations = [
        migrations.AddField(
            model_name='effect',
            name='internal_to',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.organisation'),
        ),
    ]
