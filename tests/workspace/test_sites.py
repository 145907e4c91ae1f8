"""Good site files become values, bad ones stop nobody else."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import demo.workspace
from workspace.fault import Fault
from workspace.folder import Workspace

Write = Callable[..., Workspace]

REASONS = 'purpose = "test"\ncleared = "yes"\n'
GOOD = f'name = "good"\nstart = ["https://good.example/"]\n{REASONS}'


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


@pytest.mark.parametrize("digits", ["0x" + "f" * 4000, "1" + "0" * 400, "1" + "0" * 5000])
def test_numbers_of_thousands_of_digits(write: Write, digits: str) -> None:
    text = f"{GOOD}delay = {digits}\nitem = [[{digits}]]\n"
    found = write({"sites/good.toml": text}).sites()
    assert found.good == {}
    assert all(len(str(fault)) < 200 for fault in found.faults)


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
