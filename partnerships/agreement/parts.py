"""The parts of an edition one agrees to one by one: every clause, and three that belong to the whole: its term, its promises, its outline.

A stance counts while its part still reads as it did: unchanged parts keep their yes through a new edition. The outline is which clauses
there are and in which order, and which annexes, so that what was taken out is noticed, too.
"""

import hashlib
import json
from dataclasses import dataclass

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext_lazy as _

from partnerships.agreement.stance import Stance
from partnerships.agreement.wording import NBSP, numbered

TERM, PROMISES, OUTLINE, WHOLE, ALL = ":term", ":promises", ":outline", "", ":all"
NAMES = {TERM: _("Title and term"), PROMISES: _("Promises"), OUTLINE: _("Outline and annexes"), WHOLE: _("the whole"), ALL: _("all parts")}


def in_words(plain: list[str]) -> str:
    """The names of parts as the journal keeps them, in the reader's language."""
    return ", ".join(str(NAMES.get(each, each)).replace("§ ", f"§{NBSP}", 1) for each in plain)


@dataclass(frozen=True)
class Part:
    key: str
    number: str
    title: str
    digest: str

    @property
    def name(self) -> str:
        """§ 3 Räume"""
        return " ".join(filter(None, [self.number, self.title]))

    @property
    def plain(self) -> str:
        """As the journal keeps it: a part of one's own by its name, the others by their key, see in_words."""
        return self.key if self.key in NAMES else self.name


def parts_of(edition) -> list[Part]:
    """All parts of an edition that was read with its contents, in the order of the page."""
    content = edition.content()
    clauses, promises, annexes = content.pop("clauses"), content.pop("promises"), content.pop("annexes", [])
    rows = list(edition.clauses.all())
    words = {clause.key: entry for clause, entry in zip(rows, clauses, strict=True)}
    parts = [Part(TERM, "", str(NAMES[TERM]), _digest(content))]
    parts += [Part(clause.key, number, clause.title, _digest(words[clause.key])) for number, clause in numbered(rows)]
    parts.append(Part(PROMISES, "", str(NAMES[PROMISES]), _digest(promises)))
    parts.append(Part(OUTLINE, "", str(NAMES[OUTLINE]), _digest([clause.key for clause in rows] + annexes)))
    return parts


def _digest(content) -> str:
    text = json.dumps(content, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


class Table:
    """What every party says to every part of the current edition."""

    def __init__(self, parts: list[Part], parties, stances, remarks=()):
        self.parts, self.parties, self.remarks = parts, parties, list(remarks)
        self.said = {(stance.part, stance.organisation_id): stance for stance in stances}

    def stance(self, part: Part, organisation_id) -> Stance | None:
        """What that party said to the part as it now reads."""
        stance = self.said.get((part.key, organisation_id))
        return stance if stance and stance.digest == part.digest and stance.state != Stance.State.OPEN else None

    def state(self, part: Part, organisation_id) -> str:
        stance = self.stance(part, organisation_id)
        return stance.state if stance else Stance.State.OPEN

    def state_of_side(self, part: Part, side: str) -> str:
        """Agreed when every party of the side agreed; a change wanted when one wants it."""
        states = {self.state(part, party.organisation_id) for party in self.parties if party.side == side}
        if Stance.State.CHANGE in states:
            return Stance.State.CHANGE
        return Stance.State.AGREED if states == {Stance.State.AGREED} else Stance.State.OPEN

    @staticmethod
    def label(state: str) -> str:
        return str(Stance.State(state).label)

    def open_parts(self, organisation_id) -> list[Part]:
        return [part for part in self.parts if self.state(part, organisation_id) == Stance.State.OPEN]

    def wishes(self) -> list[tuple[Part, Stance]]:
        """Every change that is wanted now."""
        found = ((part, self.stance(part, party.organisation_id)) for part in self.parts for party in self.parties)
        return [(part, stance) for part, stance in found if stance and stance.state == Stance.State.CHANGE]

    @property
    def all_agreed(self) -> bool:
        return not self.wishes() and not any(self.open_parts(party.organisation_id) for party in self.parties)

    def next_ones(self) -> list:
        """Who has to act: those with an open part; then those who owe an answer to the other side's wish; then those who wished."""
        ids = [party.organisation_id for party in self.parties]
        if undecided := [organisation_id for organisation_id in ids if self.open_parts(organisation_id)]:
            return undecided
        unanswered = [stance for part, stance in self.wishes() if not self._answered(part, stance)]
        if owing := [party.organisation_id for party in self.parties if any(stance.side != party.side for stance in unanswered)]:
            return owing
        return [
            organisation_id for organisation_id in ids if any(stance.organisation_id == organisation_id for _part, stance in self.wishes())
        ]

    def _answered(self, part: Part, wish: Stance) -> bool:
        return any(
            remark.part == part.key and remark.side != wish.side and not remark.internal and remark.created_at >= wish.at
            for remark in self.remarks
        )


def table_of(agreement) -> Table:
    """The table of the current edition, read anew; two queries beside the edition's."""
    remarks = agreement.remarks.filter(internal=False)
    return Table(parts_of(agreement.current()), agreement.partnership.binding_parties(), agreement.stances.all(), remarks)
