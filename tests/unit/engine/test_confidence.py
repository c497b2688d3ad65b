"""What was told in confidence is parted from what everybody may see, and joined again."""

from domain.engine.base import Frozen
from domain.engine.confidence import Discreet, Undisclosed, joined, parted


class Matter(Discreet):
    """Something that may be secret."""

    name: str | Undisclosed
    number: int
    is_secret: bool

    @property
    def confided(self) -> tuple[str, ...]:
        return ("name",) if self.is_secret else ()


class File(Frozen):
    """Several of them, at different depths."""

    first: Matter
    second: Matter
    others: tuple[Matter, ...] = ()


OPEN = Matter(name="lunch", number=1, is_secret=False)
SECRET = Matter(name="the plan", number=2, is_secret=True)


def test_json_never_has_what_is_in_confidence() -> None:
    """Written as JSON, a value has `in_confidence` in the place of what was told so, wherever in
    another value it stands; for the code that knows it, it stays what it is."""
    file = File(first=OPEN, second=SECRET, others=(SECRET,))
    for text in (file.model_dump_json(), str(file.model_dump(mode="json"))):
        assert "the plan" not in text
        assert text.count("in_confidence") == 2
    assert file.model_dump()["second"]["name"] == "the plan"
    assert SECRET.shown().name is Undisclosed.IN_CONFIDENCE


def test_what_is_left_out_is_kept_at_its_place() -> None:
    """Parting gives what everybody may see, and what that leaves out at the same places; joining
    the two gives the whole."""
    for file in (
        File(first=OPEN, second=SECRET),
        File(first=SECRET, second=SECRET, others=(OPEN, SECRET)),
    ):
        shown, confided = parted(file)
        assert File.model_validate_json(file.model_dump_json()) == File.model_validate(shown)
        assert confided is not None
        assert File.model_validate(joined(shown, confided)) == file
    assert parted(File(first=OPEN, second=SECRET))[1] == {"second": {"name": "the plan"}}


def test_without_a_confidence_nothing_is_left_out() -> None:
    """Of a value in which nothing is in confidence nothing is left out."""
    file = File(first=OPEN, second=OPEN)
    assert parted(file) == (file.model_dump(mode="json"), None)


def test_what_is_not_known_any_more_can_be_parted_again() -> None:
    """A value whose confidence was erased is written as it was read."""
    erased = File(first=OPEN, second=SECRET.shown())
    assert parted(erased) == (parted(File(first=OPEN, second=SECRET))[0], None)
