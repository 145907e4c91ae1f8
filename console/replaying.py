"""`offerwatch sites test`: whether recorded pages still read as they should."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from console import complete, faults, options
from console.desk import workspace_of
from console.exits import Exit
from console.guide import command
from console.life_view import drawn
from console.plain import counted
from console.recording import reads_of
from console.screen import Screen, dumped
from console.site_names import site_named
from ledger.history.edits import Edit
from ledger.history.wording import pieces

if TYPE_CHECKING:
    from workspace.folder import Workspace
    from workspace.json_file import Json
    from workspace.recorded import Case
    from workspace.replay import Difference, Reads
    from workspace.sites import Sites

EXAMPLES = (
    "offerwatch sites test",
    "offerwatch sites test bazaar",
    "offerwatch sites test bazaar --accept   # what is read now is right",
)

Name = Annotated[
    str | None,
    typer.Argument(
        metavar="NAME", help="Only this site; without it, all.", autocompletion=complete.sites
    ),
]
Accept = Annotated[
    bool, typer.Option("--accept", help="Take what is read now for what must be read.")
]


def register(inner: typer.Typer) -> None:
    command(inner, "test", *EXAMPLES)(replay)


def replay(
    ctx: typer.Context, name: Name = None, *, accept: Accept = False, as_json: options.Json = False
) -> None:
    """Read the recorded pages again, without any network, and show what is read otherwise.

    Exits with 1 if something differs from what expected.json says, or if a recorded page cannot
    be used.
    """
    from workspace.recorded import PAGES, folders

    screen = Screen()
    workspace = workspace_of(ctx)
    sites = workspace.sites()
    found = folders(workspace.folder / PAGES, name)
    if name is not None and not found:
        site_named(sites, name)
    replays = _Replay(workspace, sites, screen, accept=accept, as_json=as_json)
    wrong = sum(not replays.good(folder) for folder in found)
    if not found:
        screen.say("No recorded page yet: `offerwatch sites record NAME URL`")
    said = f"{counted(len(found), 'recorded page')}, {wrong} of them not as expected"
    screen.say(said, "red" if wrong else "")
    if wrong:
        raise typer.Exit(Exit.FAILED)


class _Replay:
    """Recorded pages, one after the other; the readers of a site are made once."""

    def __init__(
        self, workspace: "Workspace", sites: "Sites", screen: Screen, *, accept: bool, as_json: bool
    ) -> None:
        self._workspace, self._sites, self._screen = workspace, sites, screen
        self._accept, self._as_json = accept, as_json
        self._reads: dict[str, Reads] = {}

    def good(self, folder: Path) -> bool:
        """Whether a page is read as expected; shows what is not."""
        from workspace.recorded import BadCase, read_case
        from workspace.recording import accept
        from workspace.replay import differences, replayed

        root = self._workspace.folder
        try:
            case = read_case(folder, root)
        except BadCase as error:
            faults.report(self._screen, error.faults, (), as_json=self._as_json)
            return False
        found = replayed(case, self._reads_of(folder.parent.name))
        differing = differences(case, found)
        for each in differing:
            self._tell(case, each)
        if differing and self._accept:
            accept(folder, root, found)
            self._screen.say(f"{case.name}: accepted")
        return not differing or self._accept

    def _reads_of(self, name: str) -> "Reads":
        if name not in self._reads:
            self._reads[name] = reads_of(self._workspace, site_named(self._sites, name))
        return self._reads[name]

    def _tell(self, case: "Case", each: "Difference") -> None:
        file = f"{case.folder.relative_to(self._workspace.folder)}/expected.json"
        if self._as_json:
            told = {"expected": each.expected, "found": each.found}
            place: dict[str, Json] = {"case": case.name, "file": file, "line": each.line}
            self._screen.json({**place, "field": each.at, **told})
            return
        before, after = _words(each.expected), _words(each.found)
        self._screen.show(self._screen.text(f"{file}:{each.line}", "bold"))
        edit = Edit(field=each.at, pieces=tuple(pieces(before, after)))
        self._screen.show(drawn(edit, self._screen))


def _words(value: "Json") -> str:
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return "\n".join(map(str, value))
    return value if isinstance(value, str) else dumped(value)
