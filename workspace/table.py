"""One TOML file of the operator, read key by key; whatever is wrong in it is kept."""

import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from workspace.fault import Fault, Keys, Several, Wrong, meant, shown, spelt
from workspace.toml_lines import lines

T = TypeVar("T")
D = TypeVar("D")
Reads = Callable[[object], T]
"""Turns a TOML value into one of ours, or raises `Wrong` or `Several`."""

LARGEST = 1_000_000
"""Bytes of a file that a person wrote; more is a mistake."""


def written(folder: Path, ending: str) -> tuple[Path, ...]:
    """The files in a folder that a person wrote, by name; hidden ones are an editor's."""
    if not folder.is_dir():
        return ()
    files = sorted(file for file in folder.iterdir() if file.suffix == ending)
    return tuple(file for file in files if not file.name.startswith((".", "__")))


class Document:
    """A file, the lines of its keys, and the faults and warnings found so far."""

    largest = LARGEST

    def __init__(self, file: Path, folder: Path) -> None:
        self.path = file
        self.name = file.relative_to(folder).as_posix()
        self.text = ""
        self.faults: list[Fault] = []
        self.warnings: list[Fault] = []
        self.places: Mapping[Keys, int] = {}
        self.tables: dict[Keys, Table] = {}
        self.root = Table(self, (), self._load())
        self.readable = not self.faults

    def _load(self) -> dict[str, object]:
        raw = b""
        try:
            raw = self._bytes()
            # An editor on Windows may begin the file with a byte order mark, which TOML forbids.
            self.text = raw.decode("utf-8-sig").replace("\r\n", "\n")
            data = tomllib.loads(self.text)
        except OSError as error:
            self.wrong((), f"cannot be read: {error.strerror}", "let this user read the file")
        except UnicodeDecodeError as error:
            self._note(raw[: error.start].count(b"\n") + 1, None, "is not UTF-8", "save it so")
        except tomllib.TOMLDecodeError as error:
            self._unreadable(str(error))
        except ValueError as error:
            self.wrong((), f"cannot be read: {error}", "write shorter numbers")
        except RecursionError:
            self.wrong((), "is nested too deeply", "write fewer brackets inside each other")
        else:
            self.places = lines(self.text)
            return data
        return {}

    def _bytes(self) -> bytes:
        """What the file holds; nothing, and a fault, if it is no file that a person wrote."""
        if not self.path.is_file():
            self.wrong((), "is not a file", "take it away, or rename it")
            return b""
        if self.path.stat().st_size > self.largest:
            self.wrong((), f"is larger than {self.largest} bytes", "split it into several files")
            return b""
        return self.path.read_bytes()

    def _unreadable(self, said: str) -> None:
        found = re.search(r" \(at line (\d+), column (\d+)\)", said)
        line = int(found[1]) if found else self.text.rstrip("\n").count("\n") + 1
        problem = said[: found.start()] + f" at column {found[2]}" if found else said
        self._note(
            line, None, f"is not TOML: {problem}", "text stands in quotes, see https://toml.io"
        )

    def _note(self, line: int, field: str | None, problem: str, remedy: str) -> None:
        self.faults.append(
            Fault(file=self.name, line=line, field=field, problem=problem, remedy=remedy)
        )

    def line(self, keys: Keys) -> int:
        """The line of a key, or of what it would stand in."""
        while keys and keys not in self.places:
            keys = keys[:-1]
        return self.places.get(keys, 1)

    def wrong(self, keys: Keys, problem: str, remedy: str) -> None:
        self._note(self.line(keys), spelt(keys), problem, remedy)

    def warn(self, keys: Keys, problem: str, remedy: str) -> None:
        self.warnings.append(
            Fault(
                file=self.name,
                line=self.line(keys),
                field=spelt(keys),
                problem=problem,
                remedy=remedy,
            )
        )

    def close(self) -> None:
        """Name the keys that nobody asked for, and sort what was found by line."""
        for table in self.tables.values():
            for key in table.data:
                if key not in table.asked:
                    self.wrong((*table.keys, key), *self._unknown(table, key))
        self.faults.sort(key=lambda fault: fault.line)

    def _unknown(self, table: "Table", key: str) -> tuple[str, str]:
        for other in self.tables.values():
            if other is not table and key in other.asked and len(other.keys) <= 1:
                place = f"under [{spelt(other.keys)}]" if other.keys else "above the first [table]"
                return f"unknown key here: {shown(key)}", f"it belongs {place}"
        return f"unknown key: {shown(key)}", meant(key, table.asked)


class Table:
    """A table of a `Document`. `asked` are the keys that it may have: those that were read."""

    def __init__(self, document: Document, keys: Keys, data: dict[str, object]) -> None:
        self.document = document
        self.keys = keys
        self.data = data
        self.asked: set[str] = set()
        document.tables[keys] = self

    def take(self, key: str, read: Reads[T], default: D) -> T | D:
        """The value of a key, or `default` if it is missing or wrong."""
        self.asked.add(key)
        if key not in self.data:
            return default
        try:
            return read(self.data[key])
        except (Wrong, Several) as error:
            for wrong in error.wrongs:
                self.wrong((key, *wrong.at), wrong.problem, wrong.remedy)
            return default

    def need(self, key: str, read: Reads[T], example: str) -> T | None:
        """Like `take`; that the key is missing is a fault."""
        if key not in self.data:
            self.wrong((key,), "is missing", f"write {example}")
        return self.take(key, read, None)

    def table(self, key: str) -> "Table":
        """The table under that key; an empty one if there is none."""
        self.asked.add(key)
        found = self.data.get(key, {})
        if isinstance(found, dict):
            return Table(self.document, (*self.keys, key), found)
        self.wrong((key,), f"{shown(found)} is no table", f"write it as [{key}] with keys below")
        return Table(self.document, (*self.keys, key), {})

    def wrong(self, keys: Keys, problem: str, remedy: str) -> None:
        self.document.wrong((*self.keys, *keys), problem, remedy)

    def warn(self, keys: Keys, problem: str, remedy: str) -> None:
        self.document.warn((*self.keys, *keys), problem, remedy)
