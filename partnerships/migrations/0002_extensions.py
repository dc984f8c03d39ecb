from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    """unaccent sorts German names, pg_trgm searches, btree_gist keeps two bookings apart."""

    dependencies = [("partnerships", "0001_nouns")]
    operations = [UnaccentExtension(), TrigramExtension(), BtreeGistExtension()]
