"""Commands in mails to owners can be run as they stand."""

import json
import re
import shlex

import pytest

from adapters.notify.commands import Commands
from adapters.notify.examples import Example, examples
from adapters.notify.letterhead import Letterhead
from adapters.notify.render import render
from domain.cohort import commands as cohort
from domain.engine.roles import Role
from domain.pairing import commands as pairing
from domain.programme.people import Locale
from domain.telling.kinds import ItemKind

HEAD = Letterhead(sender="eyelevel@example.com")
OWNERS = [example for example in examples() if example.letter.notice.side is None]


def _commands(example: Example, locale: Locale) -> list[list[str]]:
    """Every command of the mail's plain text, as a shell would split it."""
    text = render(example.letter, example.in_locale(locale), HEAD).text
    blocks = re.findall(r"(?:^ {4}.*\n)+", text, flags=re.MULTILINE)
    return [shlex.split(block.replace("\\\n", " ")) for block in blocks]


def _options(command: list[str]) -> dict[str, str]:
    """The options after ``temporal workflow update execute`` or ``temporal workflow query``."""
    words = command[command.index("--workflow-id") :]
    return dict(zip(words[::2], words[1::2], strict=True))


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("example", OWNERS, ids=lambda example: example.name)
def test_commands_fit_the_contract(example: Example, locale: Locale) -> None:
    """Commands in mails go to the workflow that the mail is about, with messages that it can
    read."""
    for command in _commands(example, locale):
        if command[0] == "eyelevel":
            assert command == ["eyelevel", "reconcile", "--cohort", "2027a", "--repair"]
            continue
        options = _options(command)
        assert options["--workflow-id"] == example.letter.stream
        if command[:4] == ["temporal", "workflow", "update", "execute"]:
            known = pairing if example.letter.stream.startswith("pairing-") else cohort
            message = known.MESSAGES[options["--name"]].model_validate_json(options["--input"])
            assert message.acting is Role.OPERATOR
        else:
            assert command[:3] == ["temporal", "workflow", "query"]
            assert options["--type"] in ("state", "explain")


@pytest.mark.parametrize("example", OWNERS, ids=lambda example: example.name)
def test_commands_hold_no_names(example: Example) -> None:
    """Commands in mails name people by their ids only."""
    pasted = json.dumps(_commands(example, Locale.ENGLISH))
    assert not any(person.name in pasted for person in example.cast.named)


def test_both_languages_offer_the_same_commands() -> None:
    """The German mail offers the same commands as the English one."""
    for example in OWNERS:
        assert _commands(example, Locale.GERMAN) == _commands(example, Locale.ENGLISH)


def test_an_id_follows_from_notice_and_content() -> None:
    """The same command of the same mail keeps its id; another mail or another word changes it."""
    letter = OWNERS[0].letter
    later = letter.model_copy(
        update={"notice": letter.notice.model_copy(update={"id": f"{letter.notice.id}-again"})}
    )
    commands = [
        Commands(letter).update("end", reason="time"),
        Commands(letter).update("end", reason="no_fit"),
        Commands(letter).update("end"),
        Commands(letter).update("annul"),
        Commands(later).update("end", reason="time"),
    ]
    assert len({_message_id(command) for command in commands}) == len(commands)
    assert Commands(letter).update("end", reason="time") == commands[0]


def _message_id(command: str) -> str:
    said: dict[str, str] = json.loads(
        _options(shlex.split(command.replace("\\\n", " ")))["--input"]
    )
    return said["message_id"]


@pytest.mark.parametrize("outcome", ["held", "mentor_absent", "mentee_absent"])
def test_conflicting_reports_are_settled_without_editing(outcome: str) -> None:
    """The mail about two different reports has a command of its own for each of the outcomes."""
    (example,) = (one for one in OWNERS if one.letter.notice.item is ItemKind.CONFLICTING_REPORTS)
    said = [
        json.loads(_options(command)["--input"])
        for command in _commands(example, Locale.ENGLISH)
        if "report_session" in command
    ]
    assert [message["outcome"] for message in said].count(outcome) == 1


@pytest.mark.parametrize("example", OWNERS, ids=lambda example: example.name)
def test_each_command_of_a_mail_is_a_message_of_its_own(example: Example) -> None:
    """Of two commands in one mail neither is taken for a repetition of the other."""
    updates = [
        json.loads(_options(command)["--input"])["message_id"]
        for command in _commands(example, Locale.ENGLISH)
        if "update" in command
    ]
    assert len(set(updates)) == len(updates)
