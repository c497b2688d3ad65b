"""The mail around the words: headers that sort, thread and repeat, and bytes any server takes."""

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import cache

import pytest

from activities.ports import Cast
from adapters.notify.addresses import mail_address, mailto
from adapters.notify.envelope import compose
from adapters.notify.example_people import LEAD, MENTEE, MENTOR
from adapters.notify.examples import Example, examples
from adapters.notify.letterhead import Letterhead

HEAD = Letterhead(sender="eyelevel@example.com")
EXAMPLES = {example.name: example for example in examples()}
BOOKED = EXAMPLES["session_booked"]


def _composed(example: Example) -> bytes:
    return compose(example.letter, example.cast, HEAD).as_bytes()


@cache
def _sent(name: str) -> bytes:
    """An example as it leaves, composed once for all tests that read it."""
    return _composed(EXAMPLES[name])


def _received(sent: bytes) -> EmailMessage:
    """The mail as it arrives."""
    received = message_from_bytes(sent, policy=default)
    assert isinstance(received, EmailMessage)
    return received


def test_headers_say_from_whom_to_whom_and_what_it_is() -> None:
    """The sender is the programme, replies go to its lead, and headers mark the mail as
    automatic."""
    mail = _received(_sent("session_booked"))
    assert str(mail["From"]) == "Digital at eye level <eyelevel@example.com>"
    assert str(mail["To"]) == f"{MENTOR.name} <{MENTOR.mail}>"
    assert str(mail["Reply-To"]) == f"{LEAD.name} <{LEAD.mail}>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Auto-Response-Suppress"] == "OOF, AutoReply"
    assert mail["List-ID"] == "<eyelevel.example.com>"
    assert mail["Content-Language"] == "de"
    assert mail["Date"].datetime == BOOKED.letter.issued_at
    assert mail["Eyelevel-Notice"] == f"{BOOKED.letter.stream} {BOOKED.letter.notice.id}"


def test_lead_is_not_asked_to_reply_to_themselves() -> None:
    """Mails to the lead have no Reply-To."""
    assert _received(_sent("matches_to_confirm"))["Reply-To"] is None


@pytest.mark.parametrize("name", EXAMPLES)
def test_same_letter_makes_the_same_bytes(name: str) -> None:
    """A retry repeats the mail exactly, ids and boundaries included."""
    assert _composed(EXAMPLES[name]) == _sent(name)


def test_every_occasion_has_an_id_of_its_own() -> None:
    """The Message-ID follows from stream and notice, and changes with either of them."""
    letter = BOOKED.letter
    other_stream = letter.model_copy(update={"stream": "pairing-other"})
    notice = letter.notice.model_copy(update={"id": "session_booked-13-mentor"})
    other_notice = letter.model_copy(update={"notice": notice})
    later = letter.model_copy(update={"programme": "Something else"})
    ids = [
        compose(each, BOOKED.cast, HEAD)["Message-ID"]
        for each in (letter, other_stream, other_notice, later)
    ]
    assert len(set(ids[:3])) == 3
    assert ids[3] == ids[0]
    assert re.fullmatch(r"<[0-9a-f]{32}@example\.com>", ids[0])


def test_mails_of_a_pairing_form_one_thread() -> None:
    """All mails of a pairing refer to one ancestor, which differs from pairing to pairing."""
    booked, invited = _received(_sent("session_booked")), _received(_sent("invitation"))
    cohort = _received(_sent("cohort_paused"))
    assert booked["References"] == booked["In-Reply-To"] == invited["References"]
    assert cohort["References"] != booked["References"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_headers_hold_no_private_words(name: str) -> None:
    """The ids, thread and list in the headers of a mail say nothing about people."""
    example = EXAMPLES[name]
    mail = _received(_sent(name))
    technical = " ".join(
        str(mail[header])
        for header in ("Message-ID", "References", "List-ID", "Eyelevel-Notice", "Content-Type")
    )
    people = (example.cast.recipient, example.cast.partner, example.cast.lead)
    for person in filter(None, people):
        assert person.name not in technical
        assert person.mail not in technical


@pytest.mark.parametrize("name", EXAMPLES)
def test_any_server_takes_the_bytes(name: str) -> None:
    """The bytes of a mail are ASCII, with no line beyond 998 octets, every line ended by CR LF."""
    sent = _sent(name)
    assert sent.isascii()
    assert max(map(len, sent.split(b"\r\n"))) <= 998
    assert b"\n" not in sent.replace(b"\r\n", b"")


def test_parts_stand_in_the_order_that_readers_expect() -> None:
    """A mail has text, HTML and invitation as alternatives, and the entry once more as a file."""
    types = [part.get_content_type() for part in _received(_sent("session_booked")).walk()]
    assert types == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]
    assert [
        part.get_filename() for part in _received(_sent("session_booked")).iter_attachments()
    ] == ["session.ics"]


def test_international_addresses_and_names_survive() -> None:
    """Addresses with an international domain become ASCII; names with umlauts and commas
    survive."""
    assert mail_address("anna@grün.example") == "anna@xn--grn-ioa.example"
    person = MENTOR.model_copy(update={"name": 'Müller, Anna "Änni"', "mail": "anna@grün.example"})
    mail = _received(
        _composed(BOOKED.model_copy(update={"cast": Cast(recipient=person, partner=MENTEE)}))
    )
    (address,) = mail["To"].addresses
    assert (address.display_name, address.addr_spec) == (person.name, "anna@xn--grn-ioa.example")


@pytest.mark.parametrize(
    ("mail", "link"),
    [
        ("anna@example.org", "mailto:anna@example.org"),
        ("jürgen@exämple.org", "mailto:j%C3%BCrgen@xn--exmple-cua.org"),
        ("k%x?y&z=1#f@example.org", "mailto:k%25x%3Fy%26z%3D1%23f@example.org"),
        ("a+b.c-d_e@example.org", "mailto:a+b.c-d_e@example.org"),
    ],
)
def test_an_address_as_a_link_leads_to_that_address(mail: str, link: str) -> None:
    """In calendar entries an address is ASCII, and none of its characters begins a query."""
    assert mailto(mail) == link
