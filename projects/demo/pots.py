"""Chapter seven: the budgets of the year, what was granted from them, and one that two people have to overbook."""

from decimal import Decimal

from django.db.models import Sum

from projects.contribution.models import Contribution
from projects.demo.story import Story
from projects.pot import actions, booking


def tell(story: Story) -> None:
    year = story.today.year
    wohnbau, lindenhof = story.organisations["H1"], story.quarters["Q1"]
    promised = booking.without_pot(Contribution.objects.all(), wohnbau, year).aggregate(sum=Sum("share"))["sum"]
    budget = (promised // 10_000 + 3) * 10_000
    with story.ago(330):
        treffs = actions.make(
            wohnbau, year=year, name="Treffs und Quartiersarbeit", amount=budget, note="Wie im Wirtschaftsplan", by=story.birgit
        )
        feste = actions.make(wohnbau, year=year, name="Feste und kleine Anlässe", amount=Decimal(5_000), quarter=lindenhof, by=story.birgit)
        kurse = actions.make(wohnbau, year=year, name="Kurse und Ausbildung", amount=Decimal(3_000), may_overbook=True, by=story.birgit)
    with story.ago(250):
        actions.make(
            story.organisations["S1"], year=year, name="Begegnung und Ehrenamt", amount=Decimal(2_500), note="Aus Spenden", by=story.ines
        )
        actions.make(story.organisations["H2"], year=year, name="Wohncafé und Nachbarschaft", amount=Decimal(24_000), by=story.pia)
    with story.ago(40):
        words = {"name": "Treffs und Quartiersarbeit", "amount": budget + 10_000, "note": "Entwurf des Wirtschaftsplans"}
        actions.make(wohnbau, year=year + 1, by=story.birgit, **words)
    with story.ago(8):
        for contribution in booking.without_pot(Contribution.objects.order_by("created_at", "pk"), wohnbau, year):
            actions.reserve(feste if "fest" in contribution.title else treffs, contribution=contribution, by=story.birgit)
        for contribution in Contribution.objects.filter(giver=wohnbau, kind="money", state=Contribution.State.PART):
            actions.reserve(kurse, contribution=contribution, by=story.birgit)
    with story.ago(3):
        reason = "Die Kurse im Lindenhof sind voll. Bei den Festen bleibt in diesem Jahr etwas übrig."
        actions.overbook(kurse, amount=Decimal(900), reason=reason, by=story.birgit)
