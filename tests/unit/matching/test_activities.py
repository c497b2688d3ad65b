"""Matching as Temporal sees it."""

import threading
from collections.abc import Sequence

import pytest
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities import matching as module
from activities.matching import Joining, MatchingActivities, PairCheck
from adapters.assignment import ScipyAssigner
from domain.cohort import limits
from domain.cohort.limits import MOST_PEOPLE
from domain.matching import Assigner, Edge, MatchQuestion
from domain.pairing.commands import Decline
from domain.pairing.sides import Both
from domain.pairing.vocabulary import EndReason
from domain.programme.people import Person
from domain.programme.request import ComposedPair, HardRule, MatchingPolicy
from domain.programme.topics import Topic
from tests.fakes.journal import InMemoryJournal
from tests.fakes.progress import JournalProgress
from tests.fakes.roster import InMemoryRoster
from tests.unit.cohort.story import CohortStory
from tests.unit.matching import people
from tests.unit.matching.people import mentee, mentor, waiver
from tests.unit.pairing.story import MENTEE, a_setup, opened

CHECK = PairCheck(
    roster="test", mentor="junior", mentee="senior", policy=MatchingPolicy(), topics=("ai",)
)


def question(**changes: object) -> MatchQuestion:
    """A question of a programme about AI alone."""
    return people.question(**{"topics": (Topic(id="ai", title="AI tools"),), **changes})


def activities(
    *people: Person, assigner: Assigner | None = None, journal: InMemoryJournal | None = None
) -> MatchingActivities:
    """The activities over a roster of these people, and the pairings of a journal."""
    roster = InMemoryRoster()
    roster.put("test", *people)
    progress = JournalProgress(journal or InMemoryJournal())
    return MatchingActivities(roster, progress, assigner or ScipyAssigner())


async def paired_elsewhere(end: EndReason | None = None) -> InMemoryJournal:
    """The junior and another senior are in a pairing of another cohort, or were."""
    journal = InMemoryJournal()
    story = opened(a_setup(roster="test", cohort_id="spring", mentor="junior", mentee="other"))
    if end is not None:
        story = story.when(Decline, MENTEE)
    await journal.append("pairing-c-1-1", 0, story.records)
    return journal


async def test_case_08_a_place_taken_in_another_cohort_is_taken() -> None:
    """A mentor with one place who is in a pairing of another cohort of the roster gets no second
    mentee, is a candidate of later questions, and gets one once the place is free."""
    matching = activities(mentor(capacity=1), mentee(), journal=await paired_elsewhere())
    result = await ActivityEnvironment().run(matching.match, question(cohort="autumn"))
    assert (result.pairs, result.elsewhere) == ((), ("junior",))
    free = activities(
        mentor(capacity=1), mentee(), journal=await paired_elsewhere(EndReason.DECLINED)
    )
    result = await ActivityEnvironment().run(free.match, question(cohort="autumn"))
    assert [(pair.mentor, pair.mentee) for pair in result.pairs] == [("junior", "senior")]


async def test_case_08_a_cohort_counts_its_own_places_once() -> None:
    """A cohort that asks has named its own pairings; the tables do not count them a second time."""
    matching = activities(mentor(capacity=1), mentee(), journal=await paired_elsewhere())
    result = await ActivityEnvironment().run(matching.match, question(cohort="spring"))
    assert len(result.pairs) == 1


async def test_topics_that_nobody_teaches_or_wants_are_refused_with_what_the_roster_has() -> None:
    """A cohort whose topics are spelled otherwise than in the roster is refused when it starts: for
    each topic it is said what is missing, and which topics are both taught and wanted there."""
    misspelt = (Topic(id="AI", title="AI"), Topic(id="ai", title="AI"))
    matching = activities(mentor(knowledge={"ai": 4, "law": 2}), mentee(wanted=("ai", "chat")))
    with pytest.raises(ApplicationError) as refused:
        await ActivityEnvironment().run(matching.match, question(topics=misspelt))
    assert [(found["path"], found["problem"]) for found in refused.value.details[0]] == [
        ("topics[0]", "no mentor in the roster knows anything of this topic"),
        ("topics[0]", "no mentee in the roster wants this topic"),
    ]
    assert refused.value.details[0][0]["allowed"] == "taught and wanted there: ai"


