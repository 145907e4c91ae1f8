"""What is wrong in the operator's files, as lines for a person or objects for a script."""

from collections.abc import Iterable, Sequence

from console.plain import counted
from console.record import Json
from console.screen import Screen
from workspace.fault import Fault


def report(
    screen: Screen, faults: Sequence[Fault], warnings: Sequence[Fault], *, as_json: bool
) -> None:
    """All findings on stdout: file, line, field, what is wrong, what is right."""
    for level, style, found in (("fault", "red", faults), ("warning", "yellow", warnings)):
        for fault in found:
            if as_json:
                screen.json(_json(fault, level))
            else:
                screen.show(screen.text(f"{level}: {fault}", style))
    screen.say(f"{counted(len(faults), 'fault')}, {counted(len(warnings), 'warning')}")


def _json(fault: Fault, level: str) -> dict[str, Json]:
    return {
        "level": level,
        "file": fault.file,
        "line": fault.line,
        "field": fault.field,
        "problem": fault.problem,
        "remedy": fault.remedy,
    }


def of_file(faults: Iterable[Fault], folder: str, name: str | None) -> tuple[Fault, ...]:
    """The faults of `folder/name.toml`, or all of them."""
    wanted = f"{folder}/{name}.toml"
    return tuple(fault for fault in faults if name is None or fault.file == wanted)
