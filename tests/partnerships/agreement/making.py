"""Agreements in every state, made by the actions themselves."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from partnerships.agreement import actions, signing, talks
from partnerships.agreement.models import Agreement
from partnerships.agreement.parts import table_of
from partnerships.agreement.schemas import groups_of
from partnerships.agreement.wording import ClauseText, PromiseText, Wording
from partnerships.approval import actions as approval
from partnerships.approval.release import Release
from partnerships.person.models import Person

TERM = {"notice_to": "year", "notice_form": "textform", "renewal": "none", "renewal_months": ""}  # as a form sends it


def promises(cast) -> tuple[PromiseText, ...]:
    """A grant and a room from the housing company, volunteers' hours from the association; worth 12,000 + 4,320 and 960 euro."""
    housing, social = cast.housing.org, cast.social.org
    term = {"starts_on": date(2026, 1, 1), "ends_on": date(2027, 12, 31)}
    given = {"giver": housing, "receiver": social, **term}
    room = {"quantity": Decimal(20), "rate": Decimal(9), "rate_source": "Mietspiegel", "per": "month"}
    hours = {"quantity": Decimal(60), "rate": Decimal(16), "rate_source": "Satzung"}
    return (
        PromiseText(key="money", kind="money", money_type="zuschuss", title="Zuschuss", amount=Decimal(6000), per="year", **given),
        PromiseText(key="room", kind="rooms", title="Gruppenraum", **room, **given),
        PromiseText(key="hours", kind="volunteer", title="Ehrenamt", giver=social, receiver=housing, **hours, **term),
    )


def wording(cast, **changes) -> Wording:
    start = Wording(
        title="Vereinbarung Lindenhof",
        starts_on=date(2026, 1, 1),
        ends_on=date(2030, 12, 31),
        notice_months=6,
        clauses=(
            ClauseText(key="parties", title="Vertragsparteien", body="Klang und Bau."),
            ClauseText(key="purpose", title="Zweck", body="Die Partner wollen gute Nachbarschaft. Sie treffen sich monatlich."),
            ClauseText(key="rooms", title="Räume", body="Bau überlässt Klang den Raum unentgeltlich."),
        ),
        promises=promises(cast),
    )
    return replace(start, **changes)


def idea(cast, team=None, **changes) -> Agreement:
    return actions.propose_idea(
        partnership=cast.partnership,
        kind=Agreement.Kind.COOPERATION,
        title="Räume am Abend",
        about="Könnten wir den Gruppenraum auch abends nutzen?",
        by=(team or cast.social).coordinator,
        **changes,
    )


def draft(cast, team=None, **changes) -> Agreement:
    words = wording(cast, **changes)
    return actions.create(
        partnership=cast.partnership,
        kind=Agreement.Kind.COOPERATION,
        **words.head,
        clauses=words.clauses,
        promises=words.promises,
        by=(team or cast.social).coordinator,
    )


def offered(cast, team=None, **changes) -> Agreement:
    team = team or cast.social
    agreement = draft(cast, team, **changes)
    return actions.offer(agreement, saves=1, by=team.coordinator, comment="Unser Vorschlag.")


def dropped(cast, team=None, **changes) -> Agreement:
    team = team or cast.social
    return actions.drop(offered(cast, team, **changes), edition=1, reason="Kein Geld.", by=team.coordinator)


def agreed(cast, team=None, **changes) -> Agreement:
    """Offered by one side, agreed to by all others in every part."""
    team = team or cast.social
    agreement = offered(cast, team, **changes)
    for organisation in [party.organisation for party in cast.partnership.binding_parties() if party.organisation_id != team.org.pk]:
        agreement = talks.agree(agreement, edition=agreement.edition, by=member(organisation, "coordinator"))
    return agreement


def to_be_signed(cast, team=None, **changes) -> Agreement:
    """Agreed, and released by every house: it lies there to be signed."""
    agreement = agreed(cast, team, **changes)
    for party in cast.partnership.binding_parties():
        agreement = give_into_release(agreement, party.organisation)
    return agreement


def give_into_release(agreement, organisation) -> Agreement:
    """One house releases what was agreed: asked for by its coordinator, released by somebody else."""
    agreement = signing.submit(agreement, edition=agreement.edition, by=member(organisation, "coordinator"))
    approve(agreement, organisation)
    return Agreement.objects.get(pk=agreement.pk)


def approve(agreement, organisation) -> None:
    """The release that runs in this house is granted."""
    for release in Release.objects.running().filter(organisation=organisation, subject_id=agreement.pk):
        approval.approve(release, by=member(organisation, "approver") or member(organisation, "signatory"))


def signed(cast, team=None, **changes) -> Agreement:
    """Signed by every party; in force when its first day has come."""
    return conclude(offered(cast, team, **changes), cast)


def conclude(agreement, cast) -> Agreement:
    """Whatever was offered: agreed to, released and signed by every party as it stands."""
    organisations = [party.organisation for party in cast.partnership.binding_parties()]
    agreement = agreed_by_all(agreement, cast)
    for organisation in organisations:
        agreement = give_into_release(agreement, organisation)
    for organisation in organisations:
        agreement = signing.sign(agreement, edition=agreement.edition, by=member(organisation, "signatory"))
    return agreement


def agreed_by_all(agreement, cast) -> Agreement:
    """Whatever was offered: agreed to by every party as it stands."""
    for party in cast.partnership.binding_parties():
        agreement = Agreement.objects.get(pk=agreement.pk)
        if agreement.is_negotiated and not _has_agreed(agreement, party.organisation):
            talks.agree(agreement, edition=agreement.edition, by=member(party.organisation, "coordinator"))
    return Agreement.objects.get(pk=agreement.pk)


def _has_agreed(agreement, organisation) -> bool:
    return not table_of(agreement).open_parts(organisation.pk)


def active(cast, team=None, **changes) -> Agreement:
    return conclude(offered(cast, team, **changes), cast)


def member(organisation, role: str) -> Person:
    """Somebody with that role there, read anew as a request does."""
    return Person.objects.filter(memberships__organisation=organisation, memberships__roles__contains=[role]).order_by("created_at").first()


def reworded(cast, body="Sie treffen sich jede Woche.") -> Wording:
    """The same text with another purpose."""
    words = wording(cast)
    return replace(words, clauses=(words.clauses[0], replace(words.clauses[1], body=body), words.clauses[2]))


def sheet_data(agreement, words: Wording, **more) -> dict:
    """What the page of all clauses sends."""
    data = {
        "do": "save",
        **{name: "" if value is None else value for name, value in words.head.items()},
        "edition": agreement.edition,
        "saves": agreement.current().saves,
        "clause-TOTAL_FORMS": len(words.clauses),
        "clause-INITIAL_FORMS": 0,
        "promise-TOTAL_FORMS": len(words.promises),
        "promise-INITIAL_FORMS": 0,
    }
    for number, clause in enumerate(words.clauses):
        data |= {f"clause-{number}-{name}": getattr(clause, name) for name in ("key", "title", "body")}
        for group in groups_of(clause.key):
            data |= rows_data(f"clause-{number}-{group.key}", clause.data.get(group.key, []))
    for number, promise in enumerate(words.promises):
        values = vars(promise) | {"giver": promise.giver.pk, "receiver": promise.receiver.pk}
        data |= {f"promise-{number}-{name}": "" if value is None else value for name, value in values.items()}
    return data | more


def rows_data(prefix: str, rows: list[dict]) -> dict:
    """A small table as the page sends it."""
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
    return data | {f"{prefix}-{number}-{name}": value for number, row in enumerate(rows) for name, value in row.items()}
