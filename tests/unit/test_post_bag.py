"""What one turn hands to the post: letters, what is taken back, and what cannot be written."""

from datetime import timedelta

import pytest

from domain.engine.events import DomainEvent
from domain.pairing.commands import Accept, Annul
from domain.pairing.events.messages import NoticeSettled
from domain.pairing.letters import letter
from domain.pairing.vocabulary import Stage
from domain.telling.letters import Letter, LetterIncomplete
from domain.telling.notices import DeliveryOutcome, Notice
from domain.telling.post import letters_in_words, pack
from tests.unit.cohort.story import running
from tests.unit.pairing.story import MENTOR, OPERATOR, Story, a_setup, opened
from tests.unit.pairing.ways import booked, given


def written(story: Story, notice: Notice) -> Letter:
    """The letter as the story stands."""
    return letter(story.state, notice, story.now)


def unwritable(notice: Notice) -> Letter:
    """A letter that lacks something."""
    raise LetterIncomplete("the session is missing")


def test_every_notice_makes_one_letter_that_is_due_at_once() -> None:
    """Each person gets one letter, tried from now on for as many days as the programme says."""
    story = opened(a_setup())
    bag = pack(story.events, (), lambda notice: written(story, notice), 5)
    assert [outgoing.letter.notice for outgoing in bag.letters] == story.notices
    for outgoing in bag.letters:
        assert outgoing.due_at == outgoing.letter.issued_at == story.now
        assert outgoing.give_up_at == story.now + timedelta(days=5)


def test_a_letter_that_cannot_be_written_is_named() -> None:
    """What cannot be written is told apart, and holds nothing else up."""
    story = opened(a_setup())
    first, second = story.notices

    def writes_one(notice: Notice) -> Letter:
        return unwritable(notice) if notice is first else written(story, notice)

    bag = pack(story.events, (), writes_one, 5)
    assert bag.unwritten == (first.id,)
    assert [outgoing.letter.notice for outgoing in bag.letters] == [second]


def test_what_was_given_up_is_not_tried_again() -> None:
    """A notice that the same turn has given up has no letter."""
    story = opened(a_setup())
    first, second = story.notices
    given_up = NoticeSettled(
        occurred_at=story.now, notice_id=first.id, outcome=DeliveryOutcome.GAVE_UP
    )
    events: tuple[DomainEvent, ...] = (*story.events, given_up)
    bag = pack(events, (), lambda notice: written(story, notice), 5)
    assert [outgoing.letter.notice for outgoing in bag.letters] == [second]


def test_an_overtaken_letter_may_lack_something() -> None:
    """What is taken back at once need not be written, and is nobody's problem."""
    story = opened(a_setup())
    ids = tuple(notice.id for notice in story.notices)
    bag = pack(story.events, ids, unwritable, 5)
    assert (bag.letters, bag.taken_back, bag.unwritten) == ((), ids, ())


def in_words(story: Story) -> str:
    """Who is told what in the last step."""
    bag = pack(story.events, (), lambda notice: written(story, notice), 5)
    return letters_in_words(bag.letters)


@pytest.mark.parametrize(
    ("story", "words"),
    [
        (booked(given(Stage.SESSIONS)), "session booked to mentor and mentee"),
        (given(Stage.INVITED).when(Accept, MENTOR), ""),
        (
            given(Stage.INVITED).when(Annul, OPERATOR),
            "invitation withdrawn to mentor and mentee",
        ),
    ],
    ids=("both", "nobody", "withdrawn"),
)
def test_the_timeline_says_who_is_told_what(story: Story, words: str) -> None:
    """One line names every kind of mail with its recipients, by their side and never by name."""
    assert in_words(story) == words


def test_the_timeline_counts_the_people_of_a_cohort() -> None:
    """People who have no side are counted, and owners are called so."""
    story = running("anna+bert")
    story.pause()
    assert letters_in_words(story.bag.letters) == "cohort paused to 2 people"
    story.fared(story.on_their_way[0], DeliveryOutcome.REFUSED)
    assert letters_in_words(story.bag.letters) == "item opened to owner"
