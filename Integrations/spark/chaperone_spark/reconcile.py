"""Whether everything that was planned is accounted for, and the report that says so."""

from pyspark.sql import functions as f

from .plan import megabytes
from .program import shown
from .tables import read_scan

#: Everything was read.
COMPLETE = 0
#: Something was encrypted, unreadable or gone; the table `skipped` names it.
INCOMPLETE = 3
#: The tables do not add up.
UNRECONCILED = 70
#: Splits were lost; a run with --resume tries them again.
LOST = 75

COUNTS = ("messages", "scanned", "parts", "bytes", "seconds")

#: The most entries of a list in the report; the tables have all.
MOST_LISTED = 1000


def reconcile(spark, folder, plan, progress, failures, strict=False):
    """Compares the tables with the plan and with each other; the report, which goes to `report.json`.

    - Parameter failures: why splits could not be run at all, by their ids.
    """
    messages = spark.read.parquet(folder.path("messages"))
    coverage = spark.read.parquet(folder.path("coverage")).cache()
    skipped = spark.read.parquet(folder.path("skipped")).cache()

    records = {row["split"]: row["count"] for row in coverage.groupBy("split").count().collect()}
    settled = [split.id for split in progress.settled]
    not_run = sum(split.bytes for split in progress.pending)
    sums = coverage.agg(*(f.sum(name).alias(name) for name in ("planned_bytes", *COUNTS))).first()
    by_split = messages.groupBy("split").agg(f.count("*").alias("rows"), f.sum("length").alias("length"))
    uneven = (
        coverage.join(by_split, "split", "full_outer")
        .where("coalesce(messages, 0) != coalesce(rows, 0) or coalesce(bytes, 0) != coalesce(length, 0)")
        .count()
    )
    found = read_scan(spark, folder).where("coverage is null").agg(f.sum(f.size("findings"))).first()[0] or 0
    checks = [
        _check("splits with exactly one coverage record", len(settled), sum(records.get(id) == 1 for id in settled)),
        _check("coverage records of other splits", 0, len(set(records) - set(settled))),
        _check("bytes planned", plan.bytes, (sums["planned_bytes"] or 0) + not_run),
        _check("splits whose messages are not as many or as long as their record says", 0, uneven),
        _check("findings", found, spark.read.parquet(folder.path("findings")).count()),
        _check("lexicons in use", 1 if sums["messages"] else 0, messages.select("lexicon").distinct().count()),
    ]

    lost = [
        {key: row[key] for key in ("split", "sources", "shard", "planned_bytes", "exit_code", "error")}
        for row in coverage.where("state = 'lost'").orderBy("split").collect()
    ]
    gaps = skipped if strict else skipped.where("id is null or why not like 'not read%'")
    # A rule that cannot be used is noted by every split, and is one problem.
    sources = gaps.where("id is null").select("source", "why").distinct().orderBy("source", "why")
    kinds = gaps.groupBy(f.element_at(f.split("why", ":"), 1).alias("why")).count().orderBy(f.desc("count"))
    missing = [row.asDict() for row in sources.limit(MOST_LISTED).collect()]
    report = {
        "plan": {
            "sources": plan.sources,
            "bytes": plan.bytes,
            "splits": len(plan.splits),
            "not_listed": len(plan.problems),
        },
        "splits": {
            "complete": len(progress.complete),
            "lost": len(progress.lost),
            "not_run": len(progress.pending),
            "tried_again": coverage.where("attempt > 0").count(),
        },
        "coverage": {name: sums[name] or 0 for name in COUNTS},
        "risk": {row["risk"]: row["count"] for row in messages.groupBy("risk").count().collect()},
        "gaps": {row["why"]: row["count"] for row in kinds.collect()},
        "sources_not_read": sources.count(),
        "missing": missing,
        "lost": lost[:MOST_LISTED],
        "not_run": [
            {"split": split.id, "sources": [shown(source.name) for source in split.sources], "error": failures.get(split.id)}
            for split in progress.pending[:MOST_LISTED]
        ],
        "checks": checks,
    }
    if not all(check["holds"] for check in checks):
        report["exit"] = UNRECONCILED
    elif progress.lost or progress.pending:
        report["exit"] = LOST
    elif report["gaps"]:
        report["exit"] = INCOMPLETE
    else:
        report["exit"] = COMPLETE
    return report


def _check(what, wanted, seen):
    return {"what": what, "wanted": wanted, "seen": seen, "holds": wanted == seen}


def text(report):
    """The report for a person."""
    plan, splits, coverage = report["plan"], report["splits"], report["coverage"]
    lines = [
        f"planned   {plan['sources']} sources, {megabytes(plan['bytes'])}, {plan['splits']} splits",
        f"scanned   {coverage['messages']} messages of {megabytes(coverage['bytes'])} in {coverage['seconds']:.0f} seconds"
        f" of all splits; {splits['complete']} splits complete, {splits['tried_again']} of them not at the first attempt",
        "risk      " + ", ".join(f"{report['risk'].get(risk, 0)} {risk}" for risk in ("high", "medium", "low", "none")),
    ]
    lines += [f"not read  {count} {why}" for why, count in report["gaps"].items()]
    lines += [f"missing   {each['source']}: {each['why']}" for each in report["missing"][:20]]
    for split in report["lost"][:20]:
        where = split["sources"][0] + (f" and {len(split['sources']) - 1} more" if len(split["sources"]) > 1 else "")
        shard = f", part {split['shard']}" if split["shard"] else ""
        lines.append(f"LOST      {where}{shard}, {megabytes(split['planned_bytes'])}: {split['error']}")
    for split in report["not_run"][:20]:
        lines.append(f"NOT RUN   split {split['split']}, {len(split['sources'])} sources: {split['error']}")
    for check in report["checks"]:
        if not check["holds"]:
            lines.append(f"WRONG     {check['what']}: {check['seen']}, should be {check['wanted']}")
    lines.append(
        {
            COMPLETE: "complete: everything that was planned was read",
            INCOMPLETE: "incomplete: what was not read is listed in the table skipped",
            LOST: "INCOMPLETE: splits were lost; --resume tries them again",
            UNRECONCILED: "WRONG: the tables do not add up; do not use them",
        }[report["exit"]]
    )
    return "\n".join(lines)
