"""Files stay short enough to be read at one go."""

from tests.house.repository import REPOSITORY, texts

MOST_LINES = 400


def test_no_module_is_longer_than_one_can_read() -> None:
    """No module has more than 400 lines: before that, it is split where it has a seam."""
    lengths = {
        str(file.relative_to(REPOSITORY)): len(file.read_text("utf-8").splitlines())
        for file in texts(".py")
    }
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}
