"""The workspace is found in the order that docs/workspace.md promises."""

from pathlib import Path

import pytest

import workspace
from workspace import NoWorkspace

VARIABLE = "OFFERWATCH_WORKSPACE"


@pytest.fixture(autouse=True)
def no_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)


def made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "offerwatch.toml").touch()
    return folder


def config(folder: Path, text: str) -> None:
    (folder / "scrapy.cfg").write_text(text, encoding="utf-8")


def test_the_variable_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    near, far = made(tmp_path / "near"), made(tmp_path / "far")
    monkeypatch.setenv(VARIABLE, str(far))
    assert workspace.find(near) == far


def test_a_variable_that_leads_nowhere_is_no_reason_to_look_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "gone"))
    with pytest.raises(NoWorkspace, match="gone, named by the environment variable OFFERWATCH_W"):
        workspace.find(made(tmp_path / "near"))


def test_an_empty_variable_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "")
    assert workspace.find(made(tmp_path)) == tmp_path


def test_the_nearest_folder_upward(tmp_path: Path) -> None:
    made(tmp_path)
    inner = made(tmp_path / "a")
    deep = inner / "b" / "c"
    deep.mkdir(parents=True)
    assert workspace.find(deep) == inner


def test_a_workspace_far_above_comes_before_a_scrapy_cfg(tmp_path: Path) -> None:
    made(tmp_path)
    made(tmp_path / "a" / "demo")
    config(tmp_path / "a", "[offerwatch]\nworkspace = demo\n")
    assert workspace.find(tmp_path / "a") == tmp_path


def test_a_scrapy_cfg_names_a_folder_beside_it(tmp_path: Path) -> None:
    demo = made(tmp_path / "demo" / "workspace")
    config(tmp_path, "[settings]\ndefault = a.b\n[offerwatch]\nworkspace = demo/workspace\n")
    (tmp_path / "docs").mkdir()
    config(tmp_path / "docs", "[settings]\ndefault = of.another\n")
    assert workspace.find(tmp_path / "docs") == demo


def test_the_folder_where_one_stands_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(made(tmp_path))
    assert workspace.find() == tmp_path


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[offerwatch]\nworkspace = gone\n", "gone, named by .*scrapy.cfg, has no offerwatch.toml"),
        ("no section\n", "scrapy.cfg cannot be read: File contains no section headers"),
        ("[offerwatch]\nworkspace = ~nobody-here/x\n", "nobody-here/x, named by"),
        ("[offerwatch]\nworkspace = a\0b\n", "named by .*scrapy.cfg, has no offerwatch.toml"),
        ("[offerwatch]\nworkspace = loop/x\n", "named by .*scrapy.cfg, has no offerwatch.toml"),
    ],
)
def test_a_scrapy_cfg_that_will_not_do(tmp_path: Path, text: str, said: str) -> None:
    config(tmp_path, text)
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(NoWorkspace, match=said):
        workspace.find(tmp_path)


def test_there_is_none(tmp_path: Path) -> None:
    config(tmp_path, "[settings]\ndefault = a.b\n")
    with pytest.raises(NoWorkspace, match="make one with `offerwatch init DIR`"):
        workspace.find(tmp_path)
