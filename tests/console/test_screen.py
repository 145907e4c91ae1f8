"""Tables hold hostile text, wide and right-to-left letters, at any width."""

import unicodedata
from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console

from console.screen import Column, Screen, drawn

COLUMNS = (
    Column(title="id", short=slice(8)),
    Column(title="site", from_width=70),
    Column(title="title", grows=True),
    Column(title="status"),
)
TITLES = (
    "[red]Waiter[/red] [link=https://evil.example]here[/link] [/]",
    "\x1b[31mWaiter\x1b[0m \x1b]8;;https://evil.example\x07click",
    "مطلوب نادل في برلين براتب ممتاز",
    "急招服务员包吃包住月薪过万",
    "מלצר דרוש מיד",
    "👉🏻 ☎️ 🇩🇪 kellner",
    "x" * 500,
)
ROWS = [("0123456789abcdef", "bazaar", title, "online") for title in TITLES]


def on_terminal(width: int) -> list[str]:
    file = StringIO()
    console = Console(file=file, width=width, force_terminal=True, no_color=True, markup=False)
    console.print(drawn(COLUMNS, ROWS, width=width))
    return file.getvalue().splitlines()


@pytest.mark.parametrize("width", [60, 80, 200])
def test_every_row_is_one_line_and_ends_in_the_same_place(width: int) -> None:
    rows = [line for line in on_terminal(width) if "online" in line]
    assert len(rows) == len(ROWS)
    assert len({cell_len(row[: row.index("online")]) for row in rows}) == 1
    assert {cell_len(row) for row in rows} == {width}


def test_vowel_signs_that_take_a_column_somewhere_break_no_line() -> None:
    title = "गोदाम में काम " * 20
    file = StringIO()
    Console(file=file, width=80, force_terminal=True, no_color=True).print(
        drawn(COLUMNS, [("0123456789abcdef", "bazaar", title, "online")], width=80)
    )
    [row] = [line for line in file.getvalue().splitlines() if "online" in line]
    signs = sum(unicodedata.category(sign) == "Mc" for sign in row)
    assert signs > 5
    assert cell_len(row.rstrip()) + signs <= 80


def test_markup_of_an_ad_is_text() -> None:
    assert any("[red]Waiter[/red]" in line for line in on_terminal(200))


def test_no_escape_sequence_of_an_ad_comes_through() -> None:
    assert not any("\x1b[31m" in line or "\x1b]8" in line for line in on_terminal(200))


def test_narrow_terminals_get_fewer_columns() -> None:
    assert not any("bazaar" in line for line in on_terminal(60))
    assert any("bazaar" in line for line in on_terminal(80))


def test_scripts_get_every_column_whole(capsys: pytest.CaptureFixture[str]) -> None:
    Screen().table(COLUMNS, ROWS)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "id\tsite\ttitle\tstatus"
    assert [line.split("\t")[0] for line in lines[1:]] == ["0123456789abcdef"] * len(ROWS)
    assert lines[-1].split("\t")[2] == "x" * 500


def test_what_is_said_goes_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    Screen().say("[red]careful[/red] \x1b[31m")
    assert capsys.readouterr() == ("", "[red]careful[/red] \ufffd[31m\n")
