"""What a list of families shows of one: the document that its members add up to."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from index import understood
from offers.family import Family
from offers.life import Known


def face(known: Known) -> Family:
    """A family of one offer."""
    offer = known.offer
    countries = understood.read(offer).get("country", ())
    return Family(
        id=offer.id,
        base=offer.id,
        size=1,
        sites=(offer.site,),
        first_seen=known.first_seen,
        last_seen=known.last_seen,
        title=offer.title,
        kinds=tuple(sorted(offer.kinds)),
        languages=(offer.language.code,) if offer.language else (),
        countries=tuple(sorted({country for country in countries if country})),
    )


def summed(id: str, base: str, faces: Sequence[Family]) -> Family:
    """The family of several that have no member in common; its title is its founder's, if one of
    them is his."""
    return Family(
        id=id,
        base=base,
        size=sum(one.size for one in faces),
        sites=_all(one.sites for one in faces),
        first_seen=min(one.first_seen for one in faces),
        last_seen=max(one.last_seen for one in faces),
        title=next((one.title for one in faces if one.id == id), None),
        kinds=_all(one.kinds for one in faces),
        languages=_all(one.languages for one in faces),
        countries=_all(one.countries for one in faces),
    )


def retired(family: Family, leads_to: str | None) -> Family:
    """What is left under the id of a family that is none any more."""
    return replace(
        family,
        size=0,
        sites=(),
        title=None,
        kinds=(),
        languages=(),
        countries=(),
        leads_to=leads_to,
    )


def _all(values: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(sorted({value for some in values for value in some}))
