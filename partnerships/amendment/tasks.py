from partnerships.amendment import merging
from partnerships.work.registry import daily


@daily
def merge_amendments(day) -> None:
    """Signed amendments whose first day has come in Germany become a part of their agreement, once; in a transaction for every day."""
    merging.merge_due(day)
