"""What `offerwatch doctor` looks at, one thing after the other."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from console.plain import counted
from index.base import Forbidden, StoreError, Unavailable
from index.health import Finding, Level, bad, ok, size, warn

if TYPE_CHECKING:
    from workspace.folder import Workspace

ROOM = 1_000_000_000
"""Bytes that should be free where captures grow: some weeks of a dozen sites."""

PATIENCE = 5.0
"""Seconds for each answer of the mail server."""


def examined(workspace: "Workspace") -> Iterator[Finding]:
    """Everything, whatever comes out of it: one thing that fails keeps nobody from the next."""
    yield ok("workspace", str(workspace.folder))
    yield from _files(workspace)
    yield _secret(workspace)
    yield from _store(workspace)
    yield from _spool(workspace)
    yield _disk(workspace)
    yield _browser(workspace)
    yield _mail(workspace)


def _files(workspace: "Workspace") -> Iterator[Finding]:
    sites, rules, packs = workspace.sites(), workspace.rules(), workspace.packs()
    for about, noun, found, faults, check in (
        ("sites", "site", sites.good, sites.faults, "offerwatch sites check"),
        ("rules", "rule", rules.good, rules.faults, "offerwatch alerts check"),
        ("indicators", "own pack", packs.good, packs.faults, "offerwatch indicators check"),
    ):
        said = counted(len(found), noun)
        if faults:
            yield bad(about, f"{said}, and {counted(len(faults), 'fault')}", f"`{check}`")
        else:
            yield ok(about, said)


def _secret(workspace: "Workspace") -> Finding:
    from workspace import secret

    try:
        found = secret.read(workspace.folder)
    except secret.NoSecret as error:
        return bad("secret", str(error), "see Secrets in docs/workspace.md")
    if found is None:
        return warn(
            "secret", f"{secret.FILE} is missing", "the first crawl makes it or says why not"
        )
    return ok("secret", f"{secret.FILE}, readable by this user alone")


def _store(workspace: "Workspace") -> Iterator[Finding]:
    try:
        yield from workspace.examine_store(lambda: datetime.now(UTC))
        if workspace.has_store():
            layout = _layout(workspace)
            yield layout
            if layout.level is Level.OK:
                yield from _held(workspace)
    except StoreError as error:
        said, _, remedy = str(error).partition("; ")
        later = "try again later" if isinstance(error, Unavailable) else "see docs/elasticsearch.md"
        yield bad("store", said, remedy or later)


def _layout(workspace: "Workspace") -> Finding:
    try:
        with workspace.open_upkeep() as upkeep:
            found = upkeep.status()
    except Forbidden:
        return ok("layout", "not seen: this user may not read all of the store")
    said = f"layout {found.layout}"
    if found.notes:
        return warn("layout", found.notes[0], "`offerwatch index status` says more")
    if not found.is_current:
        wants = f"{said}; this program makes {found.newest}, or folds words otherwise"
        return warn("layout", wants, "`offerwatch index migrate`")
    return ok("layout", f"{said}, {counted(found.counts.get('offers', 0), 'offer')}")


def _held(workspace: "Workspace") -> Iterator[Finding]:
    """Runs that wait for an answer, unless this user may not see them or there is no secret to open
    the store with, which another line says."""
    from console.held import waiting, way_out
    from workspace.secret import NoSecret

    with suppress(Forbidden, NoSecret), workspace.open_store() as store:
        for run in waiting(store.journal):
            yield warn("held run", f"{run.site}: {run.reason}", way_out(run))


def _spool(workspace: "Workspace") -> Iterator[Finding]:
    waiting = workspace.spool.sites()
    if waiting:
        yield warn(
            "spool",
            f"what was read of {', '.join(waiting)} waits to be stored",
            "the next crawl of each delivers it, or `offerwatch index flush`",
        )


def _disk(workspace: "Workspace") -> Finding:
    free = shutil.disk_usage(workspace.folder).free
    said = f"{size(free)} free for captures and logs"
    return ok("disk here", said) if free > ROOM else warn("disk here", said, "make room")


def _browser(workspace: "Workspace") -> Finding:
    from crawlers.browser.found import NoBrowser, chromium

    names = [site.name for site in workspace.sites().good.values() if site.render]
    try:
        return ok("browser", str(chromium()))
    except NoBrowser as error:
        said, _, remedy = str(error).partition(": ")
        if names:
            return bad("browser", f"{', '.join(names)}: {said}", remedy or "install Chromium")
        return ok("browser", "none, and no site needs one")


def _mail(workspace: "Workspace") -> Finding:
    from alerts.smtp import Line, NotReached

    mail = workspace.settings.mail
    if mail is None:
        return warn("mail", "no mails are sent", "write [mail] in offerwatch.toml")
    with Line(mail, PATIENCE) as line:
        try:
            line.reach()
        except NotReached as error:
            said, _, remedy = str(error).rpartition("; ")
            return bad("mail", said, remedy)
    return ok("mail", f"{mail.host}:{mail.port} answers" + (" and lets us in" if mail.user else ""))
