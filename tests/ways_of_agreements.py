"""The moves of partnerships, agreements and releases: see tests/ways.py."""

from collections.abc import Callable
from datetime import date
from functools import cache, partial

from partnerships.agreement import actions as agreements
from partnerships.agreement import rules as agreement_rules
from partnerships.agreement import signing, talks
from partnerships.agreement.ending import WindUp
from partnerships.agreement.models import Agreement
from partnerships.agreement.motion import Motion
from partnerships.amendment import actions as amendments
from partnerships.approval import actions as releases
from partnerships.approval import rules as release_rules
from partnerships.approval.house import desk_of
from partnerships.approval.release import Release
from partnerships.base import clock
from partnerships.partnership import actions as partnerships
from partnerships.partnership import rules as partnership_rules
from partnerships.partnership.models import Partnership, Party
from partnerships.tenure import actions as tenure
from partnerships.tenure import rules as tenure_rules
from partnerships.tenure.days import notice_effective_on
from tests.cast import Cast, make_team
from tests.partnerships.agreement import making as agreement_making
from tests.partnerships.approval import making as approval_making
from tests.ways import way

# --- The partnership itself: told by its parties --------------------------------------------------------------------------------


def founded(cast: Cast) -> Partnership:
    """The author has invited the other."""
    words = {"title": "Neu", "description": "", "fields_of_action": [], "message": ""}
    by = cast.social.coordinator
    return partnerships.found(**words, organisation=cast.social.org, invited=cast.housing.org, by=by)


def invited(partnership: Partnership) -> Party:
    return next(party for party in partnership.party_list() if party.state == Party.State.INVITED)


def ending(cast: Cast) -> Partnership:
    return partnerships.ask_ending(cast.partnership, reason="Das Haus ist verkauft.", by=cast.social.coordinator)


def not_the_last(cast: Cast) -> Party:
    """The author's own party; a second one of its side takes part, so that it may leave."""
    second = make_team("Zweite", cast.social.org.kind, cast.social.side, ["coordinator"])
    party = partnerships.invite(cast.partnership, organisation=second.org, by=cast.social.coordinator)
    partnerships.accept(party, by=second.coordinator)
    return Party.objects.get(partnership=cast.partnership, organisation=cast.social.org)


def of_invited(rule: Callable) -> Callable:
    return lambda person, partnership: rule(person, invited(partnership))


way(Partnership, "accept", "invited", founded, rule=of_invited(partnership_rules.may_answer), url="party_accept")
way(Partnership, "decline", "invited", founded, rule=of_invited(partnership_rules.may_answer), url="party_decline")
way(Partnership, "withdraw", "invited", founded, rule=of_invited(partnership_rules.may_withdraw), url="party_withdraw")
way(
    Partnership, "end", "active", ending,
    rule=partnership_rules.may_answer_ending, action=partnerships.confirm_ending, url="partnership_end_confirm",
)  # fmt: skip
way(Party, "accept", "invited", lambda cast: invited(founded(cast)), rule=partnership_rules.may_answer)
way(Party, "decline", "invited", lambda cast: invited(founded(cast)), rule=partnership_rules.may_answer)
way(Party, "withdraw", "invited", lambda cast: invited(founded(cast)))
way(Party, "leave", "active", not_the_last, may={"author"})  # a party of either side, each for itself

# --- Agreements -----------------------------------------------------------------------------------------------------------------


def countered(cast: Cast) -> Agreement:
    agreement = agreement_making.offered(cast, cast.housing)
    return agreements.counter(agreement, edition=1, wording=agreement_making.reworded(cast), comment="Klarer.", by=cast.social.coordinator)


def item_rule(verb: str, person, item):
    return tenure_rules.may_change_item(person, item, verb)


def released_by_one_house(cast: Cast) -> Agreement:
    return agreement_making.give_into_release(agreement_making.agreed(cast), cast.social.org)


def of_own_release(person, agreement):
    """Each house takes back its own."""
    release = Release.objects.get(subject_id=agreement.pk, organisation=agreement.partnership.party_of(person).organisation)
    return release_rules.may_withdraw(person, desk_of(release))


def signed_by_one(cast: Cast) -> Agreement:
    agreement = agreement_making.to_be_signed(cast)
    return signing.sign(agreement, edition=agreement.edition, by=cast.social.signatory)


def to_begin(cast: Cast) -> Agreement:
    """Signed by all, in force from the next year on."""
    agreement = agreement_making.signed(cast, promises=(), starts_on=date(2027, 1, 1))
    assert agreement.state == "signed"
    return agreement


def in_force(cast: Cast) -> Agreement:
    return agreement_making.signed(cast, promises=())


def renewal(cast: Cast) -> Agreement:
    return tenure.begin_renewal(in_force(cast), by=cast.social.coordinator)


def noticed(cast: Cast) -> Agreement:
    agreement = in_force(cast)
    return tenure.give_notice(agreement, effective_on=notice_effective_on(agreement), by=cast.social.signatory)


@cache
def proposed_for(verb: str, story: Callable) -> Callable:
    """The author has proposed it for today: the yes of the other is missing."""

    def tell(cast: Cast) -> Motion:
        until = date(2033, 12, 31) if verb == "renew" else None
        return tenure.propose(story(cast), verb=verb, by=cast.social.signatory, reason="Umbau.", effective_on=clock.today(), until=until)

    return tell


def suspended(cast: Cast) -> Agreement:
    motion = proposed_for("suspend", in_force)(cast)
    tenure.agree(motion, edition=1, by=cast.housing.signatory)
    return Agreement.objects.get(pk=motion.agreement_id)


