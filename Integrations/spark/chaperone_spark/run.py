"""A run: the plan, its waves, the tables, the report.

A wave is one Spark job over some splits. Its rows are committed by Spark's output committer as a whole, and only one
attempt of each task is; so a run that is broken off loses a wave at most, and --resume goes on after the last one.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

from .folder import Folder
from .plan import Plan
from .program import UNUSABLE, Program
from .reconcile import reconcile
from .schema import SCANNED, ddl
from .splits import progress
from .tables import SCAN, write_tables
from .worker import Worker

#: How many waves in a row may fail before a run gives up: then it is not the splits.
MOST_FAILED_WAVES = 5

#: Attempts that a task has beyond ours: an executor that dies takes one as well.
SPARE_ATTEMPTS = 4


class RunStopped(Exception):
    """The run cannot begin, or go on; the exit code says why."""

    def __init__(self, why, exit_code):
        super().__init__(why)
        self.exit_code = exit_code


@dataclass(frozen=True)
class Settings:
    """What is scanned, with what, and where the results go."""

    paths: tuple
    program: Program
    out: str
    split_bytes: int = 256 << 20
    most_shards: int = 8
    wave: int = 2000
    attempts: int = 3
    narrow: int = 2
    resume: bool = False
    strict: bool = False


def session(master=None, attempts=3):
    """A Spark session that commits by task and keeps results to their owner."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("chaperone")
    if master:
        builder = builder.master(master)
        if master.startswith("local"):
            os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    # The second algorithm moves each task's files at once: a commit that is broken off and done again would leave doubles.
    builder = builder.config("spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version", "1")
    builder = builder.config("spark.hadoop.fs.permissions.umask-mode", "077")
    builder = builder.config("spark.task.maxFailures", str(attempts + SPARE_ATTEMPTS))
    builder = builder.config("spark.ui.showConsoleProgress", str(sys.stderr.isatty()).lower())
    return builder.getOrCreate()


def preflight(program):
    """Runs the program on one message here, so that a bad profile is told before the cluster starts."""
    with tempfile.TemporaryDirectory(prefix="chaperone-") as folder:
        message = os.path.join(folder, "message.eml")
        Path(message).write_text("Subject: first\n\nfirst\n")
        command = [program.binary, "scan", "--format", "jsonl", "--quiet", *program.options, message]
        environment = {**os.environ, **({"CHAPERONE_CACHE": program.cache} if program.cache else {})}
        try:
            run = subprocess.run(command, capture_output=True, env=environment, stdin=subprocess.DEVNULL)
        except OSError as error:
            raise RunStopped(f"{program.binary} cannot be started: {error.strerror}", 66) from error
        if run.returncode in UNUSABLE:
            raise RunStopped(run.stderr.decode(errors="replace").strip(), run.returncode)


