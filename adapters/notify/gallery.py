"""Every mail as a page to look at, from the example letters, in every language."""

from collections.abc import Sequence
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from adapters.notify.envelope import compose
from adapters.notify.example_people import SENDER
from adapters.notify.examples import Example, examples
from adapters.notify.letterhead import Letterhead
from adapters.notify.render import TEMPLATES
from domain.engine.base import Frozen
from domain.programme.people import Locale
from domain.telling.kinds import NoticeKind

LETTERHEAD = Letterhead(
    sender=SENDER,
    answer_url="https://forms.example.com/{pairing_id}/{kind}?side={side}",
    ui_url="https://temporal.example.com",
)


class Shown(Frozen):
    """One mail, taken apart."""

    locale: str
    file: str
    """The mail itself, to open in a mail reader."""
    subject: str
    headers: tuple[tuple[str, str], ...]
    html: str
    text: str
    calendar: str | None


def write_gallery(folder: Path) -> Path:
    """Write all pages and mails into the folder; answers the page to open first."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = [(example, _show(example, folder)) for example in examples()]
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES / "gallery"), undefined=StrictUndefined, autoescape=True
    )
    for example, mails in pages:
        page = environment.get_template("page.html").render(name=example.name, mails=mails)
        (folder / f"{example.name}.html").write_text(page, encoding="utf-8")
    index = folder / "index.html"
    groups = _by_reader(pages)
    index.write_text(
        environment.get_template("index.html").render(groups=groups, locales=list(Locale)),
        encoding="utf-8",
    )
    return index


def _show(example: Example, folder: Path) -> tuple[Shown, ...]:
    return tuple(_shown(example, locale, folder) for locale in Locale)


def _shown(example: Example, locale: Locale, folder: Path) -> Shown:
    content = compose(example.letter, example.in_locale(locale), LETTERHEAD).as_bytes()
    file = folder / f"{example.name}.{locale}.eml"
    file.write_bytes(content)
    mail = message_from_bytes(content, policy=default)
    return Shown(
        locale=locale.value,
        file=file.name,
        subject=mail["Subject"],
        headers=tuple((name, str(value)) for name, value in mail.items()),
        html=_part(mail, "text/html") or "",
        text=_part(mail, "text/plain") or "",
        calendar=_part(mail, "text/calendar"),
    )


def _part(mail: EmailMessage, content_type: str) -> str | None:
    parts = (part for part in mail.walk() if part.get_content_type() == content_type)
    part = next(parts, None)
    return None if part is None else str(part.get_content())


Page = tuple[Example, tuple[Shown, ...]]


def _by_reader(pages: Sequence[Page]) -> list[tuple[str, list[Page]]]:
    """The pages in three groups, as the index lists them."""
    items, pairs, owners = [], [], []
    for page in pages:
        notice = page[0].letter.notice
        if notice.kind is NoticeKind.ITEM_OPENED:
            items.append(page)
        elif notice.side is not None:
            pairs.append(page)
        else:
            owners.append(page)
    return [
        ("To mentor and mentee", pairs),
        ("About the cohort", owners),
        ("Items, to the owners", items),
    ]
