"""What the two talk about: topics from the digital transformation of the company and of work."""

from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from domain.engine.base import Frozen, one_line
from domain.programme.ids import TopicId

Title = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=120),
    AfterValidator(one_line),
]


class Topic(Frozen):
    """A topic that the programme offers."""

    id: TopicId
    title: Title
