"""Headers of mails: whatever names and titles say, they stay text in the header they belong to."""

from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.notify import headers
from adapters.notify.envelope import POLICY, compose
from adapters.notify.examples import Example, examples
from adapters.notify.letterhead import Letterhead
from domain.telling.letters import LetterIncomplete

HEAD = Letterhead(sender="eyelevel@example.com")
EXAMPLES = {example.name: example for example in examples()}
OF_EACH_SORT = ("session_booked", "invitation_withdrawn", "item_opened-person_left", "cohort_ended")
"""With a calendar entry and without, to owners, to everyone of a cohort."""
HOSTILE = (
    "=?utf-8?q?Injected=0D=0ABcc:_x@y.z?=",
    "=?utf-8?b?QmNjOiB4QHkueg==?=",
    "Kim\r\nBcc: x@y.z",
    "Kim\nReply-To: boss@evil.example\n\n<h1>Log in</h1>",
    "ceo@example.org, juniors and seniors: <x@y.z>",
    "Reverse mentoring 2027: juniors teach seniors about AI, data and new work (pilot)",
    'Kim "the \\ boss" Ng <x@y.z>',
    "Prof. Dr. Tomáš Żółć und Dr. Müge Nguyễn, beide aus der Abteilung für Künstliche Intelligenz",
    "x" * 200,
    "ä" * 200,
    "🦊" * 60,
    " two  spaces ",
)
ANY_TEXT = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=200),
    st.text(st.sampled_from('=?utf-8qb_:,;<>@"\\()[]. \r\nä'), min_size=1, max_size=120),
)


def _mail(text: str) -> bytes:
    """A mail with this text wherever a name or title can stand."""
    message = EmailMessage(POLICY)
    message["From"] = headers.mailbox("From", text, "eyelevel@example.com")
    message["To"] = headers.mailbox("To", text, "kim@example.com")
    message["Subject"] = headers.text("Subject", text)
    message.set_content("Hello")
    content = message.as_bytes()
    headers.check(content, message)
    return content


def _decoded(value: str) -> str:
    return str(make_header(decode_header(value.replace("\r\n", ""))))


@given(text=ANY_TEXT)
def test_any_text_stays_in_its_header(text: str) -> None:
    """Any text as name and subject leaves exactly our headers, and reads as it was written."""
    content = _mail(text)
    received = message_from_bytes(content)
    names = ["From", "To", "Subject", "Content-Type", "Content-Transfer-Encoding", "MIME-Version"]
    assert sorted(received.keys()) == sorted(names)
    assert _decoded(received["Subject"]) == text
    display, address = parseaddr(received["To"].replace("\r\n", ""))
    assert address == "kim@example.com"
    assert _decoded(display) == text
    assert max(map(len, content.partition(b"\r\n\r\n")[0].split(b"\r\n"))) <= max(78, len(text) + 9)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", OF_EACH_SORT)
def test_hostile_names_add_no_header(name: str, text: str) -> None:
    """A hostile name or title changes neither which headers a mail has nor where it goes."""
    example = _with(EXAMPLES[name], text)
    mail = compose(example.letter, example.cast, HEAD)
    usual = compose(EXAMPLES[name].letter, EXAMPLES[name].cast, HEAD)
    content = mail.as_bytes()
    headers.check(content, mail)
    received = message_from_bytes(content)
    assert received.keys() == usual.keys()
    assert parseaddr(received["To"])[1] == example.cast.recipient.mail
    assert parseaddr(received["From"])[1] == HEAD.sender


def _with(example: Example, text: str) -> Example:
    people = {
        role: person.model_copy(update={"name": text})
        for role in ("recipient", "partner", "lead")
        if (person := getattr(example.cast, role)) is not None
    }
    letter = example.letter.model_copy(update={"programme": text})
    return example.model_copy(
        update={"letter": letter, "cast": example.cast.model_copy(update=people)}
    )


@pytest.mark.parametrize(
    "content",
    [
        b"Subject: a\r\nBcc: x@y.z\r\n\r\n",
        b"Subject: a\r\nsubject: b\r\n\r\n",
        b"Subject: a\nBcc: x@y.z\r\n\r\n",
        b"Subject: \x00\r\n\r\n",
        b"Subject: " + b"a" * 1000 + b"\r\n\r\n",
        b"\r\n\r\n",
    ],
    ids=["one more", "twice", "half an end of line", "NUL", "too long", "none"],
)
def test_a_mail_with_other_headers_than_meant_does_not_leave(content: bytes) -> None:
    """What leaves is looked at once more: one header too many or too few, and it is given up."""
    meant = EmailMessage(POLICY)
    meant["Subject"] = headers.text("Subject", "a")
    headers.check(b"Subject: a\r\n\r\n", meant)
    with pytest.raises(LetterIncomplete):
        headers.check(content, meant)
