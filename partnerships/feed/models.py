from django.db import models
from django.db.models import Q

from partnerships.base import tokens
from partnerships.base.records import Record

PURPOSE = "feed"


class FeedQuerySet(models.QuerySet["Feed"]):
    def visible_to(self, person):
        """One's own."""
        return self.filter(person=person, revoked_at=None)


class Feed(Record):
    person = models.ForeignKey("partnerships.Person", on_delete=models.CASCADE, related_name="+")
    nonce = models.CharField(max_length=32, default=tokens.nonce, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = FeedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person"], condition=Q(revoked_at=None), name="feed_one_each")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.created_at:%Y-%m-%d}"

    @property
    def token(self) -> str:
        return tokens.token_of(PURPOSE, self.pk, self.nonce)

    @property
    def is_good(self) -> bool:
        """False after the installation's secret has changed: the address of before cannot be told any more."""
        return tokens.digest(self.token) == self.token_hash

    def save(self, *args, **kwargs) -> None:
        """The token's digest goes with the row."""
        self.token_hash = tokens.digest(self.token)
        super().save(*args, **kwargs)
