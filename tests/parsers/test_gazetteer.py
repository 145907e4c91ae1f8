"""The tables of places: as folding wants them, sorted as they are searched."""

from importlib import resources

from parsers.fold import fold
from parsers.letters import table
from parsers.places import gazetteer
from parsers.places.gazetteer import beginning, known
from parsers.words import cut


def test_names_are_folded_and_sorted() -> None:
    """Written anew by whoever changes the folding: `python -m parsers.places.make FOLDER`."""
    names = [line.split(b"\t")[0] for line in gazetteer._cities()]
    assert gazetteer._cities() == sorted(gazetteer._cities())
    other = [name.decode() for name in names[::7] if _key(name.decode()) != name.decode()]
    assert other == []


def _key(name: str) -> str:
    return " ".join(cut(fold(name).text))


def test_every_name_leads_to_a_place() -> None:
    for line in gazetteer._cities()[::50]:
        for id_ in line.decode().split("\t")[1].split(" "):
            assert known(f"geonames:{id_}").spot.id == f"geonames:{id_}"


def test_every_hot_spot_is_found_by_its_names() -> None:
    for row in table("hotspots.tsv"):
        for name in row[7].split("|"):
            first, *rest = cut(fold(name).text)
            ids = beginning(first).get(tuple(rest), ())
            ids += gazetteer.unspaced().get("".join((first, *rest)), ())
            assert row[0] in ids, name


def test_sources_and_licences_are_named() -> None:
    tables = ("gazetteer_names.tsv", "gazetteer_spots.tsv", "hotspots.tsv", "city_names.tsv")
    for name in tables:
        path = resources.files("parsers.data").joinpath(name)
        with path.open(encoding="utf-8") as lines:
            assert "GeoNames" in (first := next(lines))
        assert "CC BY 4.0" in first
