"""Finds a Chromium on this machine; starts nothing and asks nobody."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from shutil import which

from workspace.site import SiteFile

NAMED = "OFFERWATCH_CHROMIUM"
"""The variable that names the program, where it is in none of the usual places."""

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
"""What distributions call it (Debian, Ubuntu, Google's own packages)."""

DOWNLOADED = "PLAYWRIGHT_BROWSERS_PATH"
CACHES = (".cache/ms-playwright", "Library/Caches/ms-playwright")
"""Where `playwright install` puts browsers, below the home folder (Linux, macOS)."""

INSIDE = (
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/Chromium.app/Contents/MacOS/Chromium",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/Google Chrome for Testing",
    "chromium_headless_shell-*/chrome-linux*/headless_shell",
    "chromium_headless_shell-*/chrome-headless-shell-*/chrome-headless-shell",
    "chromium_headless_shell-*/chrome-mac*/headless_shell",
)
"""Where a Chromium is inside of that, in the order of preference."""

TO_INSTALL = (
    "it needs a browser (render = true) and no Chromium was found: install Debian's "
    "(`apt-get install chromium`) or Playwright's (`playwright install chromium`), or name one "
    f"in {NAMED}"
)


class NoBrowser(Exception):
    """There is no Chromium; the words say what to install."""


def chromium(environ: Mapping[str, str] | None = None) -> Path:
    """The program to start. Raises `NoBrowser`.

    What the environment names counts first, then what is installed, then what Playwright has.
    """
    environ = os.environ if environ is None else environ
    if said := environ.get(NAMED):
        if which(said) is None:
            raise NoBrowser(f"it needs a browser, and {said}, named in {NAMED}, is no program")
        return Path(said)
    found = next(_programs(environ), None)
    if found is None:
        raise NoBrowser(TO_INSTALL)
    return found


def left_out(sites: Iterable[SiteFile], environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """The names of those sites that cannot be crawled here for want of a browser, and why."""
    names = [site.name for site in sites if site.render]
    try:
        if names:
            chromium(environ)
    except NoBrowser as error:
        return dict.fromkeys(names, str(error))
    return {}


def _programs(environ: Mapping[str, str]) -> Iterator[Path]:
    said = environ.get(DOWNLOADED)
    if said and Path(said).is_dir():
        yield from _downloaded(Path(said))
    for name in NAMES:
        if program := which(name, path=environ.get("PATH", os.defpath)):
            yield Path(program)
    if home := environ.get("HOME"):
        for cache in CACHES:
            yield from _downloaded(Path(home, cache))


def _downloaded(folder: Path) -> Iterator[Path]:
    """The newest of each kind first; a download that broke off has no program in it."""
    for pattern in INSIDE:
        programs = sorted(folder.glob(pattern), key=_number, reverse=True)
        yield from (program for program in programs if os.access(program, os.X_OK))


def _number(program: Path) -> int:
    numbers = re.findall(r"chromium[a-z_]*-(\d+)", str(program))
    return int(numbers[-1]) if numbers else 0
