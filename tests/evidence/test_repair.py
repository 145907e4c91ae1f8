"""A crash in the middle of writing leaves files that are whole again after a repair."""

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from evidence.exchange import Exchange
from evidence.warc import Warc, read_capture, repair_folder
from offers.page import Capture

Make = Callable[..., Exchange]
Check = Callable[[Path], bool]


def warc(folder: Path) -> Warc:
    return Warc(folder, "bazaar/one.warc.gz", opened=datetime(2026, 11, 3, tzinfo=UTC), about={})


def test_every_cut_of_the_last_group_is_repaired(
    tmp_path: Path, exchange: Make, passes: Check
) -> None:
    with warc(tmp_path) as file:
        kept = file.keep(exchange(body=b"one"))
        whole = file.path.stat().st_size
        file.keep(exchange(body=b"two", dom=b"<p>two</p>"))
    raw = file.path.read_bytes()
    for size in range(whole, len(raw)):
        file.path.write_bytes(raw[:size])
        file.path.with_name("one.warc.gz.open").touch()
        assert [cut.bytes for cut in repair_folder(tmp_path)] == [size - whole]
        assert file.path.stat().st_size == whole
        assert repair_folder(tmp_path) == []
    assert passes(file.path)
    assert read_capture(tmp_path, kept).body == b"one"


def test_a_whole_file_is_left_as_it_is(tmp_path: Path, exchange: Make) -> None:
    with warc(tmp_path) as file:
        file.keep(exchange())
    raw = file.path.read_bytes()
    file.path.with_name("one.warc.gz.open").touch()
    assert [cut.bytes for cut in repair_folder(tmp_path)] == [0]
    assert file.path.read_bytes() == raw


def test_nothing_whole_leaves_no_file(tmp_path: Path, exchange: Make) -> None:
    with warc(tmp_path) as file:
        file.keep(exchange())
    file.path.write_bytes(file.path.read_bytes()[:20])
    file.path.with_name("one.warc.gz.open").touch()
    repair_folder(tmp_path)
    assert list(tmp_path.rglob("*.gz*")) == []


def test_a_file_in_use_is_not_touched(tmp_path: Path, exchange: Make) -> None:
    with warc(tmp_path) as file:
        file.keep(exchange())
        with file.path.open("ab") as half:
            half.write(b"half")
        assert repair_folder(tmp_path) == []
        assert file.path.read_bytes().endswith(b"half")


WRITER = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from evidence.exchange import Exchange
from evidence.warc import Warc
warc = Warc(Path(sys.argv[1]), sys.argv[2], opened=datetime.now(UTC), about={})
number = 0
while True:
    body = os.urandom(400_000)
    exchange = Exchange(url="http://a.example/", request=b"GET / HTTP/1.1\\r\\n\\r\\n",
        head=b"HTTP/1.1 200 OK\\r\\n\\r\\n", body=body, at=datetime.now(UTC))
    capture = warc.keep(exchange)
    print(capture.offset, capture.sha256, flush=True)
"""


@pytest.mark.parametrize("number", range(8))
def test_kill_9_in_the_middle_of_writing(tmp_path: Path, passes: Check, number: int) -> None:
    """What `keep` returned is there; what was half-written is gone; the file checks."""
    name = f"bazaar/{number}.warc.gz"
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path), name], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout
    told = [writer.stdout.readline() for _ in range(number + 1)]
    writer.kill()
    told += writer.stdout.readlines()
    writer.wait()
    writer.stdout.close()
    (cut,) = repair_folder(tmp_path)
    assert cut.bytes >= 0
    assert passes(tmp_path / name)
    for line in filter(lambda line: line.endswith("\n"), told):
        offset, digest = line.split()
        assert read_capture(tmp_path, Capture(name, int(offset), digest)).sha256 == digest
