"""Names and titles are one line that can be read as it is written."""

import pytest

from domain.engine.base import one_line


@pytest.mark.parametrize(
    "text",
    [
        "Kim\u202egnaL",
        "Kim\u2066 Lang",
        "Kim\u200b",
        "Kim\ufeffLang",
        "Kim\x00",
        "Kim\x1b[31m",
        "\u200d\u200c",
        "\u0301",
        " \n ",
        "",
    ],
    ids=ascii,
)
def test_what_cannot_be_seen_is_refused(text: str) -> None:
    """Controls, changes of direction and text without a visible character are refused."""
    with pytest.raises(ValueError, match="one line of text that can be seen"):
        one_line(text)


@pytest.mark.parametrize(
    "text",
    ["Jürgen Müller-Lüdenscheidt", "मनीष क्ष", "می‌خواهم", "王小明", "O’Brien (Kim) 👩‍💻", "🦊"],
)
def test_every_script_is_a_name(text: str) -> None:
    """Names of all scripts are taken as they are, with the joiners that some of them need."""
    assert one_line(f"  {text}\n") == text


@pytest.mark.parametrize("blank", ["\u3164", "\u115f", "\u2800 \u2800"], ids=ascii)
def test_letters_that_nobody_sees_are_no_name(blank: str) -> None:
    """Fillers that Unicode calls letters or symbols, but that show nothing, are refused."""
    with pytest.raises(ValueError, match="one line of text that can be seen"):
        one_line(blank)
