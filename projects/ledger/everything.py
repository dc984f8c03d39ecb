"""Every row of the ledger of an installation as one CSV file, for its operator: `manage.py ledger_csv`.

It is a command of the installation and no page: the operator keeps the portal running and sees no content of partnerships in the browser.
Who may run commands there can read the database anyway; what is taken out that way is theirs to answer for. The rows come as they lie in
the tables: sorting a million of them would take longer than writing them.
"""

from collections.abc import Callable

from django.db.models import F

from partnerships.export.copying import Guarded, copy_csv, german_number
from projects.contribution.models import Delivery


def rows():
    """What came, each row with what it is for."""
    of = "contribution__"
    columns = {
        "Zeile": F("pk"),
        "Berichtigt": F("corrects"),
        "Art": F("nature"),
        "Tag": F("on"),
        "Partnerschaft": Guarded(f"{of}partnership__title"),
        "Gibt": Guarded(f"{of}giver__name"),
        "Erhält": Guarded(f"{of}receiver__name"),
        "Was": F(f"{of}kind"),
        "Wofür": Guarded(f"{of}title"),
        "Menge": german_number("quantity"),
        "Betrag": german_number("amount"),
        "Bestätigt": F("confirmed_at"),
        "Notiz": Guarded("note"),
    }
    return Delivery.objects.order_by().annotate(**columns).values_list(*columns)


def write(target: Callable[[bytes], object]) -> None:
    copy_csv(rows(), target)
