"""The secret is made once, whole, for nobody else to read, and never silently made anew."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from workspace.folder import Workspace
from workspace.once import write_once
from workspace.secret import NoSecret

Write = Callable[..., Workspace]

ASK = """
import sys
from pathlib import Path
from workspace.folder import Workspace

print(Workspace.open(Path(sys.argv[1])).secret.hex())
"""


def test_it_is_made_on_first_use_and_stays(write: Write, tmp_path: Path) -> None:
    workspace = write()
    first = workspace.secret
    assert len(first) == 32
    assert workspace.secret == first
    assert (tmp_path / ".secret").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir() if "secret" in file.name] == [".secret"]


def test_another_workspace_has_another(write: Write, tmp_path: Path) -> None:
    first = write().secret
    (tmp_path / ".secret").unlink()
    assert write().secret != first


def test_processes_that_ask_at_once_get_the_same(write: Write, tmp_path: Path) -> None:
    write()
    command = [sys.executable, "-c", ASK, str(tmp_path)]
    pipe = subprocess.PIPE
    asking = [subprocess.Popen(command, stdout=pipe, text=True) for _ in range(4)]
    said = {process.communicate()[0].strip() for process in asking}
    assert said == {(tmp_path / ".secret").read_bytes().hex()}


def test_once_there_is_a_store_it_is_not_replaced(write: Write, tmp_path: Path) -> None:
    workspace = write()
    with workspace.open_store():
        pass
    kept = (tmp_path / ".secret").read_bytes()
    (tmp_path / ".secret").unlink()
    with pytest.raises(NoSecret, match="put it back from your backup"):
        _ = workspace.secret
    with pytest.raises(NoSecret):
        workspace.open_store()
    assert not (tmp_path / ".secret").exists()
    (tmp_path / ".secret").write_bytes(kept)
    (tmp_path / ".secret").chmod(0o600)
    assert workspace.secret == kept


@pytest.mark.parametrize("store", ["sqlite:///{}/else%20where.db", "sqlite:///sub/offers.db"])
def test_the_store_may_lie_elsewhere(
    write: Write, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, store: str
) -> None:
    url = store.format(tmp_path_factory.mktemp("elsewhere"))
    workspace = write(settings=f'contact = "mailto:w@example.org"\nstore = "{url}"\n')
    (tmp_path / "sub").mkdir()
    with workspace.open_store():
        pass
    (tmp_path / ".secret").unlink()
    with pytest.raises(NoSecret):
        _ = workspace.secret


def test_a_store_on_a_server_knows_whether_it_was_used(
    write: Write, tmp_path: Path, elasticsearch: str, prefix: str
) -> None:
    settings = f'contact = "mailto:w@example.org"\nstore = "{elasticsearch}/{prefix}"\n'
    workspace = write(settings=settings)
    made = workspace.secret
    with workspace.open_store():
        assert workspace.secret == made
    (tmp_path / ".secret").unlink()
    with pytest.raises(NoSecret, match="put it back"):
        _ = workspace.secret


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_others_must_not_read_it(write: Write, tmp_path: Path, mode: int) -> None:
    workspace = write()
    _ = workspace.secret
    (tmp_path / ".secret").chmod(mode)
    with pytest.raises(NoSecret, match="can be read by others: run `chmod 600"):
        _ = workspace.secret


@pytest.mark.parametrize("size", [0, 31, 33])
def test_half_a_secret_is_none(write: Write, tmp_path: Path, size: int) -> None:
    workspace = write()
    (tmp_path / ".secret").write_bytes(b"x" * size)
    (tmp_path / ".secret").chmod(0o600)
    with pytest.raises(NoSecret, match="is not 32 bytes long"):
        _ = workspace.secret


def test_it_is_in_no_text_of_the_workspace(write: Write) -> None:
    workspace = write()
    secret = workspace.secret
    said = f"{workspace!r} {workspace}"
    assert repr(secret) not in said
    assert secret.hex() not in said


def test_written_once_never_over_another(tmp_path: Path) -> None:
    assert write_once(tmp_path / "a", b"first", 0o600)
    assert not write_once(tmp_path / "a", b"second", 0o600)
    assert (tmp_path / "a").read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [tmp_path / "a"]


def test_a_link_that_leads_nowhere_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "elsewhere")
    assert not write_once(tmp_path / "a", b"secret", 0o600)
    assert not (tmp_path / "elsewhere").exists()
