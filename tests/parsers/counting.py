"""Work counted, so that no test looks at a clock."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def calls(task: Callable[[str], object], text: str) -> int:
    """How many functions a task calls for a text, ours and those written in C."""
    count = 0

    def counted(_frame: FrameType, event: str, _told: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        task(text)
    finally:
        sys.setprofile(before)
    return count
