"""Is this a page of the site's own, or what stands in the way of one?

Judged with care in both directions: signs of services count only where a page says little else,
words only where they are what the page is about. Nothing is quoted from the page.
"""

from parsers.walls.judge import Wall, wall

__all__ = ["Wall", "wall"]
