"""Queries as people type them, all of which can be read: nested, in all scripts, with dates."""

from hypothesis import strategies as st

from index.fields import FIELDS, TEXTS, FieldType
from tests.index.making import WORDS
from tests.index.queries import KEYWORDS, VALUES

DATES = sorted(name for name, field in FIELDS.items() if field.type is FieldType.DATE)
NUMBERS = sorted(name for name, field in FIELDS.items() if field.type is FieldType.NUMBER)

SIGNS = str.maketrans({sign: f"\\{sign}" for sign in '\\+-!():^[]"{}~*?|&/'})


def escaped(word: str) -> str:
    return word.translate(SIGNS)


plain = st.sampled_from(WORDS).map(escaped)
begun = st.builds(lambda word, length: escaped(word[:length]) + "*", st.sampled_from(WORDS),
                  st.integers(1, 4))  # fmt: skip
broken = st.builds(lambda one, other: f"{escaped(one)}\\-{escaped(other[:2])}*",
                   st.sampled_from(WORDS), st.sampled_from(WORDS))  # fmt: skip
phrases = st.lists(st.sampled_from(WORDS), max_size=3).map(
    lambda several: '"' + " ".join(several).replace('"', "") + '"'
)
words = st.one_of(plain, begun, broken, phrases)
in_text = st.builds("{}:{}".format, st.sampled_from(sorted(TEXTS)), words)
keywords = st.sampled_from(KEYWORDS).flatmap(
    lambda name: st.builds(
        lambda value, star: f"{name}:{escaped(value)}*" if star else f'{name}:"{value}"',
        st.sampled_from(VALUES[name]).filter(bool),
        st.booleans(),
    )
)
exists = st.builds("{}:*".format, st.sampled_from(sorted(FIELDS)))

days = st.builds("2026-{:02}-{:02}".format, st.integers(1, 5), st.integers(1, 28))
moments = st.one_of(
    days,
    st.builds("2026-{:02}".format, st.integers(1, 12)),
    st.sampled_from(["2026", "2025", "now"]),
    st.builds(lambda day, hour: f'"{day}T{hour:02}"', days, st.integers(0, 23)),
    st.builds(lambda day, hour: f'"{day}T{hour:02}:30:00+05:45"', days, st.integers(0, 23)),
    st.builds(
        "now{}{}{}".format, st.sampled_from("+-"), st.integers(0, 90), st.sampled_from("Mwdh")
    ),
    st.builds(
        "now-{}{}/{}".format,
        st.integers(0, 40),
        st.sampled_from("Mwdh"),
        st.sampled_from("yMwdhms"),
    ),
    st.builds("{}||{}".format, days, st.sampled_from(["/w", "/M", "+1M", "-1d/d", "/y-1d"])),
)
amounts = st.sampled_from(["0", "500", "1500.5", "1500.50", "2500", "3000", "-1"])


def between(field: str, values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A comparison or a range, with brackets of either kind."""
    ends = values | st.just("*")
    compared = st.builds("{}:{}{}".format, st.just(field), st.sampled_from([">", ">=", "<", "<="]),
                         values)  # fmt: skip
    ranged = st.builds(
        "{}:{}{} TO {}{}".format,
        *(st.just(field), st.sampled_from("[{"), ends, ends, st.sampled_from("]}")),
    )
    return compared | ranged


ranges = st.one_of(
    st.sampled_from(DATES).flatmap(lambda name: between(name, moments)),
    st.sampled_from(NUMBERS).flatmap(lambda name: between(name, amounts)),
    st.builds("{}:{}".format, st.sampled_from(DATES), days),
)
leaves = st.one_of(words, words, in_text, keywords, ranges, ranges, exists, st.just("*"))
operators = st.sampled_from(["AND", "OR", "AND NOT", "OR NOT"])
typed = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, operators, inner),
        st.builds("NOT ({})".format, inner),
        st.builds("({} {} -{})".format, inner, inner, inner),
    ),
    max_leaves=8,
)
