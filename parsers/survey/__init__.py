"""What is there on a site's pages, and the rules by which its ads could be read."""

from parsers.survey.ads import survey_ads
from parsers.survey.findings import About, AdPages, Listing, Suggestion, Way
from parsers.survey.listing import survey_listing

__all__ = ["About", "AdPages", "Listing", "Suggestion", "Way", "survey_ads", "survey_listing"]
