"""The tool that takes rules away, to see whether a witness misses them."""

from tests.mutants import mutants

RULES = """\
def follows(event, state):
    match event:
        case Booked(by=by):
            return told(by)
        case _:
            return ()
STEPS = sparse(Kind, {Kind.REMINDER: _remind, Kind.GIVE_UP: _give_up}, otherwise=_nothing)
NOTICES = (On(Opened, _opened), On(Closed, _closed))
"""


def test_each_rule_is_taken_away_once() -> None:
    """Every case but the last, every entry and every line of a table is gone in one mutant."""
    found = list(mutants(RULES))
    rules = ["Booked(by=by)", "Kind.REMINDER", "Kind.GIVE_UP"]
    assert [one.rule for one in found] == [*rules, "On(Opened, _opened)", "On(Closed, _closed)"]
    assert [one.line for one in found] == [3, 7, 7, 8, 8]
    for mutant in found:
        left = [one.rule for one in found if one.rule in mutant.source]
        assert left == [one.rule for one in found if one is not mutant]
