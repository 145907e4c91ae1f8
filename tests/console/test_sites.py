"""`offerwatch sites`: which there are, and what is wrong in their files."""

from console.exits import Exit
from tests.console.hand import Hand

GOOD = """
start = ["http://127.0.0.1:8765/"]
private_hosts = ["127.0.0.1"]
kind = "job"
purpose = "a test"
cleared = "2026-11-01, nobody"
reader = "jobposting"
[schedule]
cron = "15 */3 * * *"
"""
BAD = (
    GOOD
    + """
[fields]
title = "h1["
"""
)


def site(hand: Hand, name: str, text: str) -> None:
    (hand.folder / "sites" / f"{name}.toml").write_text(f"name = '{name}'{text}")


def test_the_list_joins_files_and_runs(hand: Hand) -> None:
    site(hand, "bazaar", GOOD)
    site(hand, "quiet", GOOD)
    first, second = hand("sites", "list").rows
    assert (first["site"], first["offers"], first["end"]) == ("bazaar", "2", "ok")
    assert (second["site"], second["offers"], second["last run"]) == ("quiet", "0", "never")
    assert first["schedule"] == "15 */3 * * * Europe/Kyiv"


def test_the_list_as_json(hand: Hand) -> None:
    site(hand, "bazaar", GOOD)
    [told] = hand("sites", "list", "--json").objects
    assert told["offers"] == 2
    assert told["last_run"]["end"] == "ok"
    assert told["purpose"] == "a test"


def test_no_sites(empty: Hand) -> None:
    answer = empty("sites", "list")
    assert (answer.code, answer.out) == (Exit.OK, "")
    assert "docs/sites.md" in answer.err


def test_a_fault_has_file_line_field_and_remedy(empty: Hand) -> None:
    site(empty, "good", GOOD)
    site(empty, "bad", BAD)
    answer = empty("sites", "check")
    assert answer.code == Exit.FAILED
    assert answer.out.startswith("fault: sites/bad.toml:12: fields.title")
    [told] = empty("sites", "check", "bad", "--json").objects
    assert (told["level"], told["file"], told["line"]) == ("fault", "sites/bad.toml", 12)
    assert told["problem"]
    assert told["remedy"]
    assert "1 site file with faults" in empty("sites", "list").err


def test_good_files_pass(empty: Hand) -> None:
    site(empty, "good", GOOD)
    site(empty, "bad", BAD)
    answer = empty("sites", "check", "good")
    assert (answer.code, answer.out) == (Exit.OK, "")


def test_warnings_are_no_faults(empty: Hand) -> None:
    site(empty, "good", GOOD.replace('purpose = "a test"', ""))
    answer = empty("sites", "check")
    assert answer.code == Exit.OK
    assert answer.out.startswith("warning: sites/good.toml")


def test_an_unknown_site_is_usage(empty: Hand) -> None:
    site(empty, "bazaar", GOOD)
    answer = empty("sites", "check", "bazar")
    assert (answer.code, answer.out) == (Exit.USAGE, "")
    assert "did you mean bazaar?" in answer.err
