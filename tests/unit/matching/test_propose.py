"""What is proposed, and who waits."""

import pytest

from domain.engine.errors import NotAllowed
from domain.matching import MatchQuestion, Pair, TakenSeats
from domain.programme.people import Gender, Locale, Side
from domain.programme.request import ComposedPair, HardRule, MatchingPolicy
from domain.programme.weights import Weights
from tests.unit.matching.asking import match, pairs, reasons, waiting
from tests.unit.matching.people import mentee, mentor, question, waiver

# ── Pairs ────────────────────────────────────────────────────────────────────────────────────────


def test_two_who_fit_are_put_together_with_reasons() -> None:
    """A proposed pair comes with the parts of its score, and with reasons in words."""
    senior = mentee(gender=Gender.MALE, site="FR", experience=("law",))
    result = match(mentor(gender=Gender.FEMALE, experience=("code",)), senior)
    assert pairs(result) == [("junior", "senior")]
    assert result.waiting == ()
    assert result.pairs[0].reasons == (
        "Wants ‘AI tools’, which the mentor knows at 4 of 5",
        "Each brings experience that the other lacks",
        "Different genders",
        "Different departments",
        "Different sites",
    )


def test_reasons_are_told_in_the_language_of_the_programme() -> None:
    """Reasons are in the language of the programme."""
    hopes = ("feedback",)
    couple = mentor(expectations=hopes), mentee(expectations=hopes)
    result = match(*couple, asked=question(locale=Locale.GERMAN))
    assert result.pairs[0].reasons[:2] == (
        "Gewünscht ist „AI tools“; Kenntnis auf der Mentorenseite: 4 von 5",
        "Beide erhoffen sich dasselbe: feedback",
    )


def test_who_hopes_for_the_same_is_put_together() -> None:
    """Of two mentors who know as much, each gets the mentee who hopes for the same as they do."""
    blunt, linked = (
        mentor(id_, capacity=1, expectations=(hope, "new-view"))
        for id_, hope in (("blunt", "feedback"), ("linked", "network"))
    )
    curious = mentee("curious", expectations=("network", "new-view"))
    open_ = mentee("open", expectations=("feedback",))
    result = match(blunt, linked, curious, open_)
    assert pairs(result) == [("blunt", "open"), ("linked", "curious")]
    assert result.pairs[1].reasons[1] == "Both hope for the same: network, new-view"
    indifferent = MatchingPolicy(weights=Weights(expectations=0))
    ignored = match(blunt, linked, curious, open_, asked=question(policy=indifferent))
    assert pairs(ignored) == [("blunt", "curious"), ("linked", "open")]


def test_a_pair_without_any_merit_still_has_a_reason() -> None:
    """A pair with a score of 0 still has a reason: it meets all rules."""
    relaxed = (waiver(HardRule.TOPICS),)
    policy = MatchingPolicy(same_department=True, relaxed=relaxed)
    result = match(mentor(knowledge={}), mentee(department="Design"), asked=question(policy=policy))
    assert result.pairs[0].reasons == ("All rules of the programme are met",)


def test_as_many_pairs_as_possible_come_before_the_best_pair() -> None:
    """The number of pairs counts before the score: the expert goes to the mentee whom no other
    fits."""
    knowledge = {"ai": 5, "video": 5, "chat": 1}
    expert = mentor("expert", knowledge=knowledge, languages=("de", "en"), capacity=1)
    novice = mentor("novice", knowledge={"ai": 1}, languages=("en",), capacity=1)
    eager = mentee("eager", wanted=("ai", "video"), languages=("en",))
    picky = mentee("picky", wanted=("chat",), languages=("de",))
    assert pairs(match(expert, novice, eager, picky)) == [("expert", "picky"), ("novice", "eager")]


def test_the_best_total_wins_over_the_best_single_pair() -> None:
    """The best total wins although the greedy choice would give ‘b’ the best mentor and ‘a’
    nothing."""
    both = mentor("both", knowledge={"ai": 5, "video": 5}, capacity=1)
    video = mentor("video", knowledge={"video": 4}, capacity=1)
    result = match(both, video, mentee("a", wanted=("ai",)), mentee("b", wanted=("video",)))
    assert pairs(result) == [("both", "a"), ("video", "b")]
    assert result.blocking_pairs == 0


