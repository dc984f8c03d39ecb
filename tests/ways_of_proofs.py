"""How proofs of use and reclaims are moved, for test_two_sides: the story's social side receives, or gives (GIVER)."""

from collections.abc import Callable
from functools import cache

from partnerships.approval import rules as release_rules
from partnerships.approval.house import desk_of
from partnerships.approval.release import Release
from projects.proof import actions as proofs
from projects.proof import reclaims
from projects.proof import rules as proof_rules
from projects.proof.laying import lay_out
from projects.proof.models import Proof, Reclaim
from tests.cast import Cast
from tests.projects.proof import making as proof_making
from tests.ways import way


@cache
def by_giver(story: Callable) -> Callable:
    """The same with the social side as the one that gives."""
    return lambda cast: story(cast, cast.housing)


def begun_beforehand(cast: Cast) -> Proof:
    [proof] = lay_out(proof_making.paid(cast))
    return proof


def at_proofs_desk(rule: Callable) -> Callable:
    return lambda person, proof: rule(person, desk_of(Release.objects.about(proof).running().get()))


PROOFS = {"rule": at_proofs_desk(release_rules.may_approve)}
way(Proof, "begin", "planned", begun_beforehand)
way(Proof, "give", "doing", proof_making.written)
way(Proof, "give", "returned", proof_making.returned)
way(Proof, "release", "releasing", proof_making.given, action=proofs.hand_in, url="release_approve", **PROOFS)
way(Proof, "give_back", "releasing", proof_making.given, url="release_refuse", **PROOFS)
way(Proof, "take_up", "offered", by_giver(proof_making.submitted))
for verb in ("ask", "send_back", "accept", "accept_part"):
    way(Proof, verb, "review", by_giver(proof_making.checking), url="proof_check")
way(Proof, "answer", "question", proof_making.asked)
way(Proof, "close", "agreed", by_giver(proof_making.accepted))
way(Proof, "close", "part", by_giver(proof_making.in_part))
way(Reclaim, "answer_reclaim", "asked", proof_making.reclaimed, action=reclaims.answer_reclaim, url="reclaim_answer")
RECLAIMS = {
    "fix": {"asked": proof_making.unanswered, "reported": proof_making.heard},
    "waive": {"asked": proof_making.reclaimed, "reported": proof_making.heard, "requested": proof_making.set_},
    "offset": {"reported": proof_making.wished},
    "confirm": {"delivered": proof_making.repaid},
    "deny": {"delivered": proof_making.repaid},
}
for verb, stories in RECLAIMS.items():
    for source, story in stories.items():
        way(
            Reclaim, f"{verb}_reclaim", source, by_giver(story),
            rule=getattr(proof_rules, f"may_{verb}_reclaim"), action=getattr(reclaims, f"{verb}_reclaim"), url="reclaim_step",
        )  # fmt: skip
way(Reclaim, "repay_reclaim", "requested", proof_making.set_, action=reclaims.repay_reclaim, url="reclaim_step")
way(Reclaim, "take_back_reclaim", "delivered", proof_making.repaid, action=reclaims.take_back_reclaim, url="reclaim_step")
