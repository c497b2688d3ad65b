"""Markdown with the words of a mail, made into HTML and into plain text from the same source.

Only what mails need: paragraphs, headings, lists, bold, a rule before the footer, commands in
fences, and a link that stands alone in its paragraph, which becomes a button. No HTML, no pictures.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from markupsafe import Markup

_SPECIAL = re.compile(r"([!-/:-@\[-`{-~])")

_markdown = MarkdownIt("commonmark", {"html": False})


def verbatim(value: str) -> Markup:
    """A value as one line of text, in which nothing can become markup."""
    return Markup(_SPECIAL.sub(r"\\\1", " ".join(value.split())))


def to_html(source: str) -> Markup:
    """The HTML fragment. Texts are escaped by the Markdown renderer; raw HTML is switched off."""
    tokens = _markdown.parse(source)
    _mark_buttons(tokens)
    return Markup(_markdown.renderer.render(tokens, _markdown.options, {}))


def to_text(source: str) -> str:
    """The plain text, one line per paragraph: readers wrap for themselves."""
    return _blocks(SyntaxTreeNode(_markdown.parse(source)).children)


def _mark_buttons(tokens: Sequence[Token]) -> None:
    for opening, inline in pairwise(tokens):
        parts = inline.children or []
        if opening.type == "paragraph_open" and _is_lone_link([part.type for part in parts]):
            parts[0].attrSet("class", "button")


def _is_lone_link(types: Sequence[str]) -> bool:
    return types[:1] == ["link_open"] and types.index("link_close") == len(types) - 1


def _blocks(nodes: Sequence[SyntaxTreeNode]) -> str:
    return "\n\n".join(_block(node) for node in nodes)


def _block(node: SyntaxTreeNode) -> str:
    match node.type:
        case "paragraph":
            return _inline(node)
        case "heading":
            title = _inline(node)
            return f"{title}\n{'-' * len(title)}"
        case "bullet_list":
            return "\n".join(_item("- ", child) for child in node.children)
        case "ordered_list":
            numbered = enumerate(node.children, start=int(node.attrs.get("start", 1)))
            return "\n".join(_item(f"{number}. ", child) for number, child in numbered)
        case "fence":
            return "\n".join(f"    {line}" for line in node.content.splitlines())
        case "hr":
            return "-- "
        case _:
            raise ValueError(f"mails have no {node.type}")


def _item(mark: str, node: SyntaxTreeNode) -> str:
    indent = "\n" + " " * len(mark)
    return mark + "\n".join(_block(child) for child in node.children).replace("\n", indent)


def _inline(node: SyntaxTreeNode) -> str:
    match node.type:
        case "text" | "code_inline":
            return node.content
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n"
        case "link":
            return f"{''.join(map(_inline, node.children))}:\n{node.attrs['href']}"
        case _:
            return "".join(map(_inline, node.children))
