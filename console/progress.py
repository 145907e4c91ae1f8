"""How long work is followed: one line that changes on a terminal, a line a part elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from console.screen import Screen

Told = Callable[[str, int], None]


@contextmanager
def progress(screen: Screen) -> Iterator[Told]:
    """Something to call with what is being done, and how many of it are done."""
    if screen.err.is_terminal:
        with screen.err.status("") as status:
            yield lambda what, number: status.update(screen.text(f"{what}: {number}"))
        return
    lines = _Lines(screen)
    try:
        yield lines.tell
    finally:
        lines.end()


@dataclass(slots=True)
class _Lines:
    screen: Screen
    what: str = ""
    number: int = 0

    def tell(self, what: str, number: int) -> None:
        if what != self.what:
            self.end()
        self.what, self.number = what, number

    def end(self) -> None:
        """Say how far the part came that is over."""
        if self.what:
            self.screen.say(f"{self.what}: {self.number}", "dim")
