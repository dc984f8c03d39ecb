from partnerships.work.registry import daily
from projects.contribution import release


@daily
def move_dates(day) -> None:
    """The cut-off for open requests passes. Called within a transaction for every calendar day."""
    release.move_dates(day)
