"""What was found on a site that is being added, as a table for a person or JSON for a script."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.record import Json
from console.recording import Kept
from console.screen import Column, Screen

if TYPE_CHECKING:
    from parsers.survey import Suggestion
    from workspace.draft import Draft

COLUMNS = (
    Column(title="found", style="bold"),
    Column(title="where", style="green", folds=True),
    Column(title="example", folds=True),
    Column(title="how sure", from_width=70),
)
STYLES = {("how sure", "a guess"): "yellow"}

STEPS = (
    ("sites check", "what is wrong or missing in the file"),
    ("try", "a handful of pages, and where every field came from"),
    ("sites test", "whether the recorded pages read as you corrected them"),
    ("crawl", "all of it, into the store"),
)

Row = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """A site file that was written, and the pages that were recorded with it."""

    draft: "Draft"
    file: str
    kept: tuple[Kept, ...]
    warnings: tuple[str, ...]


def show(found: Found, screen: Screen, *, as_json: bool) -> None:
    if as_json:
        screen.json(_json(found))
        return
    draft = found.draft
    for note in draft.notes:
        screen.show(screen.text(note))
    screen.table(COLUMNS, list(_rows(draft)), styles=STYLES)
    screen.show(screen.text(f"\n{found.file}: written"))
    for each in found.kept:
        screen.show(screen.text(each.told()))
    for warning in found.warnings:
        screen.say(warning, "yellow")
    _next(found, screen)


def _rows(draft: "Draft") -> Iterator[Row]:
    from workspace.draft import example, select_of, sureness, used
    from workspace.sound import sound
    from workspace.toml_text import plain

    yield "reader", draft.reader, "", ""
    yield "start", draft.start[0], "", ""
    links = draft.links
    for name, where in (("offer", links.offer), ("next", links.next or ())):
        if where:
            said = f"{draft.offers} ads" if name == "offer" else ""
            yield f"links: {name}", ", ".join(where), said, ""
    if (way := draft.way) and (links.more or links.scroll):
        said = f'"{plain(way.said)}"' if links.more else ""
        yield f"links: {way.rule}", way.select, said, sureness(way.confidence)
    if draft.item:
        yield "item", draft.item, f"{draft.offers} ads", ""
    for url in draft.sitemaps:
        yield "sitemap", url, f"{draft.offers} pages", ""
    likely = used(draft.fields)
    for each in filter(sound, draft.fields):
        left = "" if each in likely else ", not used"
        yield each.rule.name, select_of(each.rule), example(each), sureness(each.confidence) + left


def _next(found: Found, screen: Screen) -> None:
    draft, name = found.draft, found.draft.name
    asked = [
        what
        for what, said in (("why it is watched", draft.purpose), ("who allowed it", draft.cleared))
        if not said
    ]
    screen.say("Next:")
    screen.say(f"  look through {found.file}" + (f" and say {', '.join(asked)}" if asked else ""))
    if found.kept:
        screen.say(f"  correct what is wrong in pages/{name}/*/expected.json")
    for words, why in STEPS:
        screen.say(f"  offerwatch {words} {name}   # {why}")


def _json(found: Found) -> Json:
    draft = found.draft
    return {
        "name": draft.name,
        "file": found.file,
        "reader": draft.reader,
        "render": draft.render,
        "start": [*draft.start],
        "offers": draft.offers,
        "item": draft.item,
        "links": {
            "offer": [*draft.links.offer],
            "next": [*(draft.links.next or ())],
            "more": draft.links.more,
            "scroll": draft.links.scroll,
        },
        "sitemaps": [*draft.sitemaps],
        "feeds": [*draft.feeds],
        "fields": _fields_json(draft.fields),
        "notes": [*draft.notes],
        "recorded": [each.at for each in found.kept],
        "warnings": [*found.warnings],
    }


def _fields_json(fields: "Sequence[Suggestion]") -> list[Json]:
    from workspace.draft import example, used
    from workspace.sound import sound

    likely = used(fields)
    return [
        {
            "name": each.rule.name,
            "select": [*each.rule.select],
            "attribute": each.rule.attribute,
            "listed": each.rule.listed,
            "example": example(each),
            "confidence": each.confidence,
            "used": each in likely,
        }
        for each in filter(sound, fields)
    ]
