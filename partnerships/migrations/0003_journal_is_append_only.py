from django.db import migrations

FORWARD = """
CREATE FUNCTION partnerships_journal_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The journal is append-only: % on % is refused.', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER journal_row_is_final BEFORE UPDATE OR DELETE ON partnerships_entry
    FOR EACH ROW EXECUTE FUNCTION partnerships_journal_refuses();
CREATE TRIGGER journal_is_not_emptied BEFORE TRUNCATE ON partnerships_entry
    FOR EACH STATEMENT EXECUTE FUNCTION partnerships_journal_refuses();
"""
BACKWARD = """
DROP TRIGGER journal_is_not_emptied ON partnerships_entry;
DROP TRIGGER journal_row_is_final ON partnerships_entry;
DROP FUNCTION partnerships_journal_refuses();
"""


class Migration(migrations.Migration):
    """The journal can be neither changed nor deleted nor emptied, not even by SQL."""

    dependencies = [("partnerships", "0002_extensions")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
