"""What happened to a pairing, in a line of plain words per event.

For operators and HR: people by side or id, never by name; nobody's own words; and what was said in
confidence (the mentor's check-in, the answers of a review) is not repeated.
"""

from domain.pairing.in_words import course, desk, preparation, sessions
from domain.pairing.in_words.base import in_words

__all__ = ["course", "desk", "in_words", "preparation", "sessions"]
