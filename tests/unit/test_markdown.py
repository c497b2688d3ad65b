"""Words of people stay words in the details that HR reads."""

from domain.telling.markdown import escaped


def test_titles_cannot_become_links_or_tables() -> None:
    """Characters that mean something in Markdown are shown as they were written."""
    title = "[all](http://evil) | <b>*now*</b> # _x_ `y`"
    shown = escaped(title)
    assert shown == r"\[all\](http://evil) \| \<b\>\*now\*\</b\> \# \_x\_ \`y\`"


def test_plain_words_stay_as_they_are() -> None:
    """Words without special characters are not escaped."""
    assert escaped("Digital eye level (2027), part 1") == "Digital eye level (2027), part 1"
