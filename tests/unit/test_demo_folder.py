"""Where the demo keeps its mails and logs."""

from pathlib import Path

import pytest

from demo.folder import own_folder
from demo.terminal import DemoFailed


def test_two_demos_at_once_do_not_share_a_folder(tmp_path: Path) -> None:
    """A demo that starts while another runs leaves the other's folder alone."""
    with own_folder(tmp_path) as first:
        (first / "mail").touch()
        with own_folder(tmp_path) as second:
            assert second != first
        assert (first / "mail").exists()


def test_a_second_start_finds_no_rubble(tmp_path: Path) -> None:
    """The folder of an earlier demo stays until the next one starts, which begins with an empty
    one."""
    with own_folder(tmp_path) as first:
        (first / "mail").touch()
    assert (first / "mail").exists()
    with own_folder(tmp_path) as second:
        assert second == first
        assert not list(second.iterdir())


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """If the demo cannot write to its folder, it says where and what to do, without a traceback."""
    (tmp_path / "file").touch()
    with pytest.raises(DemoFailed, match="checkout of your own"), own_folder(tmp_path / "file"):
        pass
