"""Brings a kept exchange back, following a revisit record to the body that it stands for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from evidence.exchange import Exchange
from evidence.records import (
    BEFORE,
    REFERS_TO_FILE,
    REFERS_TO_OFFSET,
    SHA256,
    Record,
    record_at,
)
from offers.page import Capture


class CaptureLost(Exception):
    """A capture cannot be brought back: its file is gone, or it does not hold what it should."""

    def __init__(self, capture: Capture, reason: str) -> None:
        super().__init__(f"{capture.file}, offset {capture.offset}: {reason}")


@dataclass(frozen=True, slots=True)
class Original:
    """The response record that holds a body which came again."""

    capture: Capture
    headers: Mapping[str, str]


def original(folder: Path, capture: Capture) -> Original:
    """The response record of a capture, or the one that its revisit record refers to.

    Raises `CaptureLost`, and looks at headers only: the body is proven by `read_capture`.
    """
    record = _record(folder, capture)
    if record.kind == "revisit":
        capture = _referred(record, capture)
        record = _record(folder, capture)
    if record.kind != "response" or record.headers.get(SHA256) != capture.sha256:
        raise CaptureLost(capture, f"this {record.kind} record is not the response it was")
    return Original(capture, record.headers)


def read_capture(folder: Path, capture: Capture) -> Exchange:
    """The exchange that a capture names, proven by its SHA-256. Raises `CaptureLost`."""
    answer = _record(folder, capture)
    body = answer.body
    if answer.kind == "revisit":
        body = _record(folder, _referred(answer, capture)).body
    group = _group_before(folder, capture, answer)
    found = replace(
        _exchange(group, answer),
        body=body,
        dom=next((record.block for record in group if record.kind == "conversion"), None),
        parts=tuple(_parts(group)),
    )
    if found.sha256 != capture.sha256:
        raise CaptureLost(capture, f"the body's SHA-256 is {found.sha256}, not {capture.sha256}")
    return found


def _exchange(group: Sequence[Record], answer: Record) -> Exchange:
    """An answer and the request that stands last before it."""
    asked = [record.block for record in group if record.kind == "request"]
    return Exchange(
        url=answer.headers.get("WARC-Target-URI", ""),
        request=asked[-1] if asked else b"",
        head=answer.head,
        body=answer.body,
        at=datetime.fromisoformat(answer.headers["WARC-Date"]),
        address=answer.headers.get("WARC-IP-Address"),
    )


def _parts(group: Sequence[Record]) -> Iterator[Exchange]:
    for number, record in enumerate(group):
        if record.kind == "response":
            yield _exchange(group[:number], record)


def _referred(record: Record, capture: Capture) -> Capture:
    file, offset = record.headers.get(REFERS_TO_FILE), record.headers.get(REFERS_TO_OFFSET, "")
    if not file or not offset.isdecimal():
        raise CaptureLost(capture, "the revisit record does not say what it refers to")
    return Capture(file, int(offset), capture.sha256)


def _group_before(folder: Path, capture: Capture, answer: Record) -> list[Record]:
    """The records of the same group that stand before the answer."""
    said = answer.headers.get(BEFORE, "0")
    at = capture.offset - (int(said) if said.isdecimal() else 0)
    group: list[Record] = []
    while at < capture.offset:
        record = _record(folder, Capture(capture.file, at, capture.sha256))
        group.append(record)
        at = record.end
    return group


def _record(folder: Path, capture: Capture) -> Record:
    path = (folder / capture.file).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise CaptureLost(capture, "the file lies outside the folder of captures")
    try:
        with path.open("rb") as file:
            record = record_at(file.fileno(), capture.offset) if capture.offset >= 0 else None
    except OSError as error:
        raise CaptureLost(capture, error.strerror or "cannot be read") from error
    if record is None:
        raise CaptureLost(capture, "no whole record begins there")
    return record
