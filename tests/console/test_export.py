"""`offerwatch export`: all offers for another program."""

import csv
import json
from io import StringIO

import pytest

from console.exits import Exit
from console.spreadsheet import COLUMNS
from offers.offer import Offer
from tests.console.hand import HOSTILE, OFFER, WIDE, Hand


def test_json_lines(hand: Hand) -> None:
    answer = hand("export")
    assert answer.code == Exit.OK
    assert {each["id"] for each in answer.objects} == {OFFER.id, HOSTILE.id, WIDE.id}
    assert "3 offers" in answer.err


def test_csv_holds_no_formula(hand: Hand) -> None:
    rows = list(csv.DictReader(StringIO(hand("export", "--format", "csv").out)))
    assert list(rows[0]) == list(COLUMNS)
    found = next(row for row in rows if row["id"] == HOSTILE.id)
    assert found["title"] == "]0;owned[red]=1+1\u202egnp.exe[/]"
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_only_what_the_query_finds(hand: Hand) -> None:
    assert [each["id"] for each in hand("export", "--query", "site:souq").objects] == [WIDE.id]


def test_a_file_appears_whole(hand: Hand) -> None:
    file = hand.folder / "offers.csv"
    answer = hand("export", "--format", "csv", "--bom", "-o", str(file))
    assert (answer.code, answer.out) == (Exit.OK, "")
    assert file.read_bytes().startswith(b"\xef\xbb\xbfid,site,url,")
    assert [each.name for each in hand.folder.glob("*offers.csv*")] == ["offers.csv"]


def test_a_query_with_a_fault_leaves_the_file_alone(hand: Hand) -> None:
    file = hand.folder / "offers.jsonl"
    file.write_text("precious")
    assert hand("export", "--query", "(", "-o", str(file)).code == Exit.USAGE
    assert file.read_text() == "precious"


def test_a_file_that_cannot_be_written_is_a_sentence(hand: Hand) -> None:
    answer = hand("export", "-o", str(hand.folder / "nowhere" / "offers.jsonl"))
    assert (answer.code, answer.out) == (Exit.FAILED, "")
    assert "nowhere" in answer.err


def test_every_page_of_the_store_is_written(empty: Hand, many: list[Offer]) -> None:
    empty.put(*many)
    file = empty.folder / "offers.jsonl"
    empty("export", "-o", str(file))
    keys = [json.loads(line)["key"] for line in file.read_text().splitlines()]
    assert sorted(keys, key=int) == [str(number) for number in range(450)]


@pytest.mark.parametrize("format", ["jsonl", "csv"])
def test_nothing_to_export(empty: Hand, format: str) -> None:
    answer = empty("export", "--format", format)
    assert answer.code == Exit.OK
    assert "0 offers" in answer.err
