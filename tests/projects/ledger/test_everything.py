"""The operator's file: every row of the installation, written by the database itself, and no cell that a spreadsheet would run."""

import csv
import io
from decimal import Decimal

import pytest
from django.core.management import call_command

from partnerships.export.cells import guarded
from projects.contribution.models import Contribution, Delivery
from tests.projects.contribution import making

TITLES = ["=1+1", " +1", "-1", "@x", "\t=1", "＝1", "\u00a0=1", "\ufeff=1", "a;b", 'a"b', "2 Bänke", "'=1"]


@pytest.mark.django_db
def test_all_rows__guarded_as_everywhere(cast, tmp_path):
    contribution = making.delivered(cast, amount=Decimal("12.50")).contribution
    titles = {}
    for title in TITLES:
        making.delivered(cast, amount=Decimal("0.05"), contribution=making.granted(cast))
        row = Contribution.objects.order_by("-pk").first()
        Contribution.objects.filter(pk=row.pk).update(title=title)
        titles[title] = row
    call_command("ledger_csv", tmp_path / "all.csv", verbosity=0)
    text = (tmp_path / "all.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))
    assert sorted(row["Wofür"] for row in rows) == sorted([contribution.title, *map(guarded, titles)])
    assert sum(Decimal(row["Betrag"].replace(",", ".")) for row in rows) == sum(each.amount for each in Delivery.objects.all())
