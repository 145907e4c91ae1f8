"""`offerwatch demo`: the whole story, told for real."""

import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.exits import Exit
from demo.ads import ads
from tests.console.hand import Hand


def demo(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "console", "demo", "--keep", str(folder), *words],
        capture_output=True,
        text=True,
        check=False,
    )


COPIED = ("$ ", "database ", "captures ")
"""Lines that are not broken, however long, since people copy from them."""


COUNTS = re.compile(r"^(\w+) +ok +([\d ]+)$", re.MULTILINE)
"""A row of what the crawls of a day met."""


@pytest.mark.timeout(900)
def test_two_days_of_the_demo(tmp_path: Path, elasticsearch: str) -> None:
    """The same numbers on either store."""
    folder = tmp_path / "demo"
    ended = demo(folder, "--days", "2")
    assert ended.returncode == Exit.OK, ended.stdout + ended.stderr
    assert_told(ended.stdout, folder)
    assert "Traceback" not in ended.stderr
    assert_ledger(Hand(folder), 2)

    other = demo(tmp_path / "other", "--days", "2", "--store", elasticsearch)
    assert other.returncode == Exit.OK, other.stdout + other.stderr
    counts, served = (COUNTS.findall(each.stdout) for each in (ended, other))
    assert len(counts) == 18
    assert counts == served
    mails, served = (
        re.findall(r"Mails .*|\d+ of \d+ offers", each.stdout) for each in (ended, other)
    )
    assert mails == served
    assert f"{elasticsearch}/demo-" in other.stdout


def assert_told(told: str, folder: Path) -> None:
    assert "Day 1, Monday 02 March 2026" in told
    assert "Day 2, Tuesday 03 March 2026" in told
    assert re.search(r"appjobs\W+ok", told)
    assert {"edited", "gone"} <= set(told.partition("Day 2")[2].split())
    sums = re.search(r"sent (\d+) requests and received (\d+) kB, these (\d+) and (\d+) kB", told)
    assert sums
    first, received, second, again = map(int, sums.groups())
    assert second < first / 3
    assert again < received / 10
    assert "search 'паспорт*'" in told
    assert "search 'جواز OR پاسپورت'" in told
    assert "0 of 0 offers" not in told
    assert 'rule "documents-and-fees"' in told
    assert "(masked)" in told
    assert str(folder / "offerwatch.db") in told
    assert (folder / "offerwatch.db").is_file()
    drawn = [line for line in told.splitlines() if not line.startswith(COPIED)]
    assert max(map(len, drawn)) <= 100


def assert_ledger(hand: Hand, days: int) -> None:
    """What the ledger tells of the days after the first is what the boards did, and what stands in
    several places is what was written so."""
    noticed = hand("changes", "--since", "2026-03-03", "--json").objects
    told = Counter((each["site"], each["what"]) for each in noticed)
    became = {key: count for key, count in told.items() if key[1] in {"edited", "gone", "back"}}
    assert became == Counter(happened(days))
    (asparagus,) = (each for each in noticed if each["what"] == "template")
    assert (asparagus["site"], asparagus["arrival"]["site"]) == ("telegram", "bazaar")
    assert asparagus["arrival"]["other_contacts"]

    written = {(ad.board, ad.key): ad.family for ad in ads()}
    stored = hand("search", "--limit", "0", "--json").objects
    found = defaultdict(set)
    for each in stored:
        # Feeds number their ads by address.
        key = each["site"], each["key"] or each["url"]
        short = each["site"], key[1].rpartition("/")[2]
        found[each["family"]].add(written[key if key in written else short])
    several = Counter(each["family"] for each in stored)
    assert [kin for kin in found.values() if len(kin) > 1] == []
    # The one that is missing was edited on the second day, and is short.
    assert sum(count > 1 for count in several.values()) >= 7


def happened(days: int) -> Iterator[tuple[str, str]]:
    """What became of ads after the first day, as far as it can be seen."""
    for ad in ads():
        for day in range(2, days + 1):
            seen = [one for one in range(1, day) if ad.online(one) and ad.readable(one)]
            if "minor-sealed" in ad.labels or not seen:
                continue
            if seen[-1] == day - 1 and not ad.online(day):
                yield ad.board, "gone"
            elif ad.online(day) and ad.readable(day):
                if not ad.online(day - 1):
                    yield ad.board, "back"
                if ad.wording(seen[-1]) is not ad.wording(day):
                    yield ad.board, "edited"


def test_only_a_demo_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("mine")
    ended = demo(tmp_path)
    assert (ended.returncode, ended.stdout) == (Exit.USAGE, "")
    assert "--keep" in ended.stderr
    assert (tmp_path / "precious").read_text() == "mine"
