"""The lines of SQL about organisations say what the ORM's own subqueries say, for everybody."""

from datetime import timedelta

import pytest
from django.db.models import Count, Q

from partnerships.base import clock
from partnerships.organisation.models import WRITERS, Membership, Organisation
from partnerships.partnership.models import Partnership, Party
from tests.cast import make_partnership, make_person

LIVE = ["invited", "active"]


@pytest.fixture
def people(cast):
    """Members of today, of yesterday, of tomorrow, ended at once; organisations beside them in every state of being a party."""
    today, now = clock.today(), clock.now()
    for number, state in enumerate(Party.State.values):
        other = Organisation.objects.create(kind="social", name=f"Haus {state}", short_name=state, is_active=bool(number % 2))
        for ended in (False, True):
            partnership = make_partnership(cast.outsider, cast.housing, title=f"{state} {ended}")
            Party.objects.create(
                partnership=partnership,
                organisation=other,
                side="social",
                state=state,
                invited_by=cast.outsider.coordinator,
                answered_at=now,
            )
            if ended:
                Partnership.objects.filter(pk=partnership.pk).update(state="ended", ended_on=today)
        make_person(f"Person {state}", other, "staff" if number % 2 else "reader")
    spans = {
        "gestern": {"ends_on": today - timedelta(days=1)},
        "heute": {"ends_on": today},
        "morgen": {"starts_on": today + timedelta(days=1)},
        "beendet": {"ended_at": now - timedelta(minutes=1)},
        "endet": {"ended_at": now + timedelta(hours=1)},
    }
    found = [cast.social.coordinator, cast.housing.staff, cast.observer.reader, cast.outsider.coordinator, make_person("Niemand")]
    for name, span in spans.items():
        found.append(make_person(name.title()))
        Membership.objects.create(
            person=found[-1], organisation=cast.social.org, roles=["staff"], **{"starts_on": today - timedelta(days=9)} | span
        )
    return found


def mine(person):
    return Membership.objects.current().filter(person=person).values("organisation")


@pytest.mark.django_db
def test_organisations__joined_known_and_shared(people):
    sizes = set()
    for person in people:
        joined = set(Organisation.objects.filter(pk__in=mine(person)))
        assert set(Organisation.objects.joined_by(person)) == joined
        both = Q(parties__state__in=LIVE, parties__partnership__parties__state__in=LIVE)
        together = both & Q(parties__partnership__parties__organisation__in=mine(person))
        known = joined | set(Organisation.objects.filter(together))
        assert set(Organisation.objects.visible_to(person)) == known
        counted = Organisation.objects.annotate(
            shared=Count("parties__partnership", filter=together & Q(parties__partnership__state="active"), distinct=True)
        )
        expected = dict(counted.values_list("pk", "shared"))
        assert dict(Organisation.objects.all().for_list(person).values_list("pk", "shared")) == expected
        sizes.add((len(joined), len(known), max(expected.values())))
    assert len(sizes) > 3


@pytest.mark.django_db
def test_memberships__of_mine_all__of_others_who_acts_for_them(people):
    for person in people:
        known = Organisation.objects.visible_to(person)
        acting = Membership.objects.current().with_role(*WRITERS).filter(organisation__in=known)
        expected = set(Membership.objects.filter(organisation__in=mine(person))) | set(acting)
        assert set(Membership.objects.visible_to(person)) == expected