def overtaken(state: str, cast: Cast) -> Agreement:
    """An amendment of the author on its way, when another one was signed that takes up the same text."""
    agreement = in_force(cast)
    amendment, quicker = (amendments.amend(agreement, by=cast.social.coordinator) for _ in range(2))
    shared = {} if state == "draft" else {"offered_at": clock.now()}
    Agreement.objects.filter(pk=amendment.pk).update(state=state, **shared)
    Agreement.objects.filter(pk=quicker.pk).update(state="signed", offered_at=clock.now(), signed_at=clock.now(), waiting=[])
    return Agreement.objects.get(pk=amendment.pk)


def ended(cast: Cast) -> Agreement:
    motion = proposed_for("end", in_force)(cast)
    tenure.agree(motion, edition=1, by=cast.housing.signatory)
    return Agreement.objects.get(pk=motion.agreement_id)


def of_motion(motion) -> Agreement:
    return Agreement.objects.get(pk=motion.agreement_id)


EACH = {"author", "other"}
way(Agreement, "take_up", "idea", agreement_making.idea)
way(Agreement, "offer", "draft", agreement_making.draft)
way(Agreement, "drop", "draft", agreement_making.draft)
for source, story in {
    "idea": agreement_making.idea,
    "review": agreement_making.offered,
    "counter": countered,
    "agreed": agreement_making.agreed,
    "release": released_by_one_house,
    "signing": agreement_making.to_be_signed,
}.items():
    way(Agreement, "drop", source, story)
way(Agreement, "revive", "dropped", agreement_making.dropped)
for source, story in {"review": agreement_making.offered, "counter": countered}.items():
    way(Agreement, "counter", source, story)
    way(Agreement, "answer", source, story, action=talks.agree, url="agreement_talk")
    way(Agreement, "agree", source, story, rule=agreement_rules.may_answer, action=talks.agree, url="agreement_talk", may=EACH)
way(Agreement, "submit", "agreed", agreement_making.agreed, action=signing.submit)
way(Agreement, "submit", "release", released_by_one_house, action=signing.submit, may={"other"})  # the author's house has
way(Agreement, "submit", "signing", agreement_making.to_be_signed, action=signing.submit, may=())  # only where a house has left
way(
    Agreement, "withdraw_release", "signing", agreement_making.to_be_signed,
    rule=of_own_release, action=releases.withdraw, url="release_withdraw",
)  # fmt: skip
way(Agreement, "release", "release", released_by_one_house, rule=agreement_rules.may_submit, action=signing.submit, url="agreement_submit")
for source, story in {
    "agreed": agreement_making.agreed,
    "release": released_by_one_house,
    "signing": agreement_making.to_be_signed,
}.items():
    way(Agreement, "reopen", source, story, action=signing.reopen)
way(Agreement, "sign", "signing", signed_by_one, action=signing.sign)
for source, story in {"active": in_force, "renewal": renewal, "suspended": suspended}.items():
    way(Agreement, "give_notice", source, story, rule=tenure_rules.may_give_notice, action=tenure.give_notice)
way(Agreement, "begin_renewal", "active", in_force, rule=tenure_rules.may_begin_renewal, action=tenure.begin_renewal)
for verb, source, story in (
    ("renew", "active", in_force),
    ("renew", "renewal", renewal),
    ("take_back_notice", "notice", noticed),
    ("suspend", "active", in_force),
    ("suspend", "renewal", renewal),
    ("resume", "suspended", suspended),
    ("end", "signed", to_begin),
    ("end", "active", in_force),
    ("end", "renewal", renewal),
    ("end", "suspended", suspended),
    ("archive", "ended", ended),
):
    way(
        Agreement, verb, source, proposed_for(verb, story),
        rule=tenure_rules.may_agree, action=tenure.agree, url="motion_agree", subject=of_motion,
    )  # fmt: skip
for source in ("draft", "review", "counter", "agreed", "release", "signing"):
    way(Agreement, "catch_up", source, partial(overtaken, source), action=amendments.catch_up)
way(Motion, "agree", "proposed", proposed_for("suspend", in_force), rule=tenure_rules.may_agree, action=tenure.agree)
way(Motion, "decline", "proposed", proposed_for("suspend", in_force), rule=tenure_rules.may_decline, action=tenure.decline)
way(Motion, "withdraw", "proposed", proposed_for("suspend", in_force), rule=tenure_rules.may_withdraw, action=tenure.withdraw)


@cache
def to_wind_up(verb: str = "") -> Callable:
    """A line of the list for the end; `verb` has already been done to it."""

    def tell(cast: Cast) -> WindUp:
        item = noticed(cast).wind_up.get(key="keys")
        return tenure.change_item(item, verb=verb, by=cast.social.staff, remark="So ist es.") if verb else item

    return tell


for verb, source, story in (
    ("finish", "open", to_wind_up()),
    ("drop", "open", to_wind_up()),
    ("reopen", "done", to_wind_up("finish")),
    ("reopen", "dropped", to_wind_up("drop")),
):
    way(WindUp, verb, source, story, rule=partial(item_rule, verb), action=tenure.change_item)

# --- The release inside each house: told by the house itself, see tests/partnerships/approval ------------------------------------


def in_release(cast: Cast) -> Release:
    return approval_making.ask(cast, cast.social)


def released(cast: Cast) -> Release:
    return releases.approve(in_release(cast), by=cast.social.approver)


def at_the_desk(rule: Callable) -> Callable:
    return lambda person, release: rule(person, desk_of(release))


for verb in ("approve", "refuse"):
    way(Release, verb, "running", in_release, rule=at_the_desk(release_rules.may_approve))
way(Release, "withdraw", "running", in_release, rule=at_the_desk(release_rules.may_withdraw))
way(Release, "withdraw", "granted", released, rule=at_the_desk(release_rules.may_withdraw))
