"""The hard rules."""

import re
from itertools import pairwise

import pytest
from hypothesis import given

from domain.matching import broken_rules
from domain.matching.rules import why_broken
from domain.matching.words import rule_name
from domain.programme.people import Locale, Person, Side
from domain.programme.request import HardRule, MatchingPolicy
from tests.unit.matching.people import POLICIES, ROSTERS, TOPIC_IDS, mentee, mentor, waiver


def broken(
    junior: Person, senior: Person, *others: Person, policy: MatchingPolicy | None = None
) -> list[HardRule]:
    """The rules that a pair breaks in a roster of these people."""
    found = broken_rules(
        junior, senior, [junior, senior, *others], policy or MatchingPolicy(), TOPIC_IDS
    )
    return [rule.rule for rule in found]


def test_a_pair_that_meets_all_rules_breaks_none() -> None:
    """The pair on which all other tests of rules build breaks none of them."""
    assert broken(mentor(), mentee()) == []


@pytest.mark.parametrize(
    ("junior", "senior", "rule"),
    [
        (mentor(roles=(Side.MENTEE,)), mentee(), HardRule.ROLES),
        (mentor(), mentee(roles=(Side.MENTOR,)), HardRule.ROLES),
        (mentor(birth_year=1980), mentee(birth_year=1971), HardRule.AGE_GAP),
        (mentor(birth_year=1970), mentee(birth_year=1990), HardRule.AGE_GAP),
        (mentor(birth_year=None), mentee(), HardRule.AGE_GAP),
        (mentor(), mentee(birth_year=None), HardRule.AGE_GAP),
        (mentor(level=6), mentee(level=7), HardRule.LEVEL_GAP),
        (mentor(level=9), mentee(level=7), HardRule.LEVEL_GAP),
        (mentor(department="Sales"), mentee(department="SALES"), HardRule.DEPARTMENT),
        (mentor(languages=("de",)), mentee(languages=("en", "fr")), HardRule.LANGUAGE),
        (mentor(do_not_match=("senior",)), mentee(), HardRule.DO_NOT_MATCH),
        (mentor(), mentee(do_not_match=("junior",)), HardRule.DO_NOT_MATCH),
        (mentor(manager_id="senior"), mentee(), HardRule.REPORTING_LINE),
        (mentor(), mentee(manager_id="junior"), HardRule.REPORTING_LINE),
        (mentor(), mentee(wanted=("chat",)), HardRule.TOPICS),
        (mentor(), mentee(knowledge={"ai": 4}), HardRule.TOPICS),
        (mentor(knowledge={"elsewhere": 5}), mentee(wanted=("elsewhere",)), HardRule.TOPICS),
    ],
)
def test_case_12_a_broken_rule_is_named(junior: Person, senior: Person, rule: HardRule) -> None:
    """A pair that breaks one rule, in either direction, breaks exactly that one."""
    assert broken(junior, senior) == [rule]


def test_gaps_that_are_just_large_enough_do() -> None:
    """A gap of exactly ten years and one of exactly two levels suffice."""
    assert broken(mentor(birth_year=1981, level=5), mentee(birth_year=1971, level=7)) == []


def test_a_mentee_who_names_no_topic_wants_all_of_the_programme() -> None:
    """Where the roster says nothing of what a mentee wants, a mentor who knows more of any topic of
    the programme fits."""
    assert broken(mentor(), mentee(wanted=())) == []
    assert broken(mentor(knowledge={"elsewhere": 5}), mentee(wanted=())) == [HardRule.TOPICS]


def test_a_reporting_line_counts_over_any_number_of_levels() -> None:
    """A mentee who leads the manager of the mentor's manager breaks the rule on reporting lines."""
    line = [
        mentee("head", roles=(), manager_id="senior"),
        mentee("boss", roles=(), manager_id="head"),
    ]
    assert broken(mentor(manager_id="boss"), mentee(), *line) == [HardRule.REPORTING_LINE]


def test_two_people_under_the_same_manager_are_in_no_line() -> None:
    """Two people under the same manager may be paired."""
    assert broken(mentor(manager_id="boss"), mentee(manager_id="boss")) == []


def test_a_circle_in_the_reporting_line_ends_where_it_began() -> None:
    """A circle in the reporting line ends where it began, so wrong data do not hang the
    matching."""
    circle = [mentor("a", manager_id="b"), mentor("b", manager_id="c"), mentor("c", manager_id="a")]
    assert broken(circle[0], mentee(), *circle[1:]) == []
    assert HardRule.REPORTING_LINE in broken(circle[0], circle[1], circle[2])


def test_the_same_department_is_fine_where_the_programme_allows_it() -> None:
    """Two people of one department may be paired if the policy allows it."""
    policy = MatchingPolicy(same_department=True)
    assert broken(mentor(department="Sales"), mentee(), policy=policy) == []


def test_a_relaxed_rule_is_not_broken() -> None:
    """A rule that the policy relaxes for all is not broken by any pair."""
    policy = MatchingPolicy(relaxed=(waiver(HardRule.LEVEL_GAP),))
    assert broken(mentor(level=7), mentee(), policy=policy) == []


@given(ROSTERS, POLICIES)
def test_the_words_of_a_broken_rule_hold_no_number_but_the_policy_s(
    people: list[Person], policy: MatchingPolicy
) -> None:
    """The words of a broken rule hold no number of a person: no age, no birth year, no level."""
    own = {str(policy.min_age_gap), str(policy.min_level_gap)}
    for one, other in pairwise(people):
        for found in broken_rules(one, other, people, policy, TOPIC_IDS):
            assert set(re.findall(r"\d+", found.words)) <= own
            assert one.name not in found.words


@pytest.mark.parametrize("locale", Locale)
def test_every_rule_has_a_name_and_words_in_every_language(locale: Locale) -> None:
    """Every rule has a name and words in every language, and all of them differ."""
    words = {
        why_broken(rule, mentor(), mentee(), MatchingPolicy(), locale).words for rule in HardRule
    }
    assert len(words) == len({rule_name(rule, locale) for rule in HardRule}) == len(HardRule)
    assert not any("{" in text for text in words)


@pytest.mark.parametrize("spelling", ["Bu\u0308ro", "BÜRO", "Büro\u200d", "\uff22üro"], ids=ascii)
def test_one_department_in_several_spellings_is_one(spelling: str) -> None:
    """Two people of one department are not paired because a file spells it in two ways."""
    junior, senior = mentor(department="Büro"), mentee(department=spelling)
    broken = broken_rules(junior, senior, [junior, senior], MatchingPolicy(), TOPIC_IDS)
    assert [found.rule for found in broken] == [HardRule.DEPARTMENT]
