"""The packs of indicators that come with Offerwatch."""
