"""What changes in agreements that go on: one amendment that is a part of its agreement by now, one that is talked about."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.db import transaction

from partnerships.agreement import actions, talks
from partnerships.agreement.wording import PromiseText, Wording
from partnerships.amendment import actions as amendments
from partnerships.amendment.merging import merge_due
from partnerships.base import clock
from projects.demo.promises import within
from projects.demo.steps import agreed, fresh, released, saves, signed
from projects.demo.story import Story

SATURDAYS = " Der Treffpunkt Sonnenhang ist auch samstags von 10 bis 14 Uhr geöffnet; für die Reinigung danach sorgt {A}."


def tell(story: Story) -> None:
    _saturdays(story)
    _more_guides(story)


def _saturdays(story: Story) -> None:
    """A-01: open on Saturdays, too, with new furniture; agreed at once and valid since the first of a month."""
    first = story.day(64).replace(day=1)
    ago = (story.today - first).days
    agreement = fresh(story.agreements["A1"])
    with story.ago(ago + 52):
        amendment = amendments.amend(agreement, by=story.mara, starts_on=first)
        words = Wording.of(fresh(amendment).current())
        clauses = tuple(
            replace(each, body=each.body + SATURDAYS.replace("{A}", str(story.organisations["S1"]))) if each.key == "rooms" else each
            for each in words.clauses
        )
        furniture = PromiseText(
            giver=story.organisations["H1"], receiver=story.organisations["S1"], kind="goods", title="Möbel für den Treffpunkt Sonnenhang",
            amount=Decimal(1_800), starts_on=first, ends_on=date(first.year, 12, 31),
        )  # fmt: skip
        words = replace(words, clauses=clauses, promises=(*words.promises, furniture))
        actions.edit(amendment, saves=1, wording=words, by=story.mara)
    with story.ago(ago + 50):
        comment = "Wie im Jour fixe besprochen: samstags ist die Nachfrage am größten."
        actions.offer(amendment, saves=saves(amendment), comment=comment, by=story.mara)
    agreed(story, amendment, ago + 41)
    released(story, amendment, ago + 38, ago + 30)
    signed(story, amendment, (ago + 24, "joern"), (ago + 19, "thilo"))
    with clock.travel(min(clock.at(first, 0, 20), clock.now())), transaction.atomic():
        merge_due(first)
    story.agreements["A1"] = fresh(agreement)


def _more_guides(story: Story) -> None:
    """A-07: more money from the next year on; the old promise ends before, the company wants to see the numbers first."""
    agreement = fresh(story.agreements["A7"])
    year = story.year(-1)
    with story.ago(17):
        amendment = amendments.amend(agreement, by=story.jonas, starts_on=year[0])
        words = Wording.of(fresh(amendment).current())
        promises: list[PromiseText] = []
        for promise in words.promises:
            if promise.kind == "money":
                promises += [within(promise, promise.starts_on, story.year(0)[1]), within(_raised(promise), *year)]
            else:
                promises.append(promise)
        actions.edit(amendment, saves=1, wording=replace(words, promises=tuple(promises)), by=story.jonas)
    with story.ago(16):
        comment = "Zwei neue Wohnlotsen sind ausgebildet. Ab dem neuen Jahr brauchen wir dafür 2.000 € mehr."
        actions.offer(amendment, saves=saves(amendment), comment=comment, by=story.jonas)
    with story.ago(9):
        words_of_ralf = "Grundsätzlich gern. Bitte schreiben Sie dazu, wie viele Haushalte die neuen Lotsen begleiten."
        talks.want_change(fresh(amendment), edition=1, part=":promises", text=words_of_ralf, by=story.ralf)


def _raised(promise: PromiseText) -> PromiseText:
    """A new promise with a key of its own."""
    return replace(promise, key="", amount=promise.amount + 2_000)
