"""The line finder knows every key that tomllib knows, and finds it where it stands."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from workspace.fault import Keys
from workspace.toml_lines import lines


def paths(value: object, keys: Keys = ()) -> Iterator[tuple[Keys, object]]:
    """Every key and list element of what tomllib read, with its value."""
    if keys:
        yield keys, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from paths(inner, (*keys, key))
    if isinstance(value, list):
        for number, inner in enumerate(value):
            yield from paths(inner, (*keys, number))


KEYS = st.one_of(
    st.sampled_from(["a", "b-c", "d_1", "127", "true", "inf"]),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=4),
    st.sampled_from(["", "a.b", "[x]", "# no", '"', "'", "=", "\u2028", "ключ"]),
)
BREAKS = st.sampled_from(["", " ", "\t", "\n", "\r\n", "\n # ] } , = [[x]]\n", "\n\n  "])
GAPS = st.sampled_from(["", " ", "\t "])


@dataclass
class Writer:
    """Writes a TOML text of random dress around scalars that are found again by their number."""

    draw: st.DrawFn
    marks: Iterator[int] = field(default_factory=lambda: iter(range(1000, 100_000)))

    def gap(self) -> str:
        return self.draw(GAPS)

    def key(self, name: str) -> str:
        plain = name.isascii() and name.replace("-", "a").replace("_", "a").isalnum()
        dress = self.draw(st.sampled_from(["bare", "basic", "literal"]))
        if dress == "bare" and plain:
            return name
        if dress == "literal" and "'" not in name:
            return f"'{name}'"
        return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'

    def scalar(self) -> str:
        mark = next(self.marks)
        shapes = [
            f"{mark}",
            f"{mark}.5",
            f"{mark}-01-02 03:04:05Z" if mark < 10_000 else f"{mark}",
            f'"{mark} # ] }} = \\" \\\\"',
            f"'{mark} # [ \\'",
            f'"""{mark}\n\n"" = [ # \\"""" \u2028 """""',
            f"'''{mark}\r\n'' ''''",
            f'"""{mark}"""',
        ]
        return self.draw(st.sampled_from(shapes))

    def value(self, depth: int) -> str:
        shape = self.draw(st.sampled_from(["scalar", "scalar", "list", "table"]))
        if shape == "scalar" or depth == 0:
            return self.scalar()
        size = self.draw(st.integers(0, 3))
        if shape == "list":
            parts = [
                self.draw(BREAKS) + self.value(depth - 1) + self.draw(BREAKS) for _ in range(size)
            ]
            comma = self.draw(st.sampled_from(["", ","])) if parts else ""
            return "[" + ",".join(parts) + comma + self.draw(BREAKS) + "]"
        names = self.draw(st.lists(KEYS, max_size=size, unique=True))
        return "{" + ",".join(self.pair([name], depth - 1) for name in names) + "}"

    def pair(self, names: list[str], depth: int) -> str:
        dotted = (self.gap() + "." + self.gap()).join(map(self.key, names))
        return f"{self.gap()}{dotted}{self.gap()}={self.gap()}{self.value(depth)}{self.gap()}"

    def body(self) -> str:
        names = self.draw(st.lists(KEYS, max_size=3, unique=True))
        rows = [self.pair(self.dotted(name), 3) for name in names]
        return "".join(
            row + self.draw(st.sampled_from(["\n", "\r\n", " # x = 1\n\n"])) for row in rows
        )

    def dotted(self, first: str) -> list[str]:
        return [first, *self.draw(st.lists(KEYS, max_size=2))]

    def text(self) -> str:
        parts = [self.body()]
        for name in self.draw(st.lists(KEYS, max_size=3, unique=True)):
            path = self.dotted("table " + name)
            header = self.gap() + ".".join(map(self.key, path)) + self.gap()
            if self.draw(st.booleans()):
                parts += [f"[[{header}]]\n{self.body()}" for _ in range(2)]
                parts.append(f"[{header}.deep]\n{self.body()}")
            else:
                parts.append(f" [{header}]#]\n{self.body()}")
        return "".join(parts)


@st.composite
def toml_texts(draw: st.DrawFn) -> str:
    return Writer(draw).text()


def read(text: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        reject()  # two dotted keys got in each other's way


def mark(value: object) -> str:
    """The number that a scalar of `Writer` begins with."""
    return str(value)[:4]


@given(toml_texts())
def test_every_key_has_the_line_it_stands_on(text: str) -> None:
    data = read(text)
    found = lines(text)
    rows = text.split("\n")
    known = dict(paths(data))
    assert found.keys() == known.keys()
    for keys, value in known.items():
        if not isinstance(value, dict | list):
            assert mark(value) in rows[found[keys] - 1]


CASES = {
    "a table's header, not its first key": ("\n[links]\noffer = 'a'\n", ("links",), 2),
    "a key of a table": ("x = 1\n[links]\n\noffer = 'a'\n", ("links", "offer"), 4),
    "a dotted key": ("x = 1\nlinks.pages.last = 3\n", ("links", "pages", "last"), 2),
    "an element of a list over lines": ("start = [\n  'a',\n  # b\n  'b',\n]", ("start", 1), 4),
    "a key after a text of many lines": ('p = """\n[x]\ny = 1\n"""\nz = 1', ("z",), 5),
    "a key of an inline table": ("[fields]\n\na = {select = 'x', y = 1}", ("fields", "a", "y"), 3),
    "the second of several tables": ("[[a]]\nx=1\n[[a]]\nx=2", ("a", 1, "x"), 4),
}


@pytest.mark.parametrize(("text", "keys", "line"), CASES.values(), ids=CASES)
def test_line(text: str, keys: Keys, line: int) -> None:
    assert lines(text)[keys] == line


@pytest.mark.parametrize("text", ["a = ", "[", "a = [1 2]", "= 1", 'a = "x', "a = {b}", "\0"])
def test_what_is_not_toml_has_few_lines_and_no_crash(text: str) -> None:
    assert set(lines(text).values()) <= {1}


@given(st.text("[]{}='\"\\,.#a1 \n"))
def test_any_text_comes_to_an_end(text: str) -> None:
    assert all(1 <= line <= text.count("\n") + 1 for line in lines(text).values())


def test_deep_nesting_comes_to_an_end() -> None:
    assert lines("a = " + "[" * 10_000)[("a",)] == 1
