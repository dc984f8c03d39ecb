from django.db import models

from partnerships.base import clock


class Token(models.Model):
    value = models.UUIDField(primary_key=True)
    person = models.ForeignKey("partnerships.Person", on_delete=models.CASCADE, related_name="+")
    location = models.CharField(max_length=500, blank=True)
    used_at = models.DateTimeField(default=clock.now, db_index=True)

    def __str__(self) -> str:
        return str(self.value)
