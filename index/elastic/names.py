"""Documents that a slot names: of what it does not name, nothing is ever read."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from index.elastic.cluster import Action
from index.elastic.layout import Part


def document_name(id_: str, attempt: str) -> str:
    """The id of the document in which an attempt to write puts a thing; no other attempt uses
    it."""
    return f"{id_}-{attempt}"


def thing(document: str) -> str:
    """The id of what a document is of."""
    return document.rpartition("-")[0]


def made_by(document: str, attempt: str) -> bool:
    return document.endswith(f"-{attempt}")


@dataclass(slots=True)
class Names:
    """The documents that a slot will name, in order and one for each thing; and those of them
    that are still to be written."""

    part: Part
    attempt: str
    offer: str
    documents: dict[str, str]
    superseded: list[str] = field(default_factory=list)
    _new: dict[str, Action] = field(default_factory=dict)

    @classmethod
    def of(cls, part: Part, attempt: str, offer: str, documents: Iterable[str]) -> Self:
        return cls(part, attempt, offer, {thing(one): one for one in documents})

    def __contains__(self, id_: str) -> bool:
        return id_ in self.documents

    def write(self, id_: str, body: str) -> None:
        """Name a thing's document and write it, in the place of an older one of that thing."""
        name = document_name(id_, self.attempt)
        older = self.documents.get(id_, name)
        if older != name:
            self.superseded.append(older)
        self.documents[id_] = name
        self._new[name] = Action(self.part, name, body, about=self.offer)

    @property
    def actions(self) -> tuple[Action, ...]:
        return tuple(self._new.values())

    @property
    def named(self) -> tuple[str, ...]:
        return tuple(self.documents.values())