async def test_topics_are_not_questioned_once_a_cohort_runs() -> None:
    """A running cohort goes on when the roster has nobody left for one of its topics."""
    topics = (Topic(id="ai", title="AI"), Topic(id="gone", title="Gone"))
    asked = question(topics=topics, candidates=("junior", "senior"))
    result = await ActivityEnvironment().run(activities(mentor(), mentee()).match, asked)
    assert len(result.pairs) == 1


async def test_case_12_two_who_were_paired_in_another_cohort_are_not_proposed_again() -> None:
    """Two whose pairing in another cohort of the roster runs, or is over, do not get each other."""
    for end in (None, EndReason.DECLINED):
        matching = activities(
            mentor(capacity=3), mentee("other"), journal=await paired_elsewhere(end)
        )
        result = await ActivityEnvironment().run(matching.match, question(cohort="autumn"))
        assert result.pairs == ()


async def test_case_12_what_was_rejected_in_another_cohort_stays_rejected() -> None:
    """Two whom people rejected as a pair in one cohort are not proposed in another one."""
    story = CohortStory(confirm=True, roster="test")
    story.matched("junior+senior")
    story.confirm(reject=["junior+senior"])
    journal = InMemoryJournal()
    await journal.append("cohort-c", 0, story.records)
    matching = activities(mentor(), mentee(), journal=journal)
    result = await ActivityEnvironment().run(matching.match, question(cohort="autumn"))
    assert result.pairs == ()


async def recheck(check: PairCheck, *people: Person) -> list[HardRule]:
    """The rules found broken."""
    found = await ActivityEnvironment().run(activities(*people).recheck_pair, check)
    return [problem.rule for problem in found.broken]


async def test_the_people_of_the_roster_are_put_together() -> None:
    """Matching takes people from the roster that the question names, and answers with their ids."""
    matching = activities(mentor(), mentee())
    result = await ActivityEnvironment().run(matching.match, question())
    assert [(pair.mentor, pair.mentee) for pair in result.pairs] == [("junior", "senior")]


async def test_an_unknown_roster_is_a_final_failure() -> None:
    """An unknown roster is a final failure whose text says where rosters come from."""
    with pytest.raises(ApplicationError, match="eyelevel roster import") as failure:
        await ActivityEnvironment().run(activities().match, question())
    assert failure.value.non_retryable
    assert failure.value.type == "InvalidInput"


async def test_composed_pairs_that_are_not_allowed_are_a_final_failure_with_all_problems() -> None:
    """Composed pairs with unknown people or broken rules are a final failure with all problems as
    data."""
    asked = question(
        composed=(
            ComposedPair(mentor="nobody", mentee="senior"),
            ComposedPair(mentor="junior", mentee="senior"),
        )
    )
    with pytest.raises(ApplicationError) as failure:
        await ActivityEnvironment().run(activities(mentor(level=7), mentee()).match, asked)
    assert failure.value.non_retryable
    assert failure.value.type == "NotAllowed"
    assert [problem["path"] for problem in failure.value.details[0]] == [
        "pairs[0].mentor",
        "pairs[1]",
    ]


