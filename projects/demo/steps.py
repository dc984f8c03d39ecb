"""The steps an agreement of the story goes: read, agreed, released, signed, each by those who may."""

from partnerships.agreement import signing, talks
from partnerships.agreement.models import Agreement
from partnerships.approval import actions as approval
from partnerships.approval.release import Release
from projects.demo.story import Story

# who negotiates for a house, and who releases what was negotiated
SPEAKS = {
    "S1": "mara",
    "S2": "jonas",
    "S3": "lukas",
    "S4": "nadia",
    "S5": "karla",
    "S6": "tomasz",
    "H1": "henrike",
    "H2": "ralf",
    "H3": "vera",
}
RELEASES = {"S1": "joern", "S2": "selin", "S3": "gerda", "S4": "uwe", "S5": "emil", "S6": "anke", "H1": "thilo", "H2": "pia", "H3": "oleg"}
DEPUTIES = {
    "S1": ("ines",),
    "S2": ("selin",),
    "S3": ("gerda",),
    "S4": ("uwe",),
    "S5": ("emil",),
    "S6": ("anke",),
    "H1": ("nuri",),
    "H2": ("pia",),
    "H3": ("oleg",),
}


def speaker(story: Story, house: str):
    return story.people[SPEAKS[house]]


def agreed(story: Story, agreement: Agreement, ago: int) -> None:
    """All who did not write it agree to all of it."""
    read = fresh(agreement)
    for house in _houses(story, read):
        if story.organisations[house] != read.owner:
            with story.ago(ago):
                talks.agree(agreement, edition=read.edition, by=speaker(story, house))


def released(story: Story, agreement: Agreement, *ago: int, houses: tuple[str, ...] = ()) -> None:
    """Each house, or these, releases it, one after the other."""
    read = fresh(agreement)
    for house, days in zip(houses or _houses(story, read), [*ago, ago[-1]], strict=False):
        with story.ago(days):
            signing.submit(agreement, edition=read.edition, by=speaker(story, house))
            approval.approve(_running(story, agreement, house), by=story.people[RELEASES[house]])


def signed(story: Story, agreement: Agreement, *names: tuple[int, str]) -> None:
    for ago, name in names:
        with story.ago(ago, 14):
            signing.sign(agreement, edition=fresh(agreement).edition, by=story.people[name])


def fresh(agreement: Agreement) -> Agreement:
    return Agreement.objects.select_related("partnership").get(pk=agreement.pk)


def saves(agreement: Agreement) -> int:
    return fresh(agreement).current().saves


def _houses(story: Story, agreement: Agreement) -> list[str]:
    keys = {organisation.pk: key for key, organisation in story.organisations.items()}
    return [keys[party.organisation_id] for party in agreement.partnership.binding_parties()]


def _running(story: Story, agreement: Agreement, house: str) -> Release:
    return Release.objects.running().get(subject_id=agreement.pk, organisation=story.organisations[house])
