"""What the page of the course shows: the days ahead, what is proposed, the verbs there are, the list of the end."""

from django.utils.translation import gettext_lazy as _

from partnerships.agreement.ending import WindUp
from partnerships.agreement.motion import Motion
from partnerships.tenure import rules
from partnerships.tenure.reading import wind_up_of

Verb = Motion.Verb
# verb, label of its button, icon, tone, in this order
BUTTONS = (
    ("begin_renewal", _("Talk about renewal"), "arrow-left-right", "outline-primary"),
    (Verb.RENEW, _("Propose to renew"), "arrow-repeat", "primary"),
    (Verb.TAKE_BACK_NOTICE, _("Propose to take back the notice"), "arrow-counterclockwise", "outline-primary"),
    (Verb.RESUME, _("Propose to go on"), "play-circle", "primary"),
    (Verb.SUSPEND, _("Propose to suspend"), "pause-circle", "outline-secondary"),
    (Verb.END, _("Propose to end"), "flag", "outline-secondary"),
    ("give_notice", _("Give notice"), "slash-circle", "outline-danger"),
    (Verb.ARCHIVE, _("Propose to close"), "archive", "primary"),
)


def buttons(agreement, person) -> list[dict]:
    """Those the table of moves knows in this state; what one may not do is shown with its reason, what makes no sense is left out."""
    found = []
    for verb, label, icon, tone in BUTTONS:
        if agreement.state not in rules.sources(verb) or _makes_no_sense(agreement, verb):
            continue
        asked = {"begin_renewal": rules.may_begin_renewal, "give_notice": rules.may_give_notice}.get(verb)
        verdict = asked(person, agreement) if asked else rules.may_propose(person, agreement, verb)
        found.append({"verb": verb, "label": label, "icon": icon, "tone": tone, "verdict": verdict, "url": f"agreement_{verb}"})
    return found


def refused(rows: list[dict]) -> list[dict]:
    """The buttons one may not press, those with the same reason together: it is said once."""
    found: dict[str, dict] = {}
    for row in rows:
        if not row["verdict"]:
            found.setdefault(row["verdict"].reason, {"verdict": row["verdict"], "buttons": []})["buttons"].append(row)
    return list(found.values())


def _makes_no_sense(agreement, verb: str) -> bool:
    if verb in {motion.verb for motion in rules.pending(agreement)}:
        return True  # it stands there to be answered
    if verb in (Verb.RENEW, "begin_renewal") and (agreement.end_decided or agreement.ends_on is None):
        return True
    return verb == "give_notice" and agreement.end_decided


def motions(agreement, person) -> list[dict]:
    """Every proposal that is open or waits for its day, with who said yes and what this person may answer."""
    rows = []
    for motion in rules.pending(agreement):
        motion.agreement = agreement
        rows.append(
            {
                "motion": motion,
                "voices": voices(motion),
                "agree": rules.may_agree(person, motion),
                "decline": rules.may_decline(person, motion),
                "withdraw": rules.may_withdraw(person, motion),
            }
        )
    return rows


def voices(motion) -> list[dict]:
    """For each party: who said yes, and how many of how many."""
    rows = []
    for party in motion.partnership.binding_parties():
        names = [voice for voice in motion.voices.all() if voice.organisation_id == party.organisation_id]
        needed = party.organisation.signatories_needed
        rows.append(
            {"party": party, "names": names, "needed": needed, "count": len(names), "done": party.organisation_id in motion.yeses()}
        )
    return rows


def wind_up(agreement, person) -> dict:
    """The list of the end, what is left of it, and what may be done with each line."""
    may = rules.may_wind_up(person, agreement)
    items = wind_up_of(agreement)
    left = sum(item.state == WindUp.State.OPEN for item in items)
    return {"items": items, "left": left, "done": len(items) - left, "may": may}
