"""Templates and letters fit together: nothing is told that is not there, or carried in vain."""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product
from typing import get_args

import pytest
from jinja2 import Environment, FileSystemLoader, nodes
from jinja2.meta import find_referenced_templates, find_undeclared_variables

from adapters.notify.examples import Example, examples
from adapters.notify.letterhead import Letterhead
from adapters.notify.render import FILTERS, TEMPLATES, template_name
from adapters.notify.template_data import template_data
from domain.programme.people import Locale
from domain.telling.bodies import CohortBody, PairingBody
from domain.telling.body import Body

HEAD = Letterhead(sender="eyelevel@example.com", ui_url="https://temporal.example.com")
EXAMPLES = examples()
SET_BY_SOME = {"action", "offer"}
"""What a template may set, and its frame asks for with ``is defined``."""


class Source:
    """What one file of a template names, sets and takes in."""

    def __init__(self, name: str, locale: Locale) -> None:
        environment = Environment(loader=FileSystemLoader(TEMPLATES / locale), autoescape=True)
        environment.filters |= dict.fromkeys(FILTERS, str)
        assert environment.loader is not None
        tree = environment.parse(environment.loader.get_source(environment, name)[0])
        self.names = find_undeclared_variables(tree)
        self.assigned = set(_assigned(tree))
        self.paths = tuple(_paths(tree))
        self.others = tuple(filter(None, find_referenced_templates(tree)))


@cache
def source(name: str, locale: Locale) -> Source:
    """A file, read once, in however many templates it is."""
    return Source(name, locale)


class Template:
    """A template with its frame and its parts, as far as names go."""

    def __init__(self, name: str, locale: Locale) -> None:
        self._sources = tuple(_with_frame_and_parts(name, locale))

    def names(self) -> set[str]:
        """The fields that are named."""
        names = set[str]().union(*(each.names for each in self._sources))
        return names.difference(SET_BY_SOME, *(each.assigned for each in self._sources))

    def paths(self) -> Iterator[tuple[str, str]]:
        """The parts of fields that are named: ``session`` and ``topic``."""
        for each in self._sources:
            yield from each.paths


def _with_frame_and_parts(name: str, locale: Locale) -> Iterator[Source]:
    own = source(name, locale)
    yield own
    for other in own.others:
        yield from _with_frame_and_parts(other, locale)


def _paths(tree: nodes.Template) -> Iterator[tuple[str, str]]:
    rows = {
        loop.target.name: loop.iter.name
        for loop in tree.find_all(nodes.For)
        if isinstance(loop.target, nodes.Name) and isinstance(loop.iter, nodes.Name)
    }
    for part in tree.find_all(nodes.Getattr):
        if isinstance(part.node, nodes.Name):
            yield rows.get(part.node.name, part.node.name), part.attr


def _assigned(tree: nodes.Template) -> Iterator[str]:
    targets = [assignment.target for assignment in tree.find_all(nodes.Assign)]
    targets += [assignment.target for assignment in tree.find_all(nodes.AssignBlock)]
    yield from (target.name for target in targets if isinstance(target, nodes.Name))


@pytest.mark.parametrize(
    ("example", "locale"),
    [
        pytest.param(example, locale, id=f"{example.name}-{locale}")
        for example, locale in product(EXAMPLES, Locale)
    ],
)
def test_a_template_names_only_fields_of_its_letter(example: Example, locale: Locale) -> None:
    """Whatever branch of a template is taken, every field that it names is one of the letter's."""
    read = Template(template_name(example.letter, example.cast), locale)
    known = template_data(example.letter, example.in_locale(locale), HEAD)
    assert read.names() <= known.keys()
    assert [path for path in read.paths() if not _has(known[path[0]], path[1])] == []


def _has(value: object, part: str) -> bool:
    match value:
        case None:
            return True
        case [first, *_]:
            return _has(first, part)
        case Mapping():
            return part in value
        case _:
            return hasattr(value, part)


@pytest.mark.parametrize("body", dict.fromkeys((*get_args(PairingBody), *get_args(CohortBody))))
def test_no_field_is_carried_in_vain(body: type[Body]) -> None:
    """What a body holds is told by some template that uses it, in every language."""
    tellers = [example for example in EXAMPLES if type(example.letter.body) is body]
    held = body.model_fields.keys() - {"of"}
    for locale in Locale:
        told = set[str]().union(
            *(Template(template_name(one.letter, one.cast), locale).names() for one in tellers)
        )
        assert held <= told
