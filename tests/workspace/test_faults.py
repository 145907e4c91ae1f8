"""Whatever can be wrong in a file of the operator is said, with line, field and the way out."""

from collections.abc import Callable
from pathlib import Path

import pytest

from workspace.fault import Fault
from workspace.folder import Workspace
from workspace.settings import WrongSettings

Write = Callable[..., Workspace]


def cases(name: str) -> list[object]:
    """The cases of faults/NAME.txt, as arguments for a test: a file and what is said about it."""
    text = (Path(__file__).parent / "faults" / f"{name}.txt").read_text(encoding="utf-8")
    found: list[object] = []
    for block in text.split("=== ")[1:]:
        title, _, rest = block.partition("\n")
        file, _, said = rest.partition("---\n")
        found.append(pytest.param(file, said.strip(), id=title))
    return found


def told(faults: tuple[Fault, ...]) -> str:
    return "\n".join(str(fault).removeprefix(f"{fault.file}:") for fault in faults)


@pytest.mark.parametrize(("text", "said"), cases("site"))
def test_site(write: Write, text: str, said: str) -> None:
    found = write({"sites/bazaar.toml": text}).sites()
    assert told(found.faults) == said
    assert found.good == {}


@pytest.mark.parametrize(("text", "said"), cases("rule"))
def test_rule(write: Write, text: str, said: str) -> None:
    found = write({"alerts/waiters.toml": text}).rules()
    assert told(found.faults) == said
    assert found.good == {}


@pytest.mark.parametrize(("text", "said"), cases("settings"))
def test_settings(write: Write, text: str, said: str) -> None:
    with pytest.raises(WrongSettings) as caught:
        write(settings=text)
    assert told(caught.value.faults) == said
    assert "hunter2" not in str(caught.value)
