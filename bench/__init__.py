"""Benchmarks: what Offerwatch costs, beside what one would write without it.

`make bench` runs all that end within minutes, `make bench-long` the same with larger sizes, and
`python -m bench.NAME` one of them; each has `--help`, `--quick` (a look at whether it works at
all) and `--json` (for scripts).

How to read them. Every line is a figure with the spread of its rounds, and its goal where there
is one. CPU seconds count, not time on the clock: other programs slow the machine down, and while
we wait for a site nothing is spent. Even CPU seconds differ by a third from hour to hour on a
machine that others use too. So the figures to trust are ratios: both sides are measured in turns,
pair by pair, within one run; a pair gives one ratio, and the median of the pairs is the figure.
Milliseconds stand beside it to say where a ratio comes from; they hold for one machine and hour.
"""
