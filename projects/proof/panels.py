"""Proofs on the page of their grant, and what earlier ones tell beside a decision."""

from datetime import date

from django.db.models import OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.base import clock
from partnerships.base.prepared import Param, Prepared
from projects.contribution.models import Contribution
from projects.contribution.parts import Part, Shown, earlier, register, rows_of
from projects.proof import rules
from projects.proof.models import DueRule, Proof


def columns(person) -> dict:
    proofs = Proof.objects.filter(contribution=OuterRef("pk")).order_by("number")
    rule = DueRule.objects.filter(contribution=OuterRef("pk"))
    return {
        "proof_rows": rows_of(proofs, "id", "state", "starts_on", "ends_on", "due_on"),
        "proof_rule": rows_of(rule, "after", "count", "unit"),
    }


def proofs(contribution: Contribution, person) -> Shown | None:
    if not rules.needs_proof(contribution):
        return None
    rule = DueRule(contribution=contribution, **(contribution.proof_rule[0] if contribution.proof_rule else {}))
    found = [_proof(row, contribution) for row in contribution.proof_rows]
    undone = not found or any(proof.state == Proof.State.OPEN for proof in found)
    may_begin = undone and rules.may_create(person, contribution)
    words = {
        "proofs": found,
        "rule": rule,
        "new_url": reverse("proof_create", args=[contribution.pk]) if may_begin else "",
        "rule_url": reverse("contribution_proof_rule", args=[contribution.pk]) if rules.may_set_rule(person, contribution) else "",
    }
    return Shown("projects/proof/show.html", words)


def _proof(row: dict, contribution: Contribution) -> Proof:
    days = {name: date.fromisoformat(row[name]) for name in ("starts_on", "ends_on", "due_on")}
    return Proof(contribution=contribution, **row | days)


register(Part(order=40, show=proofs, columns=columns))


def _between_two() -> tuple[str, tuple]:
    rows = Proof.objects.filter(contribution__receiver=Param("receiver", "uuid"), contribution__giver=Param("giver", "uuid"))
    return rows.values_list("state", "due_on").query.sql_with_params()


_BETWEEN_TWO = Prepared(_between_two)


@earlier
def proofs_of_earlier_grants(contribution: Contribution, person) -> str:
    """How the receiver's proofs towards this giver stand; one query."""
    found = _BETWEEN_TWO.rows({"giver": contribution.giver_id, "receiver": contribution.receiver_id})
    if not found:
        return ""
    late = sum(state in Proof.UNDONE and due_on < clock.today() for state, due_on in found)
    done = sum(state in Proof.DONE for state, _due in found)
    checking = sum(state in Proof.READ for state, _due in found)
    said = [
        ngettext("%(count)d proof accepted", "%(count)d proofs accepted", done) % {"count": done} if done else "",
        ngettext("%(count)d being checked", "%(count)d being checked", checking) % {"count": checking} if checking else "",
        ngettext("%(count)d overdue", "%(count)d overdue", late) % {"count": late} if late else _("none overdue"),
    ]
    return _("Proofs of use: %(said)s.") % {"said": ", ".join(filter(None, said))}
