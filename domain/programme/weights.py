"""How much each part of the score of a pair counts."""

from typing import Annotated

from pydantic import Field

from domain.engine.base import Frozen


class Weights(Frozen):
    """How much each part of the score counts; a part is always between 0 and 1."""

    topics: Annotated[float, Field(ge=0, le=100)] = 5.0
    expectations: Annotated[float, Field(ge=0, le=100)] = 2.0
    experience: Annotated[float, Field(ge=0, le=100)] = 1.0
    gender: Annotated[float, Field(ge=0, le=100)] = 1.0
    department: Annotated[float, Field(ge=0, le=100)] = 1.0
    site: Annotated[float, Field(ge=0, le=100)] = 0.5
