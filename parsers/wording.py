"""The words of one ad, folded once for everyone who reads them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from offers.ad import Ad
from offers.span import Span
from parsers.fold import Folded, clean, fold


@dataclass(frozen=True)
class Written:
    """One stored field as published; folded for matching, and cleaned of disguises only, when
    first asked."""

    field: str
    text: str

    @cached_property
    def folded(self) -> Folded:
        return fold(self.text)

    @cached_property
    def cleaned(self) -> Folded:
        return clean(self.text)

    def span(self, start: int, end: int) -> Span:
        """Where a stretch of the folded text was published."""
        return Span(self.field, *self.folded.original(start, end))

    def span_cleaned(self, start: int, end: int) -> Span:
        """Where a stretch of the cleaned text was published."""
        return Span(self.field, *self.cleaned.original(start, end))

    def raw(self, span: Span) -> str:
        """The published words of a span."""
        return self.text[span.start : span.end]

    def whole(self) -> Span | None:
        """The field without the blanks around it, or `None` if nothing is left."""
        inner = self.text.strip()
        start = self.text.find(inner)
        return Span(self.field, start, start + len(inner)) if inner else None


@dataclass(frozen=True, slots=True)
class Wording:
    """Title, text and labelled values of one ad."""

    title: Written | None
    text: Written | None
    said: Mapping[str, Written]

    @classmethod
    def of(cls, ad: Ad) -> "Wording":
        title = Written("title", ad.title) if ad.title else None
        text = Written("text", ad.text) if ad.text else None
        return cls(title, text, {name: Written(name, value) for name, value in ad.said.items()})

    def prose(self) -> Iterator[Written]:
        """Title and text, as far as there are any."""
        yield from (field for field in (self.title, self.text) if field)
