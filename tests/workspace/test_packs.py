"""Packs of the operator: good ones count beside those that come along, bad ones stop nobody."""

import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.indicator import Tier
from parsers.indicators.combined import Packs
from parsers.indicators.pack import Change, Indicator, Near, Pack, Saying
from parsers.indicators.shipped import NAMES, shipped
from tests.workspace.test_faults import cases, told
from workspace.folder import Workspace
from workspace.pack_file import base_of, read_pack
from workspace.table import Document

Write = Callable[..., Workspace]

FOLDER = Path(__file__).parents[2] / "parsers" / "indicators" / "packs"
OWN = """\
[pack]
version = 3
changes = ["3: dogs", "2: cats"]
[sources]
DESK = "our own casework, 2026"
[signs.farm]
en = ["farm", "stable*"]
[near.dogs]
within = 6
[near.dogs.words]
en = ["dog", "dogs"]
[negations.before]
nl = ["nooit"]
[negations.behind]
nl = ["hoeft niet"]
[brands]
"Valio" = ["valio.fi", "valio.com"]
[indicators."farm.dogs"]
name = "Dogs on the premises"
tier = "medium"
weight = 1.5
definition = "Guard dogs are named."
why = "They kept people inside in two of our cases."
sources = ["DESK", "ILO11"]
needs = ["job", "farm or place", "no seeks"]
check = "scant"
[indicators."farm.dogs".phrases]
en = [["guard dog|guard dogs", "G", "guard dogs"], ["let loose ~ night", "A", "let loose", "dogs"]]
any = [["rottweiler*", "G", "a breed"]]
[indicators."farm.dogs".denials]
en = [["no dogs", "G", "there are no dogs"]]
"""
FARM = """\
[pack]
version = 1
[indicators."job.scant"]
change = "off"
[indicators."job.fee-upfront"]
change = "extend"
[indicators."job.fee-upfront".phrases]
nl = [["inschrijfgeld", "G", "fee for registration"]]
[indicators."job.vague"]
change = "override"
name = "Vague"
tier = "context"
definition = "Vague."
why = "We measured it."
sources = ["GK"]
[indicators."job.vague".phrases]
en = [["call us", "G", "call us"]]
"""


@pytest.mark.parametrize(("text", "said"), cases("pack"))
def test_whatever_is_wrong_is_said(write: Write, text: str, said: str) -> None:
    found = write({"indicators/own.toml": text}).packs()
    assert told(found.faults) == said
    assert found.good == ()


def test_every_key_arrives(write: Write) -> None:
    found = write({"indicators/own.toml": OWN}).packs()
    assert (found.faults, found.warnings) == ((), ())
    assert found.good == (
        Pack(
            name="own",
            version=3,
            changes=("3: dogs", "2: cats"),
            sources={"DESK": "our own casework, 2026"},
            indicators=(
                Indicator(
                    id="farm.dogs",
                    name="Dogs on the premises",
                    tier=Tier.MEDIUM,
                    weight=1.5,
                    definition="Guard dogs are named.",
                    why="They kept people inside in two of our cases.",
                    sources=("DESK", "ILO11"),
                    needs=(("job",), ("farm", "place"), ("no seeks",)),
                    check="scant",
                    phrases=(
                        Saying("en", ("guard dog", "guard dogs"), "G", "guard dogs"),
                        Saying("en", ("let loose ~ night",), "A", "let loose", "dogs"),
                        Saying("any", ("rottweiler*",), "G", "a breed"),
                    ),
                    denials=(Saying("en", ("no dogs",), "G", "there are no dogs"),),
                ),
            ),
            signs={"farm": {"en": ("farm", "stable*")}},
            near={"dogs": Near(6, {"en": ("dog", "dogs")})},
            before={"nl": ("nooit",)},
            behind={"nl": ("hoeft niet",)},
            brands={"Valio": ("valio.fi", "valio.com")},
        ),
    )


