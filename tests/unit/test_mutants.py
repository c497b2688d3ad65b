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
    """Each mutant lacks one case, entry or line of a table, and each is taken away once."""
    found = list(mutants(RULES))
    rules = ["Booked(by=by)", "Kind.REMINDER", "Kind.GIVE_UP"]
    assert [each.rule for each in found] == [*rules, "On(Opened, _opened)", "On(Closed, _closed)"]
    assert [each.line for each in found] == [3, 7, 7, 8, 8]
    for mutant in found:
        left = [each.rule for each in found if each.rule in mutant.source]
        assert left == [each.rule for each in found if each is not mutant]
