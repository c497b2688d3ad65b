"""Every message to a pairing: who may say it when, as a table to be read, and an example of it."""

from typing import Any

from tests.unit.pairing.ways import EXPECTATIONS, REVIEW

RUNNING = "invited assessment expectations planning sessions review"
SIDES = "mentor mentee"
POLICY: dict[str, Any] = {
    "deadlines": {"silence_days": 60},
    "session_rules": {},
    "max_extensions": 1,
}
TABLE = {
    "accept": (SIDES, "invited", False),
    "decline": (SIDES, "invited", True),
    "submit_assessment": (SIDES, "invited assessment expectations", False),
    "submit_expectations": (SIDES, "expectations planning", False),
    "accept_agreement": (SIDES, "expectations", False),
    "accept_plan": (SIDES, "planning sessions", False),
    "book_session": (f"{SIDES} assistant operator integration", "sessions review", False),
    "cancel_session": (f"{SIDES} assistant operator integration", "sessions review", True),
    "report_session": (f"{SIDES} operator integration", "sessions review", True),
    "withdraw_session_report": (f"{SIDES} operator integration", "sessions review", True),
    "submit_reflection": (SIDES, "sessions review closed partnership", True),
    "answer_check_in": (SIDES, "sessions review partnership", True),
    "submit_review": (SIDES, "review", True),
    "pause": (f"{SIDES} operator", RUNNING, True),
    "resume": (f"{SIDES} operator", RUNNING, True),
    "hold": ("operator", RUNNING, True),
    "lift": ("operator", RUNNING, True),
    "extend": (f"{SIDES} operator", "sessions", False),
    "end": (f"{SIDES} operator", f"{RUNNING} partnership", True),
    "annul": ("operator", RUNNING, True),
    "reopen": ("operator", "closed partnership", True),
    "waive": ("operator", RUNNING, True),
    "change_owners": ("operator", f"{RUNNING} closed partnership", True),
    "acknowledge_item": ("operator", f"{RUNNING} closed partnership", True),
    "snooze_item": ("operator", f"{RUNNING} closed partnership", True),
    "adopt_policy": ("operator", RUNNING, True),
    "settle_item": ("operator", f"{RUNNING} closed partnership", True),
    "session_completed": ("integration operator", "sessions review", True),
    "session_missed": ("integration operator", "sessions review", True),
    "person_left": ("integration operator", f"{RUNNING} closed partnership", True),
    "person_stays": ("integration operator", f"{RUNNING} closed partnership", True),
    "person_away": ("integration operator", f"{RUNNING} closed partnership", True),
    "person_back": ("integration operator", f"{RUNNING} closed partnership", True),
    "person_changed": ("integration operator", f"{RUNNING} closed partnership", True),
    "shutdown_announced": ("integration operator", f"{RUNNING} closed partnership", True),
    "mail_bounced": ("integration operator", f"{RUNNING} closed partnership", True),
    "mail_fared": ("engine", f"{RUNNING} closed partnership", True),
}
"""Of each message: by whom, in which stages, and whether also during a pause."""
FIELDS: dict[str, dict[str, Any]] = {
    "submit_expectations": EXPECTATIONS,
    "accept_agreement": {"version": "0" * 16},
    "accept_plan": {"version": 1},
    "book_session": {"session_id": "s-1", "starts_at": "2027-03-10T10:00Z"},
    "cancel_session": {"session_id": "s-1"},
    "report_session": {"session_id": "s-1", "outcome": "held"},
    "withdraw_session_report": {"session_id": "s-1"},
    "submit_reflection": {"session_id": "s-1", "topic": "ai", "rating": 3},
    "answer_check_in": {"check_in": "did_you_meet", "answer": "not_met"},
    "submit_review": REVIEW,
    "hold": {"reason": "misconduct", "words": "Remarks"},
    "extend": {"weeks": 4},
    "end": {"reason": "time"},
    "waive": {"rule": "department", "reason": "different floors"},
    "change_owners": {"owners": {"lead": "p-new"}},
    "acknowledge_item": {"item_id": "i-1-0"},
    "snooze_item": {"item_id": "i-1-0", "until": "2027-03-09"},
    "adopt_policy": {"policy": POLICY},
    "settle_item": {"item_id": "i-1-0"},
    "session_completed": {"session_id": "s-1", "held_at": "2027-03-01T09:00Z"},
    "session_missed": {"session_id": "s-1", "absent": "mentor"},
    "person_left": {"person_id": "p-junior"},
    "person_stays": {"person_id": "p-junior"},
    "person_away": {"person_id": "p-junior", "away_from": "2027-04-01"},
    "person_back": {"person_id": "p-junior"},
    "shutdown_announced": {"shutdown": {"first": "2027-12-24", "last": "2028-01-02"}},
    "person_changed": {"person_id": "p-junior"},
    "mail_bounced": {"notice_id": "none"},
    "mail_fared": {
        "notice_id": "invitation-1-mentor",
        "outcome": "refused",
        "at": "2027-03-01T09:00Z",
    },
}
"""An example of what a message says, unless it says nothing but its name."""
