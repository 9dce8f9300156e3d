"""What runs on the executors: one split a task, its verdicts and its coverage as rows."""

import os
import socket
import tempfile

import pyarrow as pa

from .program import SplitFailed, shown
from .schema import COVERAGE, SCANNED

#: Rows of one batch that goes to the JVM.
BATCH_ROWS = 5000


class Worker:
    """Scans the splits of a wave; each partition holds the number of one.

    Nothing is handed on before the program has ended well, so a failed run leaves no rows. It is raised, and Spark tries
    it again elsewhere; the last attempt answers with a coverage row that says `lost`.
    """

    def __init__(self, program, splits, attempts):
        """`splits` is a broadcast list of a wave's splits."""
        self.program = program
        self.splits = splits
        self.attempts = attempts

    def scan_all(self, batches):
        """The rows of the splits whose numbers are given."""
        for batch in batches:
            for number in batch.column(0).to_pylist():
                yield from self.scan(self.splits.value[number], attempt())

    def scan(self, split, attempt):
        """The rows of a split."""
        with tempfile.TemporaryDirectory(prefix="chaperone-", dir=scratch()) as folder:
            try:
                outcome = self.program.run(split, folder)
            except SplitFailed as failure:
                if attempt + 1 < self.attempts:
                    raise
                yield coverage_row(
                    split,
                    state="lost",
                    attempt=attempt,
                    exit_code=failure.exit_code,
                    error=f"{failure} (on {socket.gethostname()})",
                )
                return
            for batch in outcome.verdicts():
                for start in range(0, batch.num_rows, BATCH_ROWS):
                    yield rows(split, batch.slice(start, BATCH_ROWS))
            yield coverage_row(
                split, state="complete", attempt=attempt, exit_code=outcome.exit_code, **outcome.coverage
            )


def attempt():
    """Which attempt of its task this is, from 0."""
    from pyspark import TaskContext

    context = TaskContext.get()
    return context.attemptNumber() if context else 0


def scratch():
    """A folder for what is fetched and put down: Spark's own, which it removes with the application."""
    for folder in os.environ.get("SPARK_LOCAL_DIRS", "").split(","):
        if folder and os.access(folder, os.W_OK):
            return folder
    return None


def rows(split, verdicts):
    """Verdicts as rows of `SCANNED`."""
    count = verdicts.num_rows
    columns = [pa.array([split.id] * count, pa.string()), *verdicts.columns, pa.nulls(count, COVERAGE)]
    return pa.RecordBatch.from_arrays(columns, schema=SCANNED)


def coverage_row(split, **values):
    """A split's coverage as a row of `SCANNED`."""
    coverage = {
        "sources": [shown(source.name) for source in split.sources],
        "shard": split.shard,
        "planned_bytes": split.bytes,
        "messages": 0,
        "scanned": 0,
        "parts": 0,
        "bytes": 0,
        "seconds": 0.0,
        "skipped": [],
        **values,
    }
    return pa.RecordBatch.from_pylist([{"split": split.id, "coverage": coverage}], schema=SCANNED)
