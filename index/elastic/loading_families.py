"""Entries about offers that are alike become documents."""

from collections.abc import Callable, Mapping

from index.codec import decode
from index.elastic import kin, likened
from index.elastic.cluster import Action
from index.elastic.layout import Part
from index.entries import Entry, EntryKind
from offers.family import Decision, Family, Kin, Link, Ruling

PARTS = (Part.KIN, Part.LINKS, Part.FAMILIES, Part.TABLES)

WRITING: Mapping[EntryKind, Callable[[Entry], Action]] = {
    EntryKind.KIN: lambda one: kin.writing(decode(Kin, one.document)),
    EntryKind.LINK: lambda one: likened.link(decode(Link, one.document)),
    EntryKind.FAMILY: lambda one: likened.family(decode(Family, one.document)),
    EntryKind.DECISION: lambda one: likened.decision(decode(Decision, one.document)),
    EntryKind.RULING: lambda one: likened.ruling(decode(Ruling, one.document)),
}
