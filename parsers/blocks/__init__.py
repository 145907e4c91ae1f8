"""The repeated blocks of a page: which of them are ads, and what stands where in each."""
