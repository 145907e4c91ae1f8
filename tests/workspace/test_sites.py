"""Good site files become values, bad ones stop nobody else."""

import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import demo.workspace
from offers.offer import Kind
from offers.profile import FieldRule, LinkRules, Profile
from workspace.fault import Fault
from workspace.folder import Workspace
from workspace.schedule import Cron, Every
from workspace.site import NumberedPages, SiteFile

Write = Callable[..., Workspace]

REASONS = 'purpose = "test"\ncleared = "yes"\n'
GOOD = f'name = "good"\nstart = ["https://good.example/"]\n{REASONS}'

EVERYTHING = """\
name = "all"
start = ["https://BÜCHER.example:8443/new?a=1", "https://m.bazaar.example/"]
hosts = ["m.bazaar.example", "Bazaar.Example"]
private_hosts = ["127.0.0.1"]
kind = ["job", "travel"]
purpose = "to see"
cleared = "2026-11-02, officer"
reader = "selectors"
country = "UA"
timezone = "Europe/Kyiv"
language = ["uk", "ru", "prs"]
encoding = "windows-1251"
render = true
delay = 3
max_pages = 50
max_age = "30d"
sitemaps = ["https://bazaar.example/sitemap.xml.gz"]
insecure_tls = true
item = "li.ad"

[links]
offer = ["a.title", "//a[@rel='bookmark']"]
next = "a[rel=next]"
entry = "li"
pages = { url = "https://bazaar.example/list?p={page}&x", first = 0, last = 2 }

[fields]
title = "h1"
text = [".text", "./p"]
price = { select = ".price", attribute = "data-price", regex = '(\\d+)', required = true }
place = { select = [".place"], listed = true }
country = { constant = "UA" }

[schedule]
cron = "15 */3 * * mon-fri"
timezone = "Europe/Warsaw"

[expect]
offers = 20
"""


def test_every_key_arrives(write: Write, tmp_path: Path) -> None:
    workspace = write({"sites/all.toml": EVERYTHING})
    found = workspace.sites()
    assert found.faults == ()
    profile = Profile(
        site="all",
        reader="selectors",
        kinds=frozenset({Kind.JOB, Kind.TRAVEL}),
        country="UA",
        timezone="Europe/Kyiv",
        languages=("uk", "ru", "prs"),
        item="li.ad",
        fields=(
            FieldRule(name="title", select=("h1",)),
            FieldRule(name="text", select=(".text", "./p")),
            FieldRule(
                name="price",
                select=(".price",),
                attribute="data-price",
                regex="(\\d+)",
                required=True,
            ),
            FieldRule(name="place", select=(".place",), listed=True),
            FieldRule(name="country", constant="UA"),
        ),
        links=LinkRules(
            offer=("a.title", "//a[@rel='bookmark']"), next=("a[rel=next]",), entry="li"
        ),
    )
    assert found.good["all"] == SiteFile(
        name="all",
        file=tmp_path / "sites" / "all.toml",
        start=("https://BÜCHER.example:8443/new?a=1", "https://m.bazaar.example/"),
        hosts=frozenset(
            {"xn--bcher-kva.example", "m.bazaar.example", "bazaar.example", "127.0.0.1"}
        ),
        private_hosts=frozenset({"127.0.0.1"}),
        profile=profile,
        sitemaps=("https://bazaar.example/sitemap.xml.gz",),
        pages=NumberedPages(url="https://bazaar.example/list?p={page}&x", first=0, last=2),
        render=True,
        delay=3.0,
        max_pages=50,
        max_age=timedelta(days=30),
        encoding="windows-1251",
        schedule=Cron("15 */3 * * mon-fri", ZoneInfo("Europe/Warsaw")),
        expect_offers=20,
        purpose="to see",
        cleared="2026-11-02, officer",
        insecure_tls=True,
    )
    assert list(found.good["all"].pages.urls()) == [  # type: ignore[union-attr]
        "https://bazaar.example/list?p=0&x",
        "https://bazaar.example/list?p=1&x",
        "https://bazaar.example/list?p=2&x",
    ]


def test_defaults(write: Write, tmp_path: Path) -> None:
    site = write({"sites/good.toml": GOOD}).sites().good["good"]
    assert site == SiteFile(
        name="good",
        file=tmp_path / "sites" / "good.toml",
        start=("https://good.example/",),
        hosts=frozenset({"good.example"}),
        private_hosts=frozenset(),
        profile=Profile(site="good", reader="jobposting"),
        sitemaps=(),
        pages=None,
        render=False,
        delay=2.0,
        max_pages=1000,
        max_age=None,
        encoding=None,
        schedule=None,
        expect_offers=None,
        purpose="test",
        cleared="yes",
        insecure_tls=False,
    )


