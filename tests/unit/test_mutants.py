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


TABLE = """\
SETTLED_BY = complete(ITEMS, {Item.SILENT: _heard_of, Item.LEFT: _never, Item.LATE: _held})
ABSENT = complete(Outcome, {Outcome.HELD: None, Outcome.MISSED: Side.MENTOR})
"""


def test_a_table_that_names_every_kind_keeps_its_lines() -> None:
    """In a table that names every kind, one rule at a time says no; that of a kind that always
    does, and data, are left alone."""
    found = list(mutants(TABLE))
    assert [each.rule for each in found] == ["Item.SILENT", "Item.LATE"]
    assert [each.source for each in found] == [
        TABLE.replace(rule, "lambda *_: False").rstrip() for rule in ("_heard_of", "_held")
    ]
