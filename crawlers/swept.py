"""A folder that never outlives the process that made it, whatever that dies of."""

import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from secrets import token_hex
from tempfile import gettempdir
from types import TracebackType

PREFIX = "offerwatch-"


class SweptFolder:
    """A folder of our own, and a broom beside it: a process that removes the folder and kills what
    still runs once this process lets go of it or is dead."""

    def __init__(self, prefix: str = PREFIX, above: str | None = None) -> None:
        self.path = Path(above or gettempdir(), prefix + token_hex(8))
        source = files(__package__).joinpath("broom.py").read_text("utf-8")
        self._broom = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", source, str(self.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # what kills our group must leave the broom
        )
        self.path.mkdir(mode=0o700)

    def started(self, group: int) -> None:
        """Have this process group killed in the end, if it is still there."""
        self._tell(group)

    def ended(self, group: int) -> None:
        """Forget a group: its number may belong to somebody else by now."""
        self._tell(-group)

    def _tell(self, number: int) -> None:
        assert self._broom.stdin
        self._broom.stdin.write(b"%d\n" % number)
        self._broom.stdin.flush()

    def close(self) -> None:
        """Let go; when this returns, the folder is gone."""
        assert self._broom.stdin
        self._broom.stdin.close()
        self._broom.wait()

    def __enter__(self) -> Path:
        return self.path

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
