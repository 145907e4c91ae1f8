"""The home of the index in Elasticsearch: the only place that speaks to it.

Every offer has one slot, a document in the part `offers` whose id is the offer's. What it holds
decides: an open life, a seal, a tombstone, or nothing. It is written under `if_seq_no` (or
`op_type=create`), so that one of several writers wins, and it names the documents of the history
that count. Those are written before it, under ids that no other attempt uses: what a crash or a
lost race leaves behind is named by no slot, and so never read.
"""