def test_a_blocking_pair_is_counted() -> None:
    """Two people who would prefer each other to their partners are counted as a blocking pair."""
    expert = mentor("expert", knowledge={"ai": 5}, languages=("de", "en"), capacity=1)
    novice = mentor("novice", knowledge={"ai": 1}, capacity=1)
    result = match(expert, novice, mentee("eager"), mentee("picky", wanted=(), languages=("de",)))
    assert pairs(result) == [("expert", "picky"), ("novice", "eager")]
    assert result.blocking_pairs == 1


def test_indifference_is_no_reason_to_change() -> None:
    """A mentor would rather have the other mentee, who would gain nothing: no pair blocks."""
    knowledge = {"ai": 4, "chat": 1}
    one, other = (mentor(id_, knowledge=knowledge, capacity=1) for id_ in "ab")
    result = match(one, other, mentee("x"), mentee("y", wanted=("chat",)))
    assert len(result.pairs) == 2
    assert result.blocking_pairs == 0


def test_a_largest_matching_is_found_behind_the_shortlists() -> None:
    """A largest matching may need pairs that are on no shortlist.

    32 mentees shortlist only the 31 experts. The novices have room for one of them, but shortlist
    the 30 mentees from another site.
    """
    experts = [mentor(f"expert-{n}", capacity=1, knowledge={"ai": 5}) for n in range(31)]
    novices = [mentor(f"novice-{n}", capacity=1, knowledge={"ai": 1}) for n in range(31)]
    near = [mentee(f"near-{n}") for n in range(32)]
    far = [mentee(f"far-{n}", site="FR") for n in range(30)]
    assert len(match(*experts, *novices, *near, *far).pairs) == 62


def test_case_44_a_mentor_gets_a_second_mentee_before_a_mentee_waits() -> None:
    """A mentor gets a second mentee by default before a mentee waits."""
    result = match(mentor("a"), mentee("x"), mentee("y"), mentee("z"))
    assert [pair.mentor for pair in result.pairs] == ["a", "a"]
    assert len(waiting(result, Side.MENTEE)) == 1


def test_the_capacity_of_a_person_overrides_the_programme_s() -> None:
    """A person's own capacity counts instead of the programme's default."""
    people = [mentor("a", capacity=3), mentor("b", capacity=0), *map(mentee, "wxyz")]
    assert [pair.mentor for pair in match(*people).pairs] == ["a", "a", "a"]


def test_a_free_mentor_comes_before_a_second_mentee_for_another() -> None:
    """A free mentor comes first, unless the second mentee gains more than the policy's even
    load."""
    expert, novice = mentor("expert", knowledge={"ai": 5}), mentor("novice", knowledge={"ai": 4})
    seniors = [mentee("x"), mentee("y")]
    evenly = match(expert, novice, *seniors)
    assert {mentor_id for mentor_id, _ in pairs(evenly)} == {"expert", "novice"}
    assert evenly.blocking_pairs == 0
    hurried = question(policy=MatchingPolicy(even_load=0))
    assert {
        mentor_id for mentor_id, _ in pairs(match(expert, novice, *seniors, asked=hurried))
    } == {"expert"}


def test_a_second_mentor_comes_only_after_everybody_has_a_first() -> None:
    """With room for two mentors each, but three places, every mentee gets a first one before a
    second."""
    policy = MatchingPolicy(mentee_capacity=2, mentor_capacity=1)
    result = match(*map(mentor, "abc"), mentee("x"), mentee("y"), asked=question(policy=policy))
    partners = [mentee_id for _, mentee_id in pairs(result)]
    assert sorted(partners) in (["x", "x", "y"], ["x", "y", "y"])


def test_the_same_two_are_never_put_together_twice() -> None:
    """Two people are matched once, even if both have places left."""
    policy = MatchingPolicy(mentee_capacity=3, mentor_capacity=3)
    assert pairs(match(mentor(), mentee(), asked=question(policy=policy))) == [("junior", "senior")]


def test_nobody_is_put_together_with_themselves() -> None:
    """No person is their own partner, even where every rule would allow it."""
    policy = MatchingPolicy(min_age_gap=0, min_level_gap=0, same_department=True)
    alone = mentor("both", roles=tuple(Side))
    result = match(alone, asked=question(policy=policy))
    assert pairs(result) == []
    assert reasons(result, "both") == ("Unmatched, because there is nobody on the other side",)


