"""Takes recorded pages away with the offers that they hold, and when their time is over."""

import shutil
from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from workspace.recorded import BadCase, folders, read_case


def erase(root: Path, ids: Collection[str], urls: Collection[str], now: datetime) -> int:
    """Take away the cases that hold one of these offers, link to one, or whose time is over; says
    how many. What cannot be read stays: `sites test` complains of it."""
    erased = 0
    for folder in folders(root):
        try:
            case = read_case(folder, root)
        except (BadCase, OSError):
            continue
        over = case.expires is not None and case.expires <= now
        if over or set(case.ids) & set(ids) or set(case.urls) & set(urls):
            shutil.rmtree(folder)
            erased += 1
    return erased
