"""The demo's workspace is a good one, here and copied for other ports."""

import tomllib
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from demo.web import BOARDS, DemoWeb
from demo.workspace import PORT, SMTP_PORT, write
from workspace.folder import Workspace

HERE = Path(__file__).parents[2] / "demo" / "workspace"
CLOCK = datetime(2026, 3, 3, 9, tzinfo=timezone(timedelta(hours=1)))


def test_every_board_has_a_site_file_and_nothing_is_wrong_with_it() -> None:
    sites = Workspace.open(HERE).sites()
    assert sites.good.keys() == BOARDS.keys()
    assert (sites.faults, sites.warnings) == ((), ())
    assert all(site.loopback and site.delay == 0 for site in sites.good.values())


def test_rules_can_be_understood() -> None:
    rules = Workspace.open(HERE).rules()
    assert rules.faults == ()
    assert len(rules.good) == 3
    assert all(
        to.endswith("@example.org") for rule in rules.good.values() for to in rule.recipients
    )


def test_a_copy_is_written_for_other_ports_and_another_day(tmp_path: Path, web: DemoWeb) -> None:
    write(tmp_path, port=web.port, smtp_port=2600, clock=CLOCK)
    copy = Workspace.open(tmp_path)
    mail = copy.settings.mail
    assert mail is not None
    assert (mail.host, mail.port) == ("127.0.0.1", 2600)
    assert copy.now() == CLOCK.astimezone(UTC)
    assert copy.rules().good.keys() == Workspace.open(HERE).rules().good.keys()
    for site in copy.sites().good.values():
        urls = [*site.start, *site.sitemaps, *(site.pages.urls() if site.pages else [])]
        assert all(url.startswith(web.url(site.name, "/")) for url in urls)


def test_without_a_clock_time_is_real(tmp_path: Path) -> None:
    write(tmp_path / "new" / "folder", port=PORT, smtp_port=SMTP_PORT, clock=None)
    copy = Workspace.open(tmp_path / "new" / "folder")
    assert copy.clock == "system"
    assert "clock" not in tomllib.loads((copy.folder / "offerwatch.toml").read_text("utf-8"))


def test_writing_again_changes_ports_and_leaves_the_rest(tmp_path: Path) -> None:
    write(tmp_path, port=9001, smtp_port=2600, clock=CLOCK)
    (tmp_path / "offerwatch.db").write_bytes(b"kept")
    write(tmp_path, port=9002, smtp_port=2601, clock=CLOCK + timedelta(days=1))
    assert (tmp_path / "offerwatch.db").read_bytes() == b"kept"
    again = Workspace.open(tmp_path)
    assert again.now() == (CLOCK + timedelta(days=1)).astimezone(UTC)
    assert all(":9002/" in url for site in again.sites().good.values() for url in site.start)
