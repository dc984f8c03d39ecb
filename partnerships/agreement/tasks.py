from partnerships.agreement import signing
from partnerships.work.registry import daily


@daily
def start_agreements(day) -> None:
    """Signed agreements whose first day has come in Germany are in force, once; called within a transaction for every calendar day."""
    signing.start_due(day)
