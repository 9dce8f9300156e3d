"""`python -m chaperone_spark PATH… --binary FILE --lexicons FOLDER --out FOLDER`."""

import argparse
import os
import sys
import tempfile

from .plan import Plan

EXIT_CODES = """exit codes: 0 everything that was planned was read; 3 something was encrypted, unreadable or gone (table skipped);
64 usage; 66 the program or the plan is not there; 70 the tables do not add up; 75 splits were lost or not run (--resume
tries them again); 78 the profile or the lexicons are bad"""


def arguments():
    parser = argparse.ArgumentParser(
        prog="python -m chaperone_spark",
        description="Scans mail dumps on a Spark cluster with Chaperone and writes Parquet.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("paths", nargs="*", metavar="PATH", help="files and folders that every executor sees, or addresses (s3a://…)")
    add("--out", metavar="FOLDER", help="where the tables go: a folder or an address that Spark can write to")
    add("--binary", default="chaperone", help="the program on the executors (default: chaperone on the PATH)")
    add("--lexicons", metavar="FOLDER", help="the folder of lexicons on the executors")
    add("--profile", metavar="FILE", help="the district profile on the executors")
    add("--cache", metavar="FOLDER", help="where executors keep prepared lexicons (default: in their temporary folder)")
    add("--input-format", choices=("mbox", "eml", "jsonl"), help="read every file as this format")
    add("--since", metavar="DATE", help="leave out messages before this date")
    add("--until", metavar="DATE", help="leave out messages from this date on")
    add("--pseudonyms", metavar="FILE", help="replace addresses by pseudonyms made with the key in this file")
    add("--show-matches", action="store_true", help="show matched values as they are")
    add("--strict-coverage", action="store_true", help="parts of types that are not read make coverage incomplete")
    add("--split-size", type=size, default=256 << 20, metavar="BYTES", help="bytes of a split (default: 256M)")
    add("--most-shards", type=count, default=8, metavar="N", help="the most parts that one file is cut into (default: 8)")
    add("--wave", type=count, default=2000, metavar="N", help="splits that are committed together (default: 2000)")
    add("--attempts", type=count, default=3, metavar="N", help="runs of a split before it counts as lost (default: 3)")
    add("--narrow", type=int, default=2, metavar="N", help="how often a lost split is cut and tried again (default: 2)")
    add("--time-limit", type=float, metavar="SECONDS", help="a run that takes longer counts as failed")
    add("--master", help="the Spark master, where spark-submit does not name one")
    add("--resume", action="store_true", help="go on with the run in --out")
    add("--dry-run", action="store_true", help="show the plan and do nothing")
    return parser


def size(text):
    """A number of bytes: 1000, 64K, 256M, 2G."""
    units = {"K": 10, "M": 20, "G": 30}
    unit = units.get(text[-1:].upper(), 0)
    value = int(text[:-1] if unit else text) << unit
    if value <= 0:
        raise argparse.ArgumentTypeError("must be above 0")
    return value


def count(text):
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return value


def options(asked):
    """The program's own options."""
    words = []
    for name in ("lexicons", "profile", "pseudonyms"):
        if getattr(asked, name):
            words += [f"--{name}", os.path.abspath(getattr(asked, name))]
    for name in ("input_format", "since", "until"):
        if getattr(asked, name):
            words += [f"--{name.replace('_', '-')}", getattr(asked, name)]
    words += ["--show-matches"] if asked.show_matches else []
    words += ["--strict-coverage"] if asked.strict_coverage else []
    return tuple(words)


def main(words=None):
    parser = arguments()
    try:
        asked = parser.parse_args(words)
        if not asked.paths and not asked.resume:
            parser.error("name the files or folders to scan")
        if not asked.out and not asked.dry_run:
            parser.error("--out says where the tables go")
    except SystemExit as end:
        return 64 if end.code else 0
    if asked.dry_run:
        plan = Plan.of(asked.paths, asked.split_size, asked.most_shards)
        print("\n".join([*plan.table(), plan.text()]))
        return 0

    # Only here: a plan of files needs no Spark.
    from .program import Program
    from .run import Run, RunStopped, Settings, preflight, session
    from .reconcile import text

    binary = os.path.abspath(asked.binary) if os.sep in asked.binary else asked.binary
    cache = os.path.abspath(asked.cache) if asked.cache else os.path.join(tempfile.gettempdir(), f"chaperone-cache-{os.getuid()}")
    settings = Settings(
        paths=tuple(asked.paths),
        program=Program(binary, options(asked), cache, asked.time_limit),
        out=asked.out,
        split_bytes=asked.split_size,
        most_shards=asked.most_shards,
        wave=asked.wave,
        attempts=asked.attempts,
        narrow=asked.narrow,
        resume=asked.resume,
        strict=asked.strict_coverage,
    )
    try:
        preflight(settings.program)
        spark = session(asked.master, asked.attempts)
        try:
            report = Run(spark, settings).run()
        finally:
            spark.stop()
    except RunStopped as stopped:
        print(f"chaperone_spark: {stopped}", file=sys.stderr)
        return stopped.exit_code
    print(text(report))
    return report["exit"]


if __name__ == "__main__":
    sys.exit(main())
