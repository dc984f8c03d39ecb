import pytest

from projects.goal import actions


@pytest.fixture
def words() -> dict:
    return {
        "wording": "Bis Ende 2027 kennen 60 % im Lindenhof drei Nachbarn mit Namen.",
        "why": "Viele sind neu.",
        "benefit_social": "Unsere Treffs werden gefunden.",
        "benefit_housing": "Weniger Streit im Haus.",
        "target": 60,
        "unit": "%",
        "baseline": 41,
    }


@pytest.fixture
def proposed(cast, words):
    """Proposed by the coordinator of the social side, who has said yes by it."""
    return actions.propose(partnership=cast.partnership, by=cast.social.coordinator, **words)


@pytest.fixture
def valid(cast, proposed):
    return actions.confirm(proposed, edition=1, by=cast.housing.coordinator)