def test_an_own_pack_stands_over_those_that_come_along(write: Write) -> None:
    packs = write({"indicators/farm.toml": FARM}).packs().all
    old = shipped().indicators
    assert "job.scant" not in packs.indicators
    fee, vague = packs.indicators["job.fee-upfront"], packs.indicators["job.vague"]
    assert fee.phrases[:-1] == old["job.fee-upfront"].phrases
    assert fee.phrases[-1].spellings == ("inschrijfgeld",)
    assert packs.titles["job.fee-upfront"] == "offerwatch-job 2"
    assert (vague.tier, vague.weight, vague.change) == (Tier.CONTEXT, 0, Change.OVERRIDE)
    assert len(vague.phrases) == 1
    assert packs.titles["job.vague"] == "farm 1"


def test_other_packs_still_load(write: Write) -> None:
    found = write({"indicators/a.toml": FARM, "indicators/b.toml": "x = 1\n"}).packs()
    assert [pack.name for pack in found.good] == ["a"]
    assert {fault.file for fault in found.faults} == {"indicators/b.toml"}


def test_two_packs_of_one_name(write: Write) -> None:
    named = '[pack]\nversion = 1\nname = "farm"\n'
    found = write({"indicators/a.toml": named, "indicators/b.toml": named}).packs()
    assert [pack.name for pack in found.good] == ["farm"]
    assert [str(fault) for fault in found.faults] == [
        "indicators/b.toml:3: pack.name: farm is the name of another pack; take another"
    ]


def test_an_indicator_that_is_never_found_is_warned_of(write: Write) -> None:
    text = '[pack]\nversion = 1\n[indicators."farm.dogs"]\nname = "Dogs"\ntier = "weak"\n'
    text += 'definition = "Dogs."\nwhy = "Dogs."\nsources = ["GK"]\n'
    found = write({"indicators/a.toml": text}).packs()
    said = "has neither phrases nor check, and is never found; write phrases"
    place = "indicators/a.toml:3: indicators.farm.dogs"
    assert [str(warning) for warning in found.warnings] == [f"{place}: {said}"]


def test_without_own_packs_those_that_come_along_are_shared(write: Write) -> None:
    assert write().packs().all is shipped()


def test_the_example_of_the_docs_is_right(write: Write) -> None:
    text = (FOLDER.parents[2] / "docs" / "indicators.md").read_text("utf-8")
    example = text.partition("```toml\n")[2].partition("```")[0]
    found = write({"indicators/farm.toml": example}).packs()
    assert (found.faults, found.warnings) == ((), ())
    assert [one.id for one in found.good[0].indicators] == ["farm.dogs", "job.scant"]


KEYS = ("tier", "weight", "needs", "sources", "phrases.en", "denials", "change", "check", "name")


@given(
    st.dictionaries(
        st.sampled_from(KEYS),
        st.one_of(
            st.text(max_size=9),
            st.integers(),
            st.lists(
                st.one_of(st.text(max_size=5), st.lists(st.text(max_size=5), max_size=5)),
                max_size=3,
            ),
        ),
    ),
    st.text(max_size=12),
)
def test_whatever_stands_in_a_pack_it_is_read_or_a_fault(said: dict[str, object], id_: str) -> None:
    lines = [f"{key} = {json.dumps(value)}" for key, value in said.items()]
    text = f"[pack]\nversion = 1\n[indicators.{json.dumps(id_)}]\n" + "\n".join(lines)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "own.toml"
        file.write_text(text, encoding="utf-8", errors="replace")
        document = Document(file, Path(folder))
        pack = read_pack(document, shipped().indicators, base_of(shipped().packs))
        assert (pack is None) == bool(document.faults)


@pytest.mark.parametrize("name", NAMES)
def test_what_comes_along_passes_the_same_checks(name: str) -> None:
    document = Document(FOLDER / f"{name}.toml", FOLDER)
    place = NAMES.index(name)
    before = shipped().packs[:place]
    pack = read_pack(document, Packs(before).indicators, base_of(before), ())
    assert document.faults == []
    assert pack == shipped().packs[place]
    assert [warning.field for warning in document.warnings] == (
        ["indicators.mitigate.licensed"] if name == "job" else []
    )
