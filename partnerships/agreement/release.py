"""The release of the agreed text inside each house, before it is signed."""

from partnerships.agreement.models import Agreement


def ask(agreement: Agreement, *, party, by) -> bool:
    """Give the current edition into the release of this party's house; True when that is all it takes."""
    return True
