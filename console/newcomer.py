"""A site that is to be added: what its operator said of it, and the file that it will have."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from console.exits import Exit, Refused

if TYPE_CHECKING:
    from workspace.draft import Draft
    from workspace.folder import Workspace
    from workspace.site import SiteFile

TELEGRAM = frozenset({"t.me", "telegram.me", "telegram.dog"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """`purpose` and `cleared` are `None` where they were not told. `render`: a browser shows it."""

    workspace: "Workspace"
    url: str
    name: str
    purpose: str | None = None
    cleared: str | None = None
    render: bool = False

    @property
    def file(self) -> Path:
        return self.workspace.folder / "sites" / f"{self.name}.toml"

    def bare(self, start: str, notes: tuple[str, ...] = ()) -> "Draft":
        """A draft that knows nothing of the site but where it begins."""
        from offers.profile import LinkRules
        from parsers.survey import About
        from workspace.draft import Draft

        return Draft(
            name=self.name,
            start=(start,),
            written=self.workspace.now().date(),
            reader="blocks",
            links=LinkRules(),
            about=About(),
            notes=notes,
            render=self.render,
            purpose=self.purpose,
            cleared=self.cleared,
        )

    def try_out(self, draft: "Draft", folder: Path) -> "SiteFile":
        """The site that a draft makes, read from a file in another folder. Raises `Refused`."""
        from workspace.draft import written
        from workspace.sites import read_file

        file = folder / f"{self.name}.toml"
        file.write_text(written(draft), "utf-8")
        found = read_file(file, self.workspace.settings)
        if found.faults:
            raise Refused("\n".join(f"{each.problem}; {each.remedy}" for each in found.faults))
        return found.good[self.name]

    def write(self, draft: "Draft") -> None:
        """Write the site file for good, never over another. Raises `Refused`."""
        from workspace.draft import written
        from workspace.once import write_once

        self.file.parent.mkdir(exist_ok=True)
        if not write_once(self.file, written(draft).encode(), 0o644):
            raise self.taken()

    def taken(self) -> Refused:
        return Refused(
            f"sites/{self.name}.toml is there already and was left alone: choose another name "
            "with --name, or take the file away"
        )


def newcomer(workspace: "Workspace", typed: str, name: str | None) -> Newcomer:
    """The site that somebody typed the address of. Raises `Refused`."""
    from workspace.draft import site_name
    from workspace.fault import Wrong
    from workspace.site_file import site_name as checked

    url = address(typed)
    try:
        made = Newcomer(workspace=workspace, url=url, name=checked(name or site_name(url)))
    except Wrong as wrong:
        raise Refused(f"--name: {wrong.problem}; {wrong.remedy}", Exit.USAGE) from wrong
    if made.file.exists():
        raise made.taken()
    return made


def address(typed: str, *, message: bool = False) -> str:
    """An address as people write it: without a scheme perhaps, and of a channel's own page where
    its public preview is meant; with `message` the page of the preview that ends with the message
    that it names. Raises `Refused`."""
    from workspace.fault import Wrong
    from workspace.hosts import url

    spelt = typed if "://" in typed else f"https://{typed}"
    try:
        checked = url(spelt)
    except Wrong as wrong:
        raise Refused(f"{wrong.problem}; {wrong.remedy}", Exit.USAGE) from wrong
    parts = urlsplit(checked)
    steps = [step for step in parts.path.split("/") if step]
    previewed = steps[:1] == ["s"] and (not message or len(steps) < 3)
    if parts.hostname not in TELEGRAM or not steps or previewed:
        return checked
    name, *more = steps[1:] if steps[0] == "s" else steps
    preview = f"https://{parts.hostname}/s/{name}"
    numbered = message and more and more[0].isdecimal()
    return f"{preview}?before={int(more[0]) + 1}" if numbered else preview


def related(newcomer: Newcomer, led: str) -> Newcomer | None:
    """The same site at another host of its own: `www` or not, or one below or above the other."""
    from workspace.fault import Wrong
    from workspace.hosts import host_of, url

    try:
        here, there = (host_of(url(each)).removeprefix("www.") for each in (newcomer.url, led))
    except Wrong:
        return None
    same = here == there or here.endswith(f".{there}") or there.endswith(f".{here}")
    return replace(newcomer, url=led) if same and "." in there else None