def test_somebody_on_both_sides_keeps_to_one_capacity() -> None:
    """A person on both sides with one place keeps the better pair; the other partner gets the next
    best."""
    middle = mentor(
        "a-middle",
        roles=tuple(Side),
        capacity=1,
        birth_year=1984,
        level=4,
        department="Law",
        wanted=("ai",),
        languages=("de", "en"),
        knowledge={"video": 3},
    )
    expert = mentor("expert", languages=("de",), knowledge={"ai": 5})
    novice = mentor("novice", knowledge={"video": 1})
    senior = mentee("senior", wanted=("video",))
    result = match(middle, expert, novice, senior)
    assert pairs(result) == [("expert", "a-middle"), ("novice", "senior")]
    assert result.waiting == ()


# ── Later questions: rejected, taken, joined ─────────────────────────────────────────────────────


def test_a_pair_that_was_rejected_is_not_proposed_again() -> None:
    """A pair that was rejected is not proposed again; the next candidate is."""
    asked = question(excluded=(Pair(mentor="best", mentee="senior"),))
    result = match(mentor("best", knowledge={"ai": 5}), mentor("next"), mentee(), asked=asked)
    assert pairs(result) == [("next", "senior")]


def test_places_that_are_taken_are_not_given_away_again() -> None:
    """A mentor with two pairings is full, and a mentee with one does not wait."""
    asked = question(
        taken=(
            TakenSeats(person="full", side=Side.MENTOR, count=2),
            TakenSeats(person="served", side=Side.MENTEE),
        )
    )
    result = match(mentor("full"), mentee("served"), mentee("new"), asked=asked)
    assert pairs(result) == []
    assert [unmatched.person for unmatched in result.waiting] == ["new"]


def test_case_08_who_has_a_partner_in_another_cohort_is_a_candidate_for_later() -> None:
    """A mentor whose places pairings of another cohort take is neither proposed nor waits, and is
    named for later questions; so is one with a place left whom nobody needs, but nobody who waits,
    or whose partners are in this cohort."""
    taken = (
        TakenSeats(person="full", side=Side.MENTOR, count=2, elsewhere=True),
        TakenSeats(person="spare", side=Side.MENTOR, elsewhere=True),
        TakenSeats(person="ours", side=Side.MENTOR, count=2),
    )
    people = [mentor("full"), mentor("ours"), mentee("new")]
    result = match(*people, asked=question(taken=taken))
    assert (pairs(result), result.elsewhere) == ([], ("full",))
    assert [unmatched.person for unmatched in result.waiting] == ["new"]
    paired = match(*people, mentor("spare"), asked=question(taken=taken))
    assert (pairs(paired), paired.elsewhere) == ([("spare", "new")], ("full",))
    alone = match(mentor("full"), mentor("spare"), asked=question(taken=taken))
    assert alone.elsewhere == ("full", "spare")


def test_case_08_later_questions_name_nobody_from_elsewhere() -> None:
    """Once a question names its candidates, those with a partner elsewhere are known already."""
    seat = TakenSeats(person="full", side=Side.MENTOR, count=2, elsewhere=True)
    asked = question(candidates=("full", "new"), taken=(seat,))
    assert match(mentor("full"), mentee("new"), asked=asked).elsewhere == ()


def test_only_candidates_are_considered_but_the_whole_roster_is_known() -> None:
    """A newcomer is matched with candidates only, but reporting lines over all others count."""
    people = [mentor("new", manager_id="boss"), mentor("other"), mentee("senior")]
    boss = mentee("boss", manager_id="senior", roles=())
    asked = question(candidates=("new", "senior", "gone"))
    result = match(*people, boss, asked=asked)
    assert pairs(result) == []
    assert {unmatched.person for unmatched in result.waiting} == {"new", "senior"}


def test_people_with_priority_come_first() -> None:
    """A person with priority gets the place though another scores higher, and waits first."""
    asked = question(priority=("z", "y"))
    junior = mentor("a", capacity=1)
    people = [mentee("x", site="FR"), mentee("y"), mentee("z")]
    result = match(junior, *people, asked=asked)
    assert len(result.pairs) == 1
    assert result.pairs[0].mentee in {"y", "z"}
    left = ({"y", "z"} - {result.pairs[0].mentee}).pop()
    assert waiting(result, Side.MENTEE) == [left, "x"]


