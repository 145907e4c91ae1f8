"""The command on a real terminal: widths, colours, and ads that would like to be obeyed."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios

import pytest
from rich.cells import cell_len

from tests.console.hand import OFFER, Hand

SGR = re.compile(r"\x1b\[[0-9;]*m")
COLOUR = re.compile(r"\x1b\[(?:[0-9]+;)*(?:3[0-7]|38;[0-9;]+)m")


def on_terminal(hand: Hand, width: int, *words: str, **environment: str) -> str:
    """All that the command writes to a terminal of that width."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, width, 0, 0))
    kept = {
        name: value for name, value in os.environ.items() if name not in {"COLUMNS", "NO_COLOR"}
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "console", "-w", str(hand.folder), *words],
        env={**kept, "TERM": "xterm-256color", **environment},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    with os.fdopen(ours, "rb", buffering=0) as terminal:
        written = b"".join(iter(lambda: _read(terminal.fileno()), b""))
    assert process.wait() == 0
    return written.decode().replace("\r\n", "\n")


def _read(handle: int) -> bytes:
    try:
        return os.read(handle, 65536)
    except OSError:
        # Linux says so when nobody holds the other end any more.
        return b""


COMMANDS = (["search"], ["runs"], ["show", OFFER.id], ["sealed"], ["--help"])


@pytest.mark.parametrize("width", [60, 80, 200])
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_no_line_is_wider_than_the_terminal(hand: Hand, width: int, words: list[str]) -> None:
    lines = SGR.sub("", on_terminal(hand, width, *words)).splitlines()
    assert lines
    assert [line for line in lines if cell_len(line) > width] == []


def test_colours_and_their_absence(hand: Hand) -> None:
    assert COLOUR.search(on_terminal(hand, 80, "search"))
    assert not COLOUR.search(on_terminal(hand, 80, "search", NO_COLOR="1"))


@pytest.mark.parametrize("words", [["search"], ["search", "--json"], ["export"]], ids=" ".join)
def test_only_our_own_escape_sequences_come_through(hand: Hand, words: list[str]) -> None:
    left = SGR.sub("", on_terminal(hand, 80, *words))
    # A spinner hides the cursor while it turns.
    left = left.replace("\x1b[?25l", "").replace("\x1b[?25h", "").replace("\x1b[2K", "")
    left = left.replace("\x1b[1A", "").replace("\r", "")
    assert not {sign for sign in left if ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0} - {"\n"}
    assert not {"\u202e", "\u2028"} & set(left)


def test_ids_are_short_for_people(hand: Hand) -> None:
    shown = on_terminal(hand, 80, "search")
    assert OFFER.id[:8] in shown
    assert OFFER.id not in shown
