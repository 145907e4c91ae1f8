"""Which site is meant by a name, and why there is none."""

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from console import faults
from console.exits import Exit, Refused

if TYPE_CHECKING:
    from workspace.site import SiteFile
    from workspace.sites import Sites


def site_named(sites: "Sites", name: str) -> "SiteFile":
    """The site of that name, if its file is in order. Raises `Refused`."""
    wrong = faults.of_file(sites.faults, "sites", name)
    if wrong:
        raise Refused("\n".join(map(str, wrong)))
    if name not in sites.good:
        raise unknown(name, sites)
    return sites.good[name]


def unknown(name: str, sites: "Sites") -> Refused:
    """No such site, and which one may be meant."""
    names = [*sites.good, *(Path(fault.file).stem for fault in sites.faults)]
    close = get_close_matches(name, names, n=1)
    meant = f"did you mean {close[0]}?" if close else "`offerwatch sites list` shows all"
    return Refused(f"there is no site {name!r}; {meant}", Exit.USAGE)
