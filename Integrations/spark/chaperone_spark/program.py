"""One run of the program over one split, and what its exit code and its output say."""

import ctypes
import io
import json
import os
import signal
import subprocess
import tempfile
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import json as arrow_json

from .objects import fetch
from .schema import VERDICT

#: Results, and sources that cannot be read: the coverage record tells which.
FINE = (0, 1, 3, 65, 66)
#: A command line, a profile or lexicons that fail every split alike.
UNUSABLE = (64, 78)

#: How many bytes of verdicts become one batch.
BATCH_BYTES = 8 << 20
#: How much of what the program said of a failure is kept.
ERROR_BYTES = 2000

_PR_SET_PDEATHSIG = 1


class SplitFailed(Exception):
    """This run failed; another one may not."""

    def __init__(self, why, exit_code=None):
        super().__init__(why)
        self.exit_code = exit_code


class ProgramUnusable(Exception):
    """Every run would fail: nothing is to be gained by going on."""


@dataclass(frozen=True)
class Program:
    """The program as it is installed on every executor, and the options of each run."""

    binary: str
    #: `--lexicons`, `--profile` and others that hold for every split.
    options: tuple = ()
    cache: str | None = None
    #: Seconds after which a run is ended and counts as failed.
    time_limit: float | None = None
    #: Workers of one run: as many as Spark reserves for a task.
    jobs: int = 1

    def command(self, split):
        """The command line for a split; the sources are named last."""
        command = [self.binary, "scan", "--format", "jsonl", "--quiet", "--jobs", str(self.jobs), *self.options]
        if split.shard:
            command += ["--shard", split.shard]
        if split.sources[0].format and "--input-format" not in self.options:
            command += ["--input-format", split.sources[0].format]
        return command + [source.name for source in split.sources]

    def run(self, split, folder):
        """Scans a split, with its files in `folder`, and answers what came out of it."""
        for source in split.sources:
            if source.is_object:
                fetch(source.name, folder)
        changes = _changes(split, folder)
        output = os.path.join(folder, "verdicts.jsonl")
        exit_code, said = self._execute(self.command(split), folder, output)
        if exit_code in UNUSABLE:
            raise ProgramUnusable(f"{self.binary} ends with {exit_code}: {said}")
        if exit_code not in FINE:
            how = f"was killed by signal {-exit_code}" if exit_code < 0 else f"ended with {exit_code}"
            raise SplitFailed(f"the program {how}: {said}".rstrip(": "), exit_code)
        # A part ends where the sizes say: of a file that grows or goes meanwhile, parts would no longer fit together.
        changes.update(_changes(split, folder))
        coverage = _coverage(output, exit_code)
        told = {entry["source"] for entry in coverage["skipped"] if "id" not in entry}
        coverage["skipped"] += [
            {"source": shown(name), "why": why} for name, why in changes.items() if shown(name) not in told
        ]
        verdicts = os.path.join(folder, "verdicts.arrow")
        _read_verdicts(output, coverage, exit_code, verdicts)
        os.remove(output)
        return Outcome(verdicts, exit_code, coverage)

    def _execute(self, command, folder, output):
        environment = dict(os.environ)
        if self.cache:
            os.makedirs(self.cache, mode=0o700, exist_ok=True)
            environment["CHAPERONE_CACHE"] = self.cache
        with open(output, "wb") as out, tempfile.TemporaryFile(dir=folder) as errors:
            try:
                process = subprocess.Popen(
                    [os.fsencode(word) for word in command],
                    stdin=subprocess.DEVNULL,
                    stdout=out,
                    stderr=errors,
                    cwd=folder,
                    env=environment,
                    preexec_fn=_die_with_parent,
                )
            except (FileNotFoundError, PermissionError, OSError) as error:
                raise ProgramUnusable(f"{self.binary} cannot be started here: {error.strerror}") from error
            try:
                exit_code = process.wait(self.time_limit)
            except subprocess.TimeoutExpired:
                raise SplitFailed(f"the program took longer than {self.time_limit:g} seconds") from None
            finally:
                if process.poll() is None:
                    process.kill()
                    process.wait()
            errors.seek(max(0, errors.seek(0, os.SEEK_END) - ERROR_BYTES))
            return exit_code, errors.read().decode(errors="replace").strip()


def _die_with_parent():
    """Ends the program with the Python worker that started it, which Spark may kill at any time."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def shown(name):
    """A file's name as text; what is not UTF-8 in it becomes U+FFFD, as in the program's output."""
    return os.fsencode(name).decode(errors="replace")


def _changes(split, folder):
    """The sources that are not as they were planned, each with a sentence."""
    changes = {}
    for source in split.sources:
        try:
            size = os.stat(os.path.join(folder, source.name)).st_size
        except OSError as error:
            changes[source.name] = error.strerror
        else:
            if size != source.bytes:
                changes[source.name] = f"changed since the plan: {source.bytes} bytes then, {size} now"
    return changes


def _coverage(output, exit_code):
    """The coverage record, which is the last line."""
    with open(output, "rb") as lines:
        line = _last_line(lines)
    try:
        coverage = json.loads(line)["coverage"]
        return {key: coverage[key] for key in ("messages", "scanned", "parts", "bytes", "seconds", "skipped")}
    except (ValueError, KeyError, TypeError) as error:
        raise SplitFailed("the program's output does not end with a coverage record", exit_code) from error


def _last_line(lines):
    end = lines.seek(0, os.SEEK_END)
    step = 1 << 16
    while True:
        start = max(0, end - step)
        lines.seek(start)
        tail = lines.read().rstrip(b"\n")
        if start == 0 or b"\n" in tail:
            return tail[tail.rfind(b"\n") + 1 :]
        step *= 8


@dataclass(frozen=True)
class Outcome:
    """What a run that ended well has put down."""

    verdicts_path: str
    exit_code: int
    coverage: dict

    def verdicts(self):
        """The verdicts as record batches."""
        with pa.memory_map(self.verdicts_path) as file:
            reader = pa.ipc.open_file(file)
            for number in range(reader.num_record_batches):
                yield reader.get_batch(number)


def _read_verdicts(output, coverage, exit_code, path):
    """Reads the verdicts into an Arrow file. They must be as many, and as long, as the coverage record says.

    A file, since they may be many, and none may be handed on before the last one was looked at.
    """
    messages = length = 0
    with pa.OSFile(path, "wb") as file, pa.ipc.new_file(file, VERDICT) as writer:
        for table in _tables(output, exit_code):
            messages += table.num_rows
            length += pc.sum(table.column("length")).as_py() or 0
            writer.write_table(table)
    if (messages, length) != (coverage["messages"], coverage["bytes"]):
        raise SplitFailed(
            f"{messages} verdicts of {length} bytes, and the coverage record says"
            f" {coverage['messages']} of {coverage['bytes']}",
            exit_code,
        )


def _tables(output, exit_code):
    options = arrow_json.ParseOptions(explicit_schema=VERDICT, unexpected_field_behavior="ignore")
    with open(output, "rb") as lines:
        while chunk := lines.readlines(BATCH_BYTES):
            if chunk[-1].startswith(b'{"coverage"'):
                chunk.pop()
            if not chunk:
                break
            text = b"".join(chunk)
            # One block, so that no line is ever longer than a block.
            reading = arrow_json.ReadOptions(use_threads=False, block_size=len(text) + 1)
            try:
                table = arrow_json.read_json(io.BytesIO(text), reading, options)
            except pa.ArrowInvalid as error:
                raise SplitFailed(f"the program's output is not as its contract says: {error}", exit_code) from error
            yield table.select(VERDICT.names)
