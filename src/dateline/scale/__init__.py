"""A corpus of any size: split into shards, coded by many processes, written as a partitioned Parquet data set.

`prepare` splits, `run_batch` codes with an engine (`by_processes` on this machine, `by_ray` on a cluster), and
`load_dataset` brings the outcome into a store. Whatever is killed and whenever, the same command goes on, and nothing
is lost or doubled.
"""