def test_mentors_with_priority_come_first_too() -> None:
    """A mentor whose mentee left is matched first, even if another scores higher."""
    asked = question(priority=("left",))
    result = match(mentor("best", knowledge={"ai": 5}), mentor("left"), mentee(), asked=asked)
    assert pairs(result) == [("left", "senior")]


def test_a_rule_relaxed_for_all_is_named_on_the_pairs_that_need_it() -> None:
    """A rule relaxed for all is named on the pairs that need it, and on no other."""
    relaxed = waiver(HardRule.LEVEL_GAP)
    asked = question(policy=MatchingPolicy(relaxed=(relaxed,)))
    result = match(mentor("a"), mentor("b", level=9), mentee("x"), mentee("y"), asked=asked)
    assert {pair.mentor: pair.waived for pair in result.pairs} == {"a": (), "b": (relaxed,)}


def test_capacity_relaxed_for_all_is_one_place_more() -> None:
    """If capacity is relaxed for all, everyone who takes pairings has exactly one place more."""
    relaxed = waiver(HardRule.CAPACITY)
    asked = question(policy=MatchingPolicy(mentor_capacity=1, relaxed=(relaxed,)))
    people = [mentor("a"), mentor("off", capacity=0), *map(mentee, "xyz")]
    result = match(*people, asked=asked)
    assert [pair.mentor for pair in result.pairs] == ["a", "a"]
    assert [pair.waived for pair in result.pairs].count((relaxed,)) == 1


# ── Pairs composed by hand ───────────────────────────────────────────────────────────────────────


def composed(*pairs: ComposedPair, **changes: object) -> MatchQuestion:
    """A question with pairs composed by hand."""
    return question(composed=pairs, **changes)


def test_a_composed_pair_stays_although_a_better_one_exists() -> None:
    """A pair composed by hand stays although a better one exists; the rest is matched around it."""
    asked = composed(ComposedPair(mentor="weak", mentee="senior"))
    result = match(mentor("weak", knowledge={"ai": 1}), mentor("best"), mentee(), asked=asked)
    assert pairs(result) == [("weak", "senior")]
    assert result.pairs[0].composed
    assert result.pairs[0].reasons[0] == "Put together by hand"


def test_a_composed_pair_that_breaks_rules_is_refused_with_all_of_them() -> None:
    """Composed pairs that break rules are all refused, with every rule and remedy and no private
    fact."""
    asked = composed(
        ComposedPair(mentor="junior", mentee="senior"),
        ComposedPair(mentor="nobody", mentee="senior"),
        ComposedPair(mentor="junior", mentee="junior"),
    )
    with pytest.raises(NotAllowed) as refused:
        match(mentor(birth_year=1969, department="Sales"), mentee(), asked=asked)
    assert [str(problem) for problem in refused.value.problems] == [
        "pairs[0]: breaks the rule age_gap: the age gap is smaller than the 10 years asked for "
        "(allowed: another pair, or a waiver of age_gap with a reason in pairs[0].waivers)",
        "pairs[0]: breaks the rule department: both belong to the same department "
        "(allowed: another pair, or a waiver of department with a reason in pairs[0].waivers)",
        "pairs[1].mentor: is not in the roster",
        "pairs[2]: nobody can be paired with themselves",
    ]


def test_a_waiver_by_name_lets_a_composed_pair_pass() -> None:
    """A waiver lets a composed pair pass and is kept with it; one that is not needed is not
    kept."""
    needed, needless = waiver(HardRule.AGE_GAP), waiver(HardRule.LANGUAGE)
    pair = ComposedPair(mentor="junior", mentee="senior", waivers=(needed, needless))
    result = match(mentor(birth_year=1969), mentee(), asked=composed(pair))
    assert result.pairs[0].waived == (needed,)


def test_composed_pairs_use_up_places() -> None:
    """A third pair for the same mentor breaks the capacity, unless that is waived."""
    people = [mentor("a"), *map(mentee, "xyz")]
    first, second = (ComposedPair(mentor="a", mentee=senior) for senior in "xy")
    with pytest.raises(NotAllowed, match="no free place left"):
        match(*people, asked=composed(first, second, ComposedPair(mentor="a", mentee="z")))
    waived = ComposedPair(mentor="a", mentee="z", waivers=(waiver(HardRule.CAPACITY),))
    assert len(match(*people, asked=composed(first, second, waived)).pairs) == 3
