"""A payment order as CSV: UTF-8 with BOM and semicolons, as spreadsheets here read it; nothing typed becomes a formula."""

import csv
import io

from django.utils.translation import gettext as _

from partnerships.export.cells import guarded
from projects.payment.models import PaymentFile, PaymentLine


def as_csv(file: PaymentFile, lines: list[PaymentLine]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([_("Day"), _("Account holder"), _("IBAN"), _("BIC"), _("Amount in €"), _("Purpose"), _("End-to-end reference")])
    for line in lines:
        amount = f"{line.amount:.2f}".replace(".", ",")
        account = line.account
        words = (file.day.isoformat(), account.holder, account.iban, account.bic, amount, line.purpose, line.end_to_end)
        writer.writerow([guarded(word) for word in words])
    return text.getvalue().encode("utf-8-sig")
