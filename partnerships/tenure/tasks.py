from partnerships.tenure import course
from partnerships.work.registry import daily


@daily
def pass_day(day) -> None:
    """Agreements renew, pause, go on and end by the day; both sides are reminded. Called within a transaction for every calendar day."""
    course.pass_day(day)
