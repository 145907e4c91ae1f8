"""What can be known of the container files without an engine: that they say what is there."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from demo.elasticsearch.cache import cache
from demo.elasticsearch.fetch import home_of
from demo.elasticsearch.java import java_for, newest_release
from demo.elasticsearch.plan import LAUNCHER
from index.elastic.roles import as_file
from tests.elasticsearch import own

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy" / "elasticsearch"
VARIABLE = re.compile(r"\$\{(\w+)(:-[^}]*)?\}")
MADE_BY_THE_USER = {"./my-watch", "./secrets"}


@pytest.fixture(scope="module")
def compose() -> Mapping[str, Any]:
    read: Mapping[str, Any] = YAML(typ="safe").load(ROOT / "compose.yaml")
    return read


def test_it_follows_the_compose_specification() -> None:
    check = ["-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", "compose.yaml"]
    done = subprocess.run([sys.executable, *check], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode()


def test_every_file_and_volume_is_there(compose: Mapping[str, Any]) -> None:
    for name, service in compose["services"].items():
        for mount in service.get("volumes", ()):
            source = VARIABLE.sub(lambda found: (found[2] or "").removeprefix(":-"), mount)
            source = source.partition(":")[0]
            if source in MADE_BY_THE_USER:
                continue
            there = source in compose["volumes"] or (ROOT / source).exists()
            assert there, f"{name}: {source}"
        for option in service.get("security_opt", ()):
            kind, _, file = option.partition("=")
            assert kind != "seccomp" or json.loads((ROOT / file).read_text("utf-8"))
    used = {
        mount.partition(":")[0] for one in compose["services"].values() for mount in one["volumes"]
    }
    assert set(compose["volumes"]) <= used


def test_every_variable_has_a_default_and_is_explained() -> None:
    explained = (ROOT / "docs" / "containers.md").read_text("utf-8")
    for name, default in VARIABLE.findall((ROOT / "compose.yaml").read_text("utf-8")):
        assert default, name
        assert f"`{name}`" in explained, name


def test_every_secret_is_made_and_handed_on(compose: Mapping[str, Any], tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    made = _run("sh", str(ROOT / "deploy" / "secrets.sh"), str(folder)).split()
    before = [Path(file).read_text("utf-8") for file in made]
    assert {Path(file).name for file in made} == set(compose["secrets"])
    assert all(len(text.strip()) >= 32 for text in before)
    assert all(Path(file).stat().st_mode & 0o077 == 0 for file in made)
    _run("sh", str(ROOT / "deploy" / "secrets.sh"), str(folder))
    assert [Path(file).read_text("utf-8") for file in made] == before
    for name, secret in compose["secrets"].items():
        assert secret["file"] == f"./secrets/{name}"
    for service in compose["services"].values():
        assert set(service.get("secrets", ())) <= set(compose["secrets"])
        text = json.dumps(service) + _scripts(service)
        named = set(re.findall(r"/run/secrets/(\w+)", text))
        assert named <= set(service.get("secrets", ()))


def _scripts(service: Mapping[str, Any]) -> str:
    """What the script that a service begins with says, and the settings that it is given."""
    told = [DEPLOY / word.rpartition("/")[2] for word in service.get("entrypoint", ())[1:]]
    if "./deploy/store:/owner:ro" in service["volumes"]:
        told.append(ROOT / "deploy" / "store" / "offerwatch.toml")
    return "".join(file.read_text("utf-8") for file in told)


def test_the_image_gets_every_room() -> None:
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    let_in = {line.removeprefix("!") for line in ignored if line.startswith("!")}
    assert all((ROOT / name).exists() for name in let_in)
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    found = project.partition("[tool.setuptools.packages.find]")[2].partition("]")[0]
    assert set(re.findall(r'"(\w+)\*"', found)) <= let_in
    copied = re.findall(
        r"^COPY (?!--from)(\S+)", (ROOT / "Dockerfile").read_text("utf-8"), re.MULTILINE
    )
    assert all((ROOT / name).exists() for name in copied)


def test_any_command_of_a_service_finds_its_workspace(compose: Mapping[str, Any]) -> None:
    """As in `docker compose run --rm store index migrate`, which puts other words in place of the
    service's own."""
    image = re.search(r"OFFERWATCH_WORKSPACE=(\S+)", (ROOT / "Dockerfile").read_text("utf-8"))
    assert image
    for service in compose["services"].values():
        if service["image"] == "offerwatch":
            where = service.get("environment", {}).get("OFFERWATCH_WORKSPACE", image[1])
            mounted = [VARIABLE.sub("", mount).split(":")[1] for mount in service["volumes"]]
            assert where in mounted
            assert "--workspace" not in service.get("command", ())


@pytest.mark.parametrize("words", [["run"], ["doctor"], ["index", "make"]])
def test_what_the_containers_run_are_commands(words: list[str]) -> None:
    files = (ROOT / "Dockerfile", ROOT / "compose.yaml")
    said = "".join(file.read_text("utf-8") for file in files)
    assert ", ".join(f'"{word}"' for word in words) in said
    assert "Usage" in _run(sys.executable, "-m", "console", *words, "--help")


@pytest.mark.parametrize(
    "script", sorted((ROOT / "deploy").rglob("*.sh")), ids=lambda file: file.name
)
def test_the_scripts_are_scripts(script: Path) -> None:
    _run("bash", "-n", str(script))


def test_the_roles_are_ours() -> None:
    assert (DEPLOY / "roles.yml").read_text("utf-8") == as_file("offerwatch")


def test_certificates_users_and_token_are_made(tmp_path: Path) -> None:
    """By the programs of a real server, twice: the second time changes nothing."""
    own()  # or skipped
    release = newest_release()
    home = tmp_path / "home"
    shutil.copytree(home_of(release, cache()), home)
    shutil.copy(DEPLOY / "roles.yml", home / "config")
    told = {**os.environ, "ES_JAVA_HOME": str(java_for(release).home), "CLI_JAVA_OPTS": LAUNCHER}
    certificates, token, secrets = (
        tmp_path / name for name in ("certificates", "token", "secrets")
    )
    for folder in (certificates, token):
        folder.mkdir()
    _run("sh", str(ROOT / "deploy" / "secrets.sh"), str(secrets))
    seen = []
    for _ in range(2):
        _run("bash", str(DEPLOY / "prepare.sh"), *map(str, (home, certificates, token)), env=told)
        _run("bash", str(DEPLOY / "users.sh"), str(home), str(secrets), env=told)
        _run("bash", str(DEPLOY / "token.sh"), str(home), str(token), env=told)
        names = ("ca.crt", "elasticsearch.crt", "elasticsearch.key")
        seen.append(
            [
                *((certificates / name).read_bytes() for name in names),
                (token / "kibana").read_bytes(),
            ]
        )
    assert seen[0] == seen[1]
    checked = _run(
        "openssl", "verify", "-CAfile", *(str(certificates / name) for name in names[:2])
    )
    assert "OK" in checked
    users = (home / "config" / "users_roles").read_text("utf-8").split()
    assert {
        "offerwatch_owner:owner",
        "offerwatch_writer:writer",
        "offerwatch_analyst:analyst",
        "kibana_admin:analyst",
    } == set(users)
    assert (token / "kibana").stat().st_mode & 0o077 == 0


def _run(*command: str, env: Mapping[str, str] | None = None) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
