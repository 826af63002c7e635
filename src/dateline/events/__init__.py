"""Claims of many articles into events: judgements, clusters, origins, records. Import from its modules.

A report is not an event: ten reprints of one wire story are ten articles and one event with one distinct origin.
"""