def test_loopback_may_be_fast(write: Write) -> None:
    text = f"""\
name = "near"
start = ["http://127.0.1.1:8765/", "http://localhost/"]
private_hosts = ["127.0.1.1", "localhost", "::1"]
delay = 0
schedule.every = "2s"
{REASONS}"""
    found = write({"sites/near.toml": text}).sites()
    assert found.faults == ()
    assert found.good["near"].delay == 0
    assert found.good["near"].schedule == Every(timedelta(seconds=2))
    assert found.good["near"].loopback


def test_schedule_is_in_the_time_zone_of_the_workspace(write: Write) -> None:
    files = {"sites/good.toml": GOOD + 'schedule.cron = "0 7 * * *"\n'}
    settings = 'contact = "mailto:w@example.org"\ntimezone = "Europe/Kyiv"\n'
    site = write(files, settings).sites().good["good"]
    assert site.schedule == Cron("0 7 * * *", ZoneInfo("Europe/Kyiv"))


def test_other_sites_still_load(write: Write) -> None:
    files = {
        "sites/good.toml": GOOD,
        "sites/bad.toml": 'name = "bad"\n',
        "sites/worse.toml": "name = \n",
        "sites/.good.toml": "an editor's",
    }
    found = write(files).sites()
    assert list(found.good) == ["good"]
    assert [(fault.file, fault.line) for fault in found.faults] == [
        ("sites/bad.toml", 1),
        ("sites/worse.toml", 1),
    ]


def test_no_sites_at_all(write: Write) -> None:
    found = write().sites()
    assert (found.good, found.faults, found.warnings) == ({}, (), ())


def test_name_of_another_site(write: Write) -> None:
    found = write({"sites/good.toml": GOOD, "sites/copy.toml": GOOD}).sites()
    assert list(found.good) == ["good"]
    assert list(map(str, found.faults)) == [
        (
            'sites/copy.toml:1: name: "good" is the name of another site, good.toml; '
            'write name = "copy"'
        )
    ]


def test_name_that_is_not_the_files(write: Write) -> None:
    assert list(map(str, write({"sites/copy.toml": GOOD}).sites().faults)) == [
        (
            'sites/copy.toml:1: name: "good" is not the name of the file, copy.toml; '
            'rename the file to good.toml or write name = "copy"'
        )
    ]


@pytest.mark.parametrize(
    "name", ["../up", "a/b", "A", "a.b", "", "x" * 41, "a b", "ж", "$(id)", "a\\nb"]
)
def test_names_that_are_none(write: Write, name: str) -> None:
    text = GOOD.replace('"good"', f'"{name}"')
    found = write({"sites/good.toml": text}).sites()
    assert found.good == {}
    assert [(fault.line, fault.field) for fault in found.faults] == [(1, "name")]


def test_what_should_not_be_left_out_is_a_warning(write: Write) -> None:
    text = 'name = "good"\nstart = ["https://good.example/"]\ninsecure_tls = true\n'
    found = write({"sites/good.toml": text}).sites()
    assert list(found.good) == ["good"]
    assert list(map(str, found.warnings)) == [
        'sites/good.toml:1: purpose: is missing; say why this site is watched: purpose = "..."',
        'sites/good.toml:1: cleared: is missing; say who allowed it and when: cleared = "..."',
        (
            "sites/good.toml:3: insecure_tls: certificates of this site are not checked; "
            "drop it once the site has repaired its certificate"
        ),
    ]


def test_reader_beside_the_site_file(write: Write, tmp_path: Path) -> None:
    files = {
        "sites/good.toml": GOOD + 'reader = "good"\n',
        "sites/good.py": "raise SystemExit('nothing here may be run')",
        "sites/lonely.py": "raise SystemExit",
        "sites/__init__.py": "raise SystemExit",
    }
    workspace = write(files)
    assert workspace.sites().good["good"].profile.reader == "good"
    assert list(map(str, workspace.sites().warnings)) == [
        (
            "sites/lonely.py:1: is of no use without a site file of its name; "
            "write sites/lonely.toml, or take it away"
        )
    ]
    assert workspace.python_sites == tuple(
        tmp_path / "sites" / name for name in ("good.py", "lonely.py")
    )


def test_reader_of_another_site(write: Write) -> None:
    files = {"sites/good.toml": GOOD + 'reader = "other"\n', "sites/other.py": ""}
    (fault,) = write(files).sites().faults
    assert (fault.line, fault.field) == (5, "reader")
    assert fault.problem == 'there is no reader "other"'
    assert fault.remedy.endswith('or write good.py beside this file and "good" here')


def test_reader_that_is_shipped_for_one_site(write: Write) -> None:
    workspace = write({"sites/good.toml": GOOD + 'reader = "oldboard"\n'})
    assert workspace.sites().good["good"].profile.reader == "oldboard"


