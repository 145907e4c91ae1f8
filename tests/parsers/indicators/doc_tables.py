"""The tables of docs/indicators.md, made of the packs.

`python -m tests.parsers.indicators.doc_tables` writes them into it.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from parsers.indicators.pack import CONDITIONS, Indicator, Pack
from parsers.indicators.shipped import shipped

DOCUMENT = Path(__file__).parents[3] / "docs" / "indicators.md"
MARK = "<!-- made of the packs: {} -->"


def conditions() -> Iterator[str]:
    yield from ("| word of `needs` | holds where |", "|---|---|")
    yield from (f"| `{word}` | {said} |" for word, said in CONDITIONS.items())


def indicators() -> Iterator[str]:
    for pack in shipped().packs:
        yield from (f"### {pack.title}", "")
        yield from (
            "| indicator | tier, weight | what and why | needs, check | sources |",
            "|" + "---|" * 5,
        )
        yield from map(_row, pack.indicators)
        yield ""


def _row(one: Indicator) -> str:
    needs = "; ".join(" or ".join(each) for each in one.needs)
    check = f"check `{one.check}`" if one.check else ""
    told = f"**{one.name}.** {one.definition} *{one.why}*"
    cells = (
        f"`{one.id}`",
        f"{one.tier} {one.weight:g}",
        told,
        "; ".join(filter(None, (needs, check))),
        ", ".join(one.sources),
    )
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def phrases() -> Iterator[str]:
    sayings = [
        (saying, spelt)
        for one in shipped().indicators.values()
        for saying in (*one.phrases, *one.denials)
        for spelt in saying.spellings
    ]
    letters = Counter(saying.provenance for saying, _ in sayings)
    codes = Counter(saying.language for saying, _ in sayings)
    by_letter = ", ".join(f"{letter} {letters[letter]}" for letter in "SJAG")
    by_code = ", ".join(f"{code} {count}" for code, count in codes.most_common())
    yield f"{len(sayings)} phrases by where they are from: {by_letter}. By language: {by_code}."


def sources() -> Iterator[str]:
    yield from (f"- **{key}**: {said}" for key, said in sorted(shipped().sources.items()))


def changes() -> Iterator[str]:
    yield from (f"- {pack.name} {said}" for pack in shipped().packs for said in _log(pack))


def _log(pack: Pack) -> tuple[str, ...]:
    return pack.changes


PARTS = {
    "conditions": conditions,
    "indicators": indicators,
    "phrases": phrases,
    "sources": sources,
    "changes": changes,
}


def part(name: str) -> str:
    """One of the tables, between its marks."""
    mark, end = MARK.format(name), MARK.format(f"end of {name}")
    return "\n".join((mark, "", *PARTS[name](), "", end)).replace("\n\n\n", "\n\n")


def write() -> None:
    """Put today's tables in the place of yesterday's."""
    text = DOCUMENT.read_text("utf-8")
    for name in PARTS:
        before, _, rest = text.partition(MARK.format(name))
        _, end, after = rest.partition(MARK.format(f"end of {name}"))
        assert end, name
        text = before + part(name) + after
    DOCUMENT.write_text(text, "utf-8")


if __name__ == "__main__":
    write()
