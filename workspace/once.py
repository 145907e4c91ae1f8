"""Files that are written whole or not at all, and never over another."""

import os
from pathlib import Path
from secrets import token_hex


def write_once(file: Path, content: bytes, mode: int) -> bool:
    """Write a new file, with all of its content on disk before its name is there.

    Returns `False`, and leaves the file alone, if there is one of that name. A crash leaves at
    most a hidden file beside it that nobody reads.
    """
    aside = file.with_name(f".{file.name.lstrip('.')}.{token_hex(8)}")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(handle)
        # A link, unlike a rename, refuses to replace what is there.
        file.hardlink_to(aside)
    except FileExistsError:
        return False
    finally:
        aside.unlink()
    return True
