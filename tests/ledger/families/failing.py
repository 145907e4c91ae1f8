"""A store whose writes fail from the n-th on, as if the process had died there."""

from collections.abc import Callable
from typing import Any

from index.base import Store, StoreError

WRITES = frozenset(
    {"put", "delete", "write_run", "write_lease", "enter", "drop", "decide", "rule", "unrule"}
    | {"add_tables", "use_tables", "add_audit", "forget", "glance"}
)


class Died(StoreError):
    """Nothing is written any more."""


class Failing:
    """A store of which `allowed` writes are done, and then none."""

    def __init__(self, store: Store, allowed: int) -> None:
        self.store = store
        self.allowed = allowed
        self.index = _Part(store.index, self)
        self.journal = _Part(store.journal, self)
        self.families = _Part(store.families, self)

    def spend(self) -> None:
        self.allowed -= 1
        if self.allowed < 0:
            raise Died("the process died")


class _Part:
    def __init__(self, part: object, failing: Failing) -> None:
        self._part, self._failing = part, failing

    def __getattr__(self, name: str) -> Any:
        found: Callable[..., Any] = getattr(self._part, name)
        return self._counted(found) if name in WRITES else found

    def _counted(self, write: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: Any, **named: Any) -> Any:
            self._failing.spend()
            return write(*given, **named)

        return counted
