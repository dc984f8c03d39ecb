"""What is done for proofs every day."""

from partnerships.work.registry import daily
from projects.proof.laying import lay_out_all
from projects.proof.news import remind


@daily
def lay_out_proofs(day) -> None:
    """Grants whose proofs do not stand in the list yet get them."""
    lay_out_all(day)


@daily
def remind_of_proofs(day) -> None:
    """Those who write are told before it is too late."""
    remind(day)
