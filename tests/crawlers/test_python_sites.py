"""docs/python-sites.md: its example is a whole one, and does what the page says it does."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

from crawlers.process import Exit
from index.query.tree import Everything
from offers.offer import Offer
from offers.run import Coverage, End
from tests.crawlers.desk import ROOT, Desk
from tests.crawlers.web import Answer, Web

PAGE = (ROOT / "docs/python-sites.md").read_text("utf-8")
MOST = 29
"""Lines of a Python site."""


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def quayside(desk: Desk, web: Web) -> Web:
    """The board of the page, its two answers and as many as they lead to."""
    listing, first = blocks("json")
    second = {"id": 18, "title": "Net menders", "text": "By day.", "phone": "+1 202 555 0138"}
    last = {"jobs": [{"id": 17}], "further": []}
    kind = "application/json"
    web.routes |= {
        "/api/jobs": Answer(listing, type=kind),
        "/api/jobs?from=18": Answer(json.dumps(last), type=kind),
        "/api/jobs/17": Answer(first, type=kind),
        "/api/jobs/18": Answer(json.dumps(second), type=kind),
    }
    (toml,) = blocks("toml")
    local = f'private_hosts = ["{web.address}"]\ndelay = 0\n'
    start = toml.replace("https://quayside.example", web.url("").rstrip("/"))
    (desk.folder / "sites/quayside.toml").write_text(start.replace("\n\n[", f"\n{local}\n[", 1))
    (desk.folder / "sites/quayside.py").write_text(blocks("python")[0])
    return web


def offers(desk: Desk) -> dict[str | None, Offer]:
    with desk.store() as store:
        return {known.offer.title: known.offer for known in store.index.search(Everything()).offers}


def offerwatch(desk: Desk, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "console", "-w", str(desk.folder), *arguments],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


@pytest.mark.fresh
def test_the_example_is_crawled(desk: Desk, quayside: Web) -> None:
    done = desk.crawl("quayside")
    assert done.returncode == Exit.DONE, done.stderr
    (run,) = desk.runs()
    assert (run.end, run.coverage, run.counts.get("problems", 0)) == (End.OK, Coverage.FULL, 0)
    found = offers(desk)
    assert found.keys() == {"Fish packers", "Net menders"}
    packers = found["Fish packers"]
    assert packers.said["place"] == "Oostende"
    assert [(str(money.low), money.currency) for money in packers.money] == [("11.40", "EUR")]
    assert packers.published
    assert packers.published.at.date().isoformat() in {"2026-11-01", "2026-11-02"}
    assert [contact.value for contact in packers.contacts] == ["+12025550137"]
    assert len(quayside.asked) == len(set(quayside.asked))


def test_the_example_is_tried_in_the_shell(desk: Desk, quayside: Web) -> None:
    typed = "".join(line.removeprefix(">>> ") for line in blocks("python")[1].splitlines(True))
    command = [sys.executable, "-m", "scrapy", "shell", "--spider", "quayside"]
    done = subprocess.run(
        [*command, quayside.url("/api/jobs")],
        input=typed.replace("https://quayside.example", quayside.url("").rstrip("/")),
        cwd=desk.folder, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert "/api/jobs/18" in done.stdout, done.stderr
    assert "Fish packers" in done.stdout
    assert (offers(desk), desk.runs()) == ({}, [])


def test_the_example_is_recorded_and_replayed(desk: Desk, quayside: Web) -> None:
    tried = offerwatch(desk, "try", "quayside")
    assert tried.returncode == 0, tried.stderr
    assert "Net menders" in tried.stdout
    for path in ("/api/jobs", "/api/jobs/17"):
        done = offerwatch(desk, "sites", "record", "quayside", quayside.url(path))
        assert done.returncode == 0, done.stderr
    before = len(quayside.asked)
    assert offerwatch(desk, "sites", "test", "quayside").returncode == 0
    assert len(quayside.asked) == before
    file = desk.folder / "sites/quayside.py"
    file.write_text(file.read_text().replace('"town": "place"', '"town": "employer"'))
    done = offerwatch(desk, "sites", "test", "quayside")
    assert done.returncode == 1
    assert "Oostende" in done.stdout + done.stderr


def test_what_the_site_changes_is_a_problem_with_its_line(desk: Desk, quayside: Web) -> None:
    quayside.routes["/api/jobs/18"] = Answer('{"id": 18}', type="application/json")
    assert desk.crawl("quayside").returncode == Exit.DONE
    (problem,) = desk.problems()
    assert problem.url == quayside.url("/api/jobs/18")
    assert "KeyError in quayside.py, line" in problem.reason


def python_sites() -> Iterator[tuple[str, str]]:
    yield "the example", blocks("python")[0]
    for folder in ("crawlers/sites", "parsers/sites"):
        for file in sorted((ROOT / folder).glob("[!_]*.py")):
            yield file.relative_to(ROOT).as_posix(), file.read_text("utf-8")


@pytest.mark.parametrize(("name", "text"), list(python_sites()))
def test_a_python_site_is_short(name: str, text: str) -> None:
    assert len(text.splitlines()) <= MOST, name


def test_all_that_the_page_names_is_there() -> None:
    for dotted in sorted(set(re.findall(r"`((?:parsers|offers|crawlers)(?:\.\w+)+)", PAGE))):
        module, _, name = dotted.rpartition(".")
        code = f"import importlib; getattr(importlib.import_module({module!r}), {name!r})"
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, timeout=60)
    for file in re.findall(r"`((?:parsers|crawlers)/[\w/]+\.py)`", PAGE):
        assert (ROOT / file).is_file()
