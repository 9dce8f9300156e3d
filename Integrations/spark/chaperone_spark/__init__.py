"""Chaperone over mail dumps on a Spark cluster: splits, verdicts as Parquet, and coverage that adds up."""

__version__ = "0.1.0"