def test_the_workspace_of_the_demo_is_in_order(tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    shutil.copytree(Path(demo.workspace.__file__).parent, folder)
    workspace = Workspace.open(folder)
    sites, rules = workspace.sites(), workspace.rules()
    assert (sites.faults, sites.warnings, rules.faults, rules.warnings) == ((), (), (), ())
    assert len(sites.good) >= 8


BROKEN = {
    "not UTF-8": (b"name = 'a'\n# caf\xe9\n", 2, "is not UTF-8"),
    "NUL": (b"name = 'a'\n\x00", 2, "is not TOML: Invalid statement at column 1"),
    "twice": (b"name = 'a'\nname = 'b'\n", 2, "is not TOML: Cannot overwrite a value at column 11"),
    "never closed": (b"a = [1,\n2,\n", 2, "is not TOML: Invalid value (at end of document)"),
    "too large": (b"#" * 1_000_001, 1, "is larger than 1000000 bytes"),
    "too deep": (b"a = " + b"[" * 100_000, 1, "is nested too deeply"),
}


@pytest.mark.parametrize(("raw", "line", "problem"), BROKEN.values(), ids=BROKEN)
def test_file_that_cannot_be_read(
    write: Write, tmp_path: Path, raw: bytes, line: int, problem: str
) -> None:
    workspace = write({"sites/good.toml": GOOD})
    (tmp_path / "sites" / "broken.toml").write_bytes(raw)
    found = workspace.sites()
    assert list(found.good) == ["good"]
    assert [(fault.line, fault.problem) for fault in found.faults] == [(line, problem)]


def test_things_that_are_no_files(write: Write, tmp_path: Path) -> None:
    workspace = write({"sites/good.toml": GOOD})
    (tmp_path / "sites" / "folder.toml").mkdir()
    os.mkfifo(tmp_path / "sites" / "pipe.toml")
    (tmp_path / "sites" / "nowhere.toml").symlink_to("nothing")
    found = workspace.sites()
    assert list(found.good) == ["good"]
    assert [(fault.file, fault.problem) for fault in found.faults] == [
        ("sites/folder.toml", "is not a file"),
        ("sites/nowhere.toml", "is not a file"),
        ("sites/pipe.toml", "is not a file"),
    ]


def test_byte_order_mark_and_windows_line_ends(write: Write, tmp_path: Path) -> None:
    workspace = write({"sites/good.toml": GOOD})
    text = "\ufeff" + GOOD.replace("\n", "\r\n") + "\r\nnmae = 1\r\n"
    (tmp_path / "sites" / "good.toml").write_bytes(text.encode())
    assert [(fault.line, fault.field) for fault in workspace.sites().faults] == [(6, "nmae")]


STANDING = 'contact = "mailto:w@example.org"\nclock = 2026-11-02T09:00:00+01:00\n'
NEAR = f'name = "near"\nstart = ["http://127.0.0.1/"]\nprivate_hosts = ["127.0.0.1"]\n{REASONS}'


def test_where_the_clock_stands_only_loopback_is_crawled(write: Write) -> None:
    files = {"sites/good.toml": GOOD, "sites/near.toml": NEAR}
    found = write(files, STANDING).sites()
    assert list(found.good) == ["near"]
    assert list(map(str, found.faults)) == [
        (
            "sites/good.toml:2: start: is not on loopback, and the clock of this workspace stands "
            "still; take clock out of offerwatch.toml, or keep this site in another workspace"
        )
    ]


def test_one_host_beyond_loopback_is_enough(write: Write) -> None:
    found = write({"sites/near.toml": NEAR + 'hosts = ["good.example"]\n'}, STANDING).sites()
    assert found.good == {}


REAL = f'name = "real"\nstart = ["https://www.work.ua/"]\n{REASONS}'


@pytest.mark.parametrize(
    ("contact", "reached"),
    [
        ("mailto:you@example.org", False),
        ("https://watch.example/about", False),
        ("mailto:you@localhost", False),
        ("mailto:desk@unseen.org", True),
        ("https://unseen.org/bot", True),
    ],
)
def test_real_sites_are_crawled_under_a_real_contact(
    write: Write, contact: str, reached: bool
) -> None:
    files = {"sites/good.toml": GOOD, "sites/near.toml": NEAR, "sites/real.toml": REAL}
    found = write(files, f'contact = "{contact}"').sites()
    assert list(found.good) == ["good", "near"] + ["real"] * reached
    assert list(map(str, found.faults)) == [
        (
            "sites/real.toml:2: start: its keeper cannot reach you: contact in offerwatch.toml is "
            f"{contact}; write an address there that somebody reads"
        )
    ] * (not reached)


def test_fault_without_a_field() -> None:
    fault = Fault(file="sites/a.toml", line=3, field=None, problem="is odd", remedy="mend it")
    assert str(fault) == "sites/a.toml:3: is odd; mend it"
