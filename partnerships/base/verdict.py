"""An answer to "may I?" that carries its sentence, and the refusal an action raises."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """True, or False with the sentence that says why and, where there is one, the page that helps."""

    allowed: bool
    reason: str = ""
    remedy: str = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Verdict(True)


def no(reason, *, remedy: str = "") -> Verdict:
    """A refusal with its sentence, ready to be read by the person who asked; `remedy` is the address of the page where it can be cured."""
    return Verdict(False, str(reason), remedy)


def first_no(*verdicts: Verdict) -> Verdict:
    """The first refusal, or YES."""
    return next((verdict for verdict in verdicts if not verdict), YES)


class Refused(Exception):
    """An action said no. The middleware shows its sentence; nothing was changed."""

    def __init__(self, reason, *, remedy: str = ""):
        super().__init__(str(reason))
        self.reason = str(reason)
        self.remedy = remedy


def require(verdict: Verdict) -> None:
    """Go on only when the verdict is yes."""
    if not verdict:
        raise Refused(verdict.reason, remedy=verdict.remedy)
