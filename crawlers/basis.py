"""What the reading of a page depends on besides the page, as a digest."""

import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from hashlib import sha256
from importlib.resources import files

from offers.offer import MOVING
from parsers.offer import EXTRACTOR
from parsers.pictures import FIELD
from workspace.folder import Workspace
from workspace.site import SiteFile

UNTOLD = MOVING | {FIELD}
"""What a listing says that is no reason to ask for an ad again."""

SHIPPED = ("crawlers.sites", "parsers.sites")
"""Where spiders and readers of single sites lie in the source tree."""


def basis(site: SiteFile, workspace: Workspace, *, listing: bool) -> str:
    """Changes when the same page may read otherwise: with the extractor, with what the site file
    says of reading, and with a spider or reader of the site's own."""
    said = {
        "extractor": EXTRACTOR,
        "profile": asdict(site.profile),
        "encoding": site.encoding,
        "max_age": str(site.max_age),
        "render": [site.render, site.wait],
        "listing": listing,
    }
    made = sha256(json.dumps(said, sort_keys=True, default=sorted).encode())
    for source in _sources(site, workspace):
        made.update(sha256(source).digest())
    return made.hexdigest()[:32]


def listed_digest(listed: Mapping[str, str], secret: bytes) -> str:
    """Of what a listing says of an ad; empty if it says nothing. Keyed, for it may be no more
    than a number, which has few digits. Dates are left out, `3 days ago` is no news tomorrow; and
    so are addresses of pictures, which some sites make anew for the same picture."""
    told = sorted((name, value) for name, value in listed.items() if name not in UNTOLD)
    if not told:
        return ""
    said = json.dumps(told).encode()
    return hmac.new(secret, said, "sha256").hexdigest()[:32]


def _sources(site: SiteFile, workspace: Workspace) -> Iterable[bytes]:
    own = workspace.folder / "sites" / f"{site.name}.py"
    if own in workspace.python_sites:
        yield own.read_bytes()
    for package in SHIPPED:
        for name in sorted({site.name, site.profile.reader}):
            shipped = files(package).joinpath(f"{name}.py")
            if shipped.is_file():
                yield shipped.read_bytes()
