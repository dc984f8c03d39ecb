from django.db import models

from partnerships.base import clock


class Run(models.Model):
    """A periodic job that was done for a period, so that it is done once."""

    name = models.CharField(max_length=80)
    period = models.DateField()
    done_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "period"], name="run_once_per_period")]

    def __str__(self) -> str:
        return f"{self.name} {self.period}"


class Pulse(models.Model):
    """The last sign of life of the worker."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.name
