"""The tables that are left for analysts, made of what the executors wrote."""

from pyspark.sql import functions as f

from .program import shown
from .schema import CONCERNS, SCANNED, ddl

#: Where the rows of all waves lie until the tables are made.
SCAN = "scan"


def read_scan(spark, folder):
    """The rows that the executors wrote, with the wave that each belongs to."""
    return spark.read.schema(f"{ddl(SCANNED)}, `wave` int").parquet(folder.path(SCAN))


def write_tables(spark, folder, leaves, problems):
    """Writes `messages`, `findings`, `concerns`, `coverage` and `skipped`, in place of what is there.

    - Parameter leaves: the wave whose coverage counts, by the split's id.
    - Parameter problems: what could not be listed, pairs of a name and why.
    """
    scan = read_scan(spark, folder)
    verdicts = scan.where("coverage is null")
    place = ["split", "id", "source", "offset"]

    _write(verdicts.drop("findings", "coverage", "wave"), folder, "messages", "risk")
    found = verdicts.select(*place, f.posexplode("findings").alias("number", "finding"))
    _write(found.select(*place, "number", "finding.*"), folder, "findings", "concern")
    scores = f.array(
        *(f.struct(f.lit(name).alias("concern"), f"concerns.{name}.score", f"concerns.{name}.level") for name in CONCERNS)
    )
    scored = verdicts.select(*place, f.explode(scores).alias("one")).select(*place, "one.*").where("score > 0")
    _write(scored, folder, "concerns", "concern")

    counted = spark.createDataFrame(list(leaves.items()), "split string, wave int")
    records = scan.where("coverage is not null").join(f.broadcast(counted), ["split", "wave"])
    records = records.select("split", "wave", "coverage.*").coalesce(max(1, len(leaves) // 10_000))
    _write(records.drop("skipped"), folder, "coverage")
    skipped = records.select("split", f.explode("skipped").alias("entry")).select("split", "entry.*")
    unlisted = [(None, shown(name), None, None, why) for name, why in problems]
    listed = spark.createDataFrame(unlisted, skipped.schema)
    _write(skipped.unionByName(listed).coalesce(max(1, len(leaves) // 10_000)), folder, "skipped")


def _write(table, folder, name, by=None):
    writer = table.write.mode("overwrite").option("compression", "zstd")
    if by:
        writer = writer.partitionBy(by)
    writer.parquet(folder.path(name))