class Run:
    """One run of the program over a plan on a Spark cluster."""

    def __init__(self, spark, settings, worker=Worker):
        self.spark = spark
        self.settings = settings
        self.worker = worker
        self.folder = Folder(spark, settings.out)
        self.failures = {}
        spark.sparkContext.addPyFile(_package())

    def run(self, plan=None):
        """Runs what is to be done and answers the report."""
        plan = self._begin(plan)
        states, waves = self._committed()
        if self.settings.resume:
            for split in progress(plan.splits, states, self.settings.narrow).lost:
                del states[split.id]
        now = self._scan(plan, states, waves)
        write_tables(self.spark, self.folder, {split.id: waves[split.id] for split in now.settled}, plan.problems)
        report = reconcile(self.spark, self.folder, plan, now, self.failures, self.settings.strict)
        self.folder.write_text("report.json", json.dumps(report, indent=1) + "\n")
        return report

    def _begin(self, plan):
        """The plan of a new run, or of the one that is resumed."""
        if self.settings.resume:
            if not self.folder.exists("plan.json"):
                raise RunStopped(f"{self.settings.out} has no plan.json: there is nothing to resume", 66)
            return Plan.from_json(self.folder.read_text("plan.json"))
        if self.folder.names():
            raise RunStopped(f"{self.settings.out} is not empty: name another folder, or --resume the run in it", 64)
        plan = plan or Plan.of(self.settings.paths, self.settings.split_bytes, self.settings.most_shards)
        self.folder.write_text("plan.json", plan.json())
        return plan

    def _committed(self):
        """The states of all splits that committed waves have, and the wave of each; what was not committed is removed."""
        states, waves = {}, {}
        for name in self.folder.names(SCAN):
            if not self.folder.exists(f"{SCAN}/{name}/_SUCCESS"):
                self.folder.delete(f"{SCAN}/{name}")
                continue
            self._note(int(name.partition("=")[2]), states, waves)
        return states, waves

    def _note(self, wave, states, waves):
        """Notes what became of the splits of a wave."""
        rows = self.spark.read.schema(ddl(SCANNED)).parquet(self.folder.path(f"{SCAN}/wave={wave}"))
        for split, state in rows.where("coverage is not null").select("split", "coverage.state").collect():
            states[split] = state
            waves[split] = wave

    def _scan(self, plan, states, waves):
        """Runs waves until nothing is left to do, and answers how it ended."""
        size = self.settings.wave
        failed = 0
        while True:
            now = progress(plan.splits, states, self.settings.narrow)
            todo = [split for split in now.pending if split.id not in self.failures][:size]
            if not todo or failed == MOST_FAILED_WAVES:
                for split in now.pending:
                    self.failures.setdefault(split.id, "the waves before it failed")
                return now
            number = max(waves.values(), default=0) + failed + 1
            self._say(f"wave {number}: {len(todo)} of {len(now.pending)} splits to do, {len(now.complete)} complete")
            try:
                self._run_wave(number, todo)
            except Exception as error:  # Py4J's errors have no common class below this one.
                if "ProgramUnusable" in str(error):
                    raise RunStopped(_reason(error), 78) from error
                failed += 1
                self.folder.delete(f"{SCAN}/wave={number}")
                self._say(f"wave {number} failed: {_reason(error)}")
                # A split that ends its executors is set apart by ever smaller waves.
                if len(todo) == 1:
                    self.failures[todo[0].id] = _reason(error)
                    failed = 0
                size = max(1, len(todo) // 4)
            else:
                failed = 0
                self._note(number, states, waves)

    def _run_wave(self, number, splits):
        # The biggest first: what comes last is then short.
        splits = sorted(splits, key=lambda split: -split.bytes)
        context = self.spark.sparkContext
        shared = context.broadcast(splits)
        program = replace(self.settings.program, jobs=int(context.getConf().get("spark.task.cpus", "1")))
        worker = self.worker(program, shared, attempts(context, self.settings.attempts))
        numbers = self.spark.range(0, len(splits), 1, len(splits))
        rows = numbers.mapInArrow(worker.scan_all, ddl(SCANNED))
        rows.write.option("compression", "zstd").parquet(self.folder.path(f"{SCAN}/wave={number}"))
        shared.unpersist()

    def _say(self, sentence):
        print(f"chaperone_spark: {sentence}", file=sys.stderr, flush=True)


def attempts(context, wanted):
    """How many attempts a split may have before it is called lost: fewer than Spark's, which end the whole job."""
    master = context.master
    if master.startswith("local") and not master.startswith("local-cluster"):
        # local[4,3] has three; local[4] has one.
        given = master.partition(",")[2].rstrip("]")
        return max(1, min(wanted, int(given) if given else 1))
    return max(1, min(wanted, int(context.getConf().get("spark.task.maxFailures", "4"))))


def _package():
    """This package as a file that executors can import."""
    folder = Path(__file__).resolve().parent
    path = Path(tempfile.mkdtemp(prefix="chaperone-")) / "chaperone_spark.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.glob("*.py")):
            archive.write(file, f"chaperone_spark/{file.name}")
    return str(path)


def _reason(error):
    """What went wrong on an executor, out of the traces of Python and Java around it."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    raised = [line for line in lines if re.match(r"[\w.]+(Error|Failed|Unusable|Exception): \S", line)]
    return (raised[-1] if raised else lines[0]).strip()[:500]
