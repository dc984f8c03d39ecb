from partnerships.approval import watch
from partnerships.work.registry import daily


@daily
def pass_day(day) -> None:
    """Cut-offs pass, time limits come, nobody may be left. Called within a transaction for every calendar day."""
    watch.pass_day(day)
