from datetime import date

from partnerships.series import build
from partnerships.series.models import Series
from partnerships.work.registry import daily


@daily
def plan_ahead(day: date) -> None:
    """Every running series has its meetings for the next twelve months; run twice, each is made once."""
    for series in Series.objects.running().order_by("pk"):
        build.go_on(series)