async def test_a_long_matching_neither_holds_up_the_loop_nor_goes_silent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A long matching runs in a thread, and the server hears meanwhile that it is alive."""
    monkeypatch.setattr(module, "HEARTBEAT_SECONDS", 0.001)
    alive = threading.Event()

    class Slow:
        """Goes on once the server has heard of it."""

        def __call__(
            self, edges: Sequence[Edge], rows: int, seats: Sequence[Sequence[int]]
        ) -> list[tuple[int, int]]:
            """See `Assigner`."""
            assert alive.wait(timeout=30)
            return []

    environment = ActivityEnvironment()
    environment.on_heartbeat = lambda *_: alive.set()
    matching = activities(mentor(), mentee(), assigner=Slow())
    assert (await environment.run(matching.match, question())).pairs == ()


async def test_a_pair_that_still_fits_breaks_nothing() -> None:
    """A pair that still meets all rules gets no broken rule."""
    assert await recheck(CHECK, mentor(), mentee()) == []


async def test_a_reporting_line_that_appears_is_found() -> None:
    """A reporting line is found, even over people who take no part in the programme."""
    boss = mentee("boss", roles=(), manager_id="senior")
    people = (mentor(manager_id="boss"), mentee(), boss)
    assert await recheck(CHECK, *people) == [HardRule.REPORTING_LINE]


async def test_a_rule_waived_for_the_pair_stays_waived() -> None:
    """A rule that is waived for a pair stays waived, and no other rule is."""
    check = CHECK.model_copy(update={"waived": (waiver(HardRule.LEVEL_GAP),)})
    people = (mentor(level=7, department="Sales"), mentee())
    assert await recheck(check, *people) == [HardRule.DEPARTMENT]


async def test_somebody_whom_the_roster_no_longer_knows_has_no_role_any_more() -> None:
    """A person who is no longer in the roster breaks the rule about roles, and nothing fails."""
    assert await recheck(CHECK, mentee()) == [HardRule.ROLES]
    assert await recheck(CHECK, mentor()) == [HardRule.ROLES]


async def test_case_39_somebody_missing_in_the_latest_file_is_still_known() -> None:
    """A person missing in the latest file counts as known when a pair is checked again."""
    roster = InMemoryRoster()
    roster.put("test", mentee())
    roster.put("test", mentor(), active=False)
    progress = JournalProgress(InMemoryJournal())
    matching = MatchingActivities(roster, progress, ScipyAssigner())
    found = await ActivityEnvironment().run(matching.recheck_pair, CHECK)
    assert found.broken == ()


async def test_case_10_a_look_at_a_pair_finds_their_line_managers() -> None:
    """A new look at a pair finds who the line managers are by now; nothing is said of them
    if one of the two is not in the roster any more."""
    pair = activities(mentor(manager_id="boss"), mentee())
    found = await ActivityEnvironment().run(pair.recheck_pair, CHECK)
    assert found.managers == Both[str](mentor="boss")
    alone = await ActivityEnvironment().run(activities(mentor()).recheck_pair, CHECK)
    assert alone.managers is None


@pytest.mark.parametrize(
    ("person_id", "problem"),
    [("nobody", "is not in the roster"), ("lead", "has no role in the roster")],
)
async def test_who_cannot_be_considered_cannot_join(person_id: str, problem: str) -> None:
    """A person who cannot be matched may not join, and the reason says why; all others may."""
    matching = activities(mentor(), mentee(id="lead", roles=()))
    joining = Joining(roster="test", person=person_id, policy=MatchingPolicy())
    found = await ActivityEnvironment().run(matching.check_joining, joining)
    assert [(told.path, told.problem) for told in found] == [("person_id", problem)]
    welcome = joining.model_copy(update={"person": "junior"})
    assert not await ActivityEnvironment().run(matching.check_joining, welcome)


async def test_too_many_people_are_a_final_failure_before_anybody_is_matched() -> None:
    """Too many people with a role are a final failure, unless the question names candidates."""
    crowd = [mentee(f"senior-{number}") for number in range(MOST_PEOPLE)]
    matching = activities(*crowd, mentee("lead", roles=()), mentor())
    with pytest.raises(ApplicationError, match="2001 people with a role") as failure:
        await ActivityEnvironment().run(matching.match, question())
    assert failure.value.non_retryable
    few = question(candidates=("junior", "senior-1"))
    assert (await ActivityEnvironment().run(matching.match, few)).pairs


async def test_a_proposal_that_would_not_fit_is_a_final_failure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A proposal too large for Temporal is a final failure, not an answer that never arrives."""
    monkeypatch.setattr(limits, "LARGEST_RESULT", 100)
    with pytest.raises(ApplicationError, match="1 pairs and 0 people who wait") as failure:
        await ActivityEnvironment().run(activities(mentor(), mentee()).match, question())
    assert failure.value.non_retryable
