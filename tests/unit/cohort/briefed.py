"""Cohorts with briefings: two dates for mentors and two for mentees, a week apart."""

from domain.pairing.vocabulary import Stage
from tests.unit.cohort.story import CohortStory, row, running

ROOM = {"room": "Building 2, room 2.17"}
BRIEFINGS = [
    {"id": "mentors-1", "side": "mentor", "starts_at": "2027-01-11T10:00Z", **ROOM},
    {"id": "mentees-1", "side": "mentee", "starts_at": "2027-01-12T10:00Z", **ROOM},
    {"id": "mentors-2", "side": "mentor", "starts_at": "2027-01-18T10:00Z", **ROOM},
    {
        "id": "mentees-2",
        "side": "mentee",
        "starts_at": "2027-01-19T10:00Z",
        "link": "https://meet.example.com/mentees",
    },
]


def with_briefings(*pairs: str, **rules: object) -> CohortStory:
    """Pairs that were just started."""
    return running(*pairs, preparation={"briefings": BRIEFINGS, **rules})


def invited(*pairs: str, **rules: object) -> CohortStory:
    """Both of each pair have said yes, and everybody was just invited."""
    story = with_briefings(*pairs, **rules)
    story.looked(*(row(number, Stage.ASSESSMENT) for number in range(1, len(pairs) + 1)))
    return story


def over(*pairs: str, **rules: object) -> CohortStory:
    """The first two dates have passed, and nobody has said who was there."""
    story = invited(*pairs, **rules)
    story.days(8.25)
    return story
