"""The gallery shows every mail."""

from email import message_from_bytes
from email.policy import default
from pathlib import Path

from typer.testing import CliRunner

from adapters.notify.examples import examples
from cli.main import app
from domain.programme.people import Locale


def test_gallery_holds_every_mail_in_every_language(tmp_path: Path) -> None:
    """The gallery has one page per example, linked from the index, and each mail as a file that
    opens."""
    done = CliRunner().invoke(app, ["mails", "--out", str(tmp_path / "pages")])
    assert done.exit_code == 0, done.output
    index = Path(done.output.strip())
    links = index.read_text(encoding="utf-8")
    for example in examples():
        page = (index.parent / f"{example.name}.html").read_text(encoding="utf-8")
        assert f'href="{example.name}.html"' in links
        for locale in Locale:
            mail = index.parent / f"{example.name}.{locale}.eml"
            subject = message_from_bytes(mail.read_bytes(), policy=default)["Subject"].strip()
            assert subject in page
            assert subject in links
