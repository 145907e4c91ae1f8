"""One JSON file of the operator, read key by key as site files are."""

import json

from workspace.fault import meant, shown
from workspace.json_lines import lines
from workspace.table import Document

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


class JsonDocument(Document):
    """A JSON file that holds one object; its faults bear line and field."""

    largest = 20_000_000

    def _load(self) -> dict[str, object]:
        raw = b""
        try:
            raw = self._bytes()
            if self.faults:
                return {}
            self.text = raw.decode("utf-8-sig")
            data = json.loads(self.text)
        except OSError as error:
            self.wrong((), f"cannot be read: {error.strerror}", "let this user read the file")
        except UnicodeDecodeError as error:
            self._note(raw[: error.start].count(b"\n") + 1, None, "is not UTF-8", "save it so")
        except json.JSONDecodeError as error:
            problem = f"is not JSON: {error.msg} at column {error.colno}"
            self._note(error.lineno, None, problem, "look at the line and the one above it")
        except (RecursionError, ValueError):
            self.wrong((), "is nested too deeply or holds too long a number", "write less of it")
        else:
            self.places = lines(self.text)
            if isinstance(data, dict):
                return data
            self.wrong((), "is no object", "begin the file with { and end it with }")
        return {}

    def _unknown(self, table: object, key: str) -> tuple[str, str]:
        """Without advice about tables, which are TOML's."""
        del table
        known = {name for each in self.tables.values() for name in each.asked}
        return f"unknown key: {shown(key)}", meant(key, known)
