"""What the page of a proof shows: its content as amounts and days again, whose turn it is, and what one may do."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import F, FilteredRelation, Q
from django.utils.translation import gettext as _

from partnerships.annex.models import files_among
from partnerships.base import clock
from partnerships.base.verdict import Verdict
from projects.funding.models import Call, Instalment, Schedule
from projects.funding.rules import may_call
from projects.plan.models import Plan
from projects.proof import rules
from projects.proof.content import NARRATIVE, content_of
from projects.proof.models import Letter, Proof, Reclaim, Submission, works_for_receiver
from projects.receipt.actual import Actual, Row
from projects.receipt.models import ZERO, Receipt

State = Proof.State


def last_submission(proof: Proof) -> Submission | None:
    if not proof.last_submission:
        return None
    [row] = proof.last_submission
    return Submission(proof=proof, **row | {"at": datetime.fromisoformat(row["at"])})


def too_much(proof: Proof) -> Decimal:
    """What may be reclaimed by what was handed in: money left over, and what is not recognised; never more than came."""
    submission = last_submission(proof)
    if submission is None:
        return ZERO
    figures, spent = submission.content["figures"], Decimal(submission.content["total"]["spent"])
    unrecognised = spent - proof.recognised if proof.recognised is not None else ZERO
    return min(Decimal(figures["rest"]) + unrecognised, Decimal(figures["received"]))


def letters(proof: Proof) -> list[dict]:
    kinds = dict(Letter.Kind.choices)
    return [row | {"label": kinds[row["kind"]], "at": datetime.fromisoformat(row["created_at"])} for row in proof.letter_rows]


@dataclass(frozen=True)
class Part:
    key: str
    label: str
    text: str
    prefilled: bool


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def shown_to(person, proof: Proof, submission: Submission | None) -> dict | None:
    """What this person may read: the receiver the present one while it is written, otherwise both what was handed in last."""
    if proof.state in Proof.UNDONE and proof.state != State.OPEN and works_for_receiver(person, proof):
        return content_of(proof)
    return submission.content if submission else None


def _plan(content: dict) -> Plan | None:
    """As it was when this was written."""
    return Plan(cover=content["cover"], tolerance=Decimal(content["tolerance"])) if content["cover"] else None


def view_of(content: dict, proof: Proof) -> dict:
    """For the template."""
    plan = _plan(content)
    rows = [Row(row["label"], Decimal(row["planned"]), Decimal(row["spent"]), _amount(row["limit"])) for row in content["lines"]]
    total = content["total"]
    planned = Decimal(total["planned"])
    income = [row | {"planned": Decimal(row["planned"]), "actual": _amount(row["actual"])} for row in content["income"]]
    actual = Actual(
        plan, rows, Row(_("All together"), planned, Decimal(total["spent"]), planned if rows else None), Decimal(content["unplanned"])
    )
    return {
        "actual": actual,
        "income": income,
        "in_kind": [row | {"planned": Decimal(row["planned"])} for row in content["in_kind"]],
        "figures": {name: Decimal(value) for name, value in content["figures"].items()},
        "came": [(date.fromisoformat(on), Decimal(amount)) for on, amount in content["came"]],
        "parts": [
            Part(key, str(label), text, bool(text) and text == proof.prefilled.get(key))
            for key, label in NARRATIVE.items()
            for text in (content["narrative"].get(key, ""),)
        ],
        "receipts": [row | {"day": date.fromisoformat(row["day"]), "amount": Decimal(row["amount"])} for row in content["receipts"]],
        "with_list": content["with_list"],
    }


def with_files(person, rows: list[dict]) -> list[dict]:
    """Beside the receipts of a list the pictures this person may open; one query, as the door of annexes is that of their receipts."""
    shown = [row["id"] for row in rows if row["files"]]
    files: dict = {}
    if not shown:
        return [row | {"annexes": []} for row in rows]
    for annex in files_among(Receipt, [UUID(pk) for pk in shown], person):
        files.setdefault(str(annex.subject_id), []).append(annex)
    return [row | {"annexes": files.get(row["id"], [])} for row in rows]


def hints(proof: Proof, content: dict) -> dict[str, str]:
    """What the portal itself sees of each point of the check: facts, no judgement."""
    receipts = [row | {"day": date.fromisoformat(row["day"])} for row in content["receipts"]]
    outside = [
        row for row in receipts if not date.fromisoformat(content["starts_on"]) <= row["day"] <= date.fromisoformat(content["ends_on"])
    ]
    spent = sum((Decimal(row["spent"]) for row in content["lines"]), ZERO) + Decimal(content["unplanned"])
    listed = sum((Decimal(row["amount"]) for row in receipts), ZERO)
    beyond = [row["label"] for row in content["lines"] if row["light"] == "beyond"]
    own = [
        row
        for row in content["income"]
        if not row["ours"] and row["actual"] is not None and Decimal(row["actual"]) < Decimal(row["planned"])
    ]
    return {
        "complete": _("Receipts: %(count)d, without a picture: %(bare)d.")
        % {"count": len(receipts), "bare": sum(not row["files"] for row in receipts)},
        "arithmetic": _("The sum of the lines is the sum of the receipts.")
        if not content["is_last"] or spent == listed
        else _("The sum of the lines differs from the sum of the receipts."),
        "period": _("Outside the period: no. %(nos)s.") % {"nos": ", ".join(str(row["no"]) for row in outside)}
        if outside
        else _("All receipts lie within the period."),
        "tolerance": _("Beyond the limit: %(lines)s.") % {"lines": ", ".join(beyond)} if beyond else _("No line goes beyond its limit."),
        "own_share": _("Less than planned came from: %(lines)s.") % {"lines": ", ".join(row["label"] for row in own)}
        if own
        else _("Nothing came short of the plan."),
        "double": _("Within the receiver's house the portal takes each receipt once only."),
    }


def turn_of(person, proof: Proof, cards=()) -> dict | None:
    """For components/turn.html; None when nobody has to act."""
    grant = proof.contribution
    mine: Verdict | bool
    match proof.state:
        case State.OPEN if proof.days_left > 30:
            return None
        case State.OPEN | State.WORK:
            mine, who, what = rules.writes_for(person, grant.receiver), grant.receiver, _("Write the proof and hand it in.")
        case State.RETURNED:
            mine, who, what = rules.may_edit(person, proof), grant.receiver, _("Correct it and hand it in again.")
        case State.RELEASING:
            mine, who, what = any(card.mine for card in cards), grant.receiver, _("Release the proof, or say why not.")
        case State.SUBMITTED:
            mine, who, what = rules.may_take_up(person, proof), grant.giver, _("Begin to check it.")
        case State.CHECKING:
            mine, who, what = rules.may_check(person, proof), grant.giver, _("Check it, then say your result.")
        case State.QUESTION:
            mine, who, what = rules.may_answer(person, proof), grant.receiver, _("Answer the question.")
        case _other:
            return None
    due = proof.due_on if proof.state in Proof.UNDONE else None
    return {
        "whose": ("late" if proof.is_overdue else "mine") if mine else "theirs", "who": who, "ask": what if mine else "",
        "days": clock.days_since(proof.state_since), "due": due,
    }  # fmt: skip


@dataclass(frozen=True)
class Final:
    """An instalment that was withheld until this proof was accepted: whether one may call it now, or how its call stands."""

    instalment: Instalment
    may_call: Verdict
    call: Call | None


def finals_of(person, proof: Proof) -> list[Final]:
    """Of the schedule that holds; one query, once the last proof is accepted."""
    if proof.state not in Proof.DONE or not proof.is_last:
        return []
    rows = (
        Instalment.objects.visible_to(person).for_page().filter(condition=Instalment.Condition.PROOF, schedule__state=Schedule.State.AGREED)
    )
    rows = rows.annotate(call=FilteredRelation("calls", condition=~Q(calls__state=Call.State.WITHDRAWN)))
    rows = rows.annotate(call_pk=F("call__pk"), call_state=F("call__state")).filter(schedule__contribution=proof.contribution_id)
    return [
        Final(row, may_call(person, row), Call(pk=row.call_pk, state=row.call_state) if row.call_pk else None)
        for row in rows.order_by("number")
    ]


STEPS = ("fix", "waive", "offset", "repay", "confirm", "deny", "take_back")


def reclaim_steps(person, reclaim: Reclaim) -> list[tuple[str, object]]:
    """Each step with its verdict, those that are not for this state left out."""
    found = [(step, getattr(rules, f"may_{step}_reclaim")(person, reclaim)) for step in STEPS]
    return [(step, verdict) for step, verdict in found if verdict or (step == "fix" and reclaim.state in ("asked", "reported"))]
