"""The states of an agreement and the one table of its moves: which verb leads from where to where, and who may make it.

idea -> draft -> review <-> counter -> agreed -> release -> signing -> signed -> active -> ended -> archived; in force it may also be in
renewal, notice or suspended. Its amendment is an agreement of its own that ends as `merged`: from then on its words are the agreement's.
Until it is signed either side may reopen or drop it; what was dropped either side may take up again.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from partnerships.base.moves import Who, move


class State(models.TextChoices):
    IDEA = "idea", _("Idea")
    DRAFT = "draft", _("Draft")
    REVIEW = "review", _("Under negotiation")
    COUNTER = "counter", _("Counter-proposal")
    AGREED = "agreed", _("Text agreed")
    RELEASE = "release", _("Release in both houses")
    SIGNING = "signing", _("To be signed")
    SIGNED = "signed", _("Signed")
    ACTIVE = "active", _("In force")
    RENEWAL = "renewal", _("Talks about renewal")
    NOTICE = "notice", _("Notice given")
    SUSPENDED = "suspended", _("Suspended")
    ENDED = "ended", _("Ended")
    ARCHIVED = "archived", _("Closed")
    MERGED = "merged", _("Part of the agreement")
    DROPPED = "dropped", _("Not concluded")


class Why(models.TextChoices):
    """Why something was not concluded: few kinds, so that one can learn from many."""

    PURPOSE = "purpose", _("it does not fit the purpose of one side")
    MONEY = "money", _("money is missing")
    PLACE = "place", _("the room or place does not suit")
    TIME = "time", _("it is not the right time, or there is nobody to do it")
    TERMS = "terms", _("we did not agree on the conditions")
    RELEASE = "release", _("a house did not release it")
    LAW = "law", _("it is not possible by law or for tax reasons")
    OTHERWISE = "otherwise", _("solved in another way")
    OTHER = "other", _("something else")


STARTS = (State.IDEA, State.DRAFT)
NEGOTIATED = (State.REVIEW, State.COUNTER)  # the text is talked about: it has a turn
FROZEN = (State.AGREED, State.RELEASE, State.SIGNING)  # the text stands, the yes of both is being gathered
SHARED = (*NEGOTIATED, *FROZEN)
OPEN = (State.IDEA, State.DRAFT, *SHARED)
VALID = (State.ACTIVE, State.RENEWAL, State.NOTICE, State.SUSPENDED)  # in force, whatever is talked about
BOUND = (State.SIGNED, *VALID, State.ENDED, State.ARCHIVED, State.MERGED)  # signed by all
AMENDABLE = (State.ACTIVE, State.RENEWAL, State.SUSPENDED)  # in force, and meant to last
# what one sees as the way: a state beside the way stands where its neighbour stands
PATH = (State.IDEA, State.DRAFT, State.REVIEW, State.AGREED, State.RELEASE, State.SIGNING, State.SIGNED, State.ACTIVE, State.ENDED)
PATH_OF_AMENDMENT = (*PATH[1:-2], State.MERGED)
BESIDE = {
    State.COUNTER: State.REVIEW,
    State.RENEWAL: State.ACTIVE,
    State.NOTICE: State.ACTIVE,
    State.SUSPENDED: State.ACTIVE,
    State.ARCHIVED: State.ENDED,
}

MOVES = (
    # until the text stands
    move("take_up", State.IDEA, State.DRAFT, Who.EITHER),
    move("offer", State.DRAFT, State.REVIEW, Who.AUTHOR),
    move("counter", NEGOTIATED, State.COUNTER, Who.EITHER),
    move("answer", NEGOTIATED, State.REVIEW, Who.EITHER),
    move("agree", NEGOTIATED, State.AGREED, Who.BOTH),
    # until it is signed
    move("submit", FROZEN, State.RELEASE, Who.EITHER),
    move("release", State.RELEASE, State.SIGNING, Who.BOTH),
    move("withdraw_release", State.SIGNING, State.RELEASE, Who.EITHER),
    move("reopen", FROZEN, State.REVIEW, Who.EITHER),
    move("sign", State.SIGNING, State.SIGNED, Who.BOTH),
    # not concluded
    move("drop", State.DRAFT, State.DROPPED, Who.AUTHOR),
    move("drop", (State.IDEA, *SHARED), State.DROPPED, Who.EITHER),
    move("revive", State.DROPPED, State.DRAFT, Who.EITHER),
    # in force
    move("start", State.SIGNED, State.ACTIVE, Who.CLOCK),
    move("begin_renewal", State.ACTIVE, State.RENEWAL, Who.EITHER),
    move("renew", (State.ACTIVE, State.RENEWAL), State.ACTIVE, Who.BOTH),
    move("prolong", (State.ACTIVE, State.RENEWAL), State.ACTIVE, Who.CLOCK),
    move("prolong", State.SUSPENDED, State.SUSPENDED, Who.CLOCK),
    move("give_notice", (State.ACTIVE, State.RENEWAL, State.SUSPENDED), State.NOTICE, Who.EITHER),
    move("take_back_notice", State.NOTICE, State.ACTIVE, Who.BOTH),
    move("suspend", (State.ACTIVE, State.RENEWAL), State.SUSPENDED, Who.BOTH),
    move("resume", State.SUSPENDED, State.ACTIVE, Who.BOTH),
    # an amendment takes over what was changed meanwhile, becomes a part of its agreement, or lapses with it
    move("catch_up", State.DRAFT, State.DRAFT, Who.AUTHOR),
    move("catch_up", SHARED, State.COUNTER, Who.EITHER),
    move("merge", State.SIGNED, State.MERGED, Who.CLOCK),
    move("lapse", (State.DRAFT, *SHARED, State.SIGNED), State.DROPPED, Who.CLOCK),
    # over
    # at once; for a later day both bring the last day forward. After notice the last day stands
    move("end", (State.SIGNED, State.ACTIVE, State.RENEWAL, State.SUSPENDED), State.ENDED, Who.BOTH),
    move("expire", VALID, State.ENDED, Who.CLOCK),
    move("archive", State.ENDED, State.ARCHIVED, Who.BOTH),
)
