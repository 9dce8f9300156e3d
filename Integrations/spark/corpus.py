"""Mail of many shapes for the trial, what `scan` says of it, and what the tables say."""

import json
import random
import re
import subprocess
from collections import Counter
from pathlib import Path

import pyarrow.dataset as datasets

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "Examples"

ENCRYPTED = (
    'Subject: sealed\nMessage-ID: <sealed@maplehollow.example>\nMIME-Version: 1.0\n'
    'Content-Type: multipart/encrypted; boundary=b; protocol="application/pgp-encrypted"\n\n'
    "--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n"
    "--b\nContent-Type: application/octet-stream\n\n-----BEGIN PGP MESSAGE-----\n\nhQ==\n-----END PGP MESSAGE-----\n--b--\n"
)


def make(folder):
    """Writes dumps of every kind that the planner tells apart."""
    folder.mkdir()
    dice = random.Random(7)
    mails = [part for part in re.split(r"(?m)^(?=From )", (EXAMPLES / "mail.mbox").read_text()) if part]
    numbers = iter(range(1_000_000))

    def another():
        # The same mail again, as another message of another length.
        text = re.sub(r"(?im)^(message-id: *<)", lambda id: f"{id[1]}{next(numbers)}.", dice.choice(mails))
        return text.rstrip("\n") + "\n" + "The bus leaves at eight. \n" * dice.randrange(40) + "\n"

    def dump(name, size):
        with open(folder / name, "w") as file:
            while file.tell() < size:
                file.write(another())

    def letter():
        return another().partition("\n")[2]

    dump("big.mbox", 1_500_000)
    dump("older.mbox", 400_000)
    (folder / "letters").mkdir()
    for number in range(60):
        (folder / f"letters/{number:02d}.eml").write_text(letter())
    (folder / "letters/Grüße.eml").write_text(letter())
    for name in ("cur", "new", "tmp", ".Sent/cur", ".Sent/new"):
        (folder / "Maildir" / name).mkdir(parents=True)
    for number in range(6):
        for name in ("cur", "new", "tmp", ".Sent/cur"):
            (folder / f"Maildir/{name}/{number}.host:2,S").write_text(letter())
    (folder / "Maildir/dovecot.index").write_bytes(b"\0" * 100)
    (folder / ".hidden.mbox").write_text(another())
    (folder / "chat.jsonl").write_text((EXAMPLES / "messages.jsonl").read_text())
    (folder / "noise.bin").write_bytes(dice.randbytes(3000))
    (folder / "sealed.eml").write_text(ENCRYPTED)
    (folder / "nothing.mbox").write_text("")
    return folder


def key(verdict):
    return verdict["source"], verdict["offset"]


class Verdicts:
    """Verdicts by source and offset, and coverage; of `scan` or of the tables."""

    def __init__(self, by_place, coverage, skipped):
        self.by_place = by_place
        self.coverage = coverage
        self.skipped = skipped

    @classmethod
    def of_scan(cls, binary, options, paths):
        """What one run of the program says."""
        command = [binary, "scan", "--quiet", "--format", "jsonl", *options, *map(str, paths)]
        run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        lines = [json.loads(line) for line in run.stdout.splitlines()]
        coverage = lines.pop()["coverage"]
        by_place = {key(line): line for line in lines}
        assert len(by_place) == len(lines)
        skipped = Counter(tuple(entry.get(name) for name in SKIPPED) for entry in coverage["skipped"])
        return cls(by_place, {name: coverage[name] for name in COUNTS}, skipped)

    @classmethod
    def of_tables(cls, out):
        """What the Parquet tables say; a message that is there twice is an error."""

        def table(name):
            rows = datasets.dataset(f"{out}/{name}", partitioning="hive").to_table().to_pylist()
            return sorted(rows, key=lambda row: row.get("number", 0))

        by_place = {}
        for row in table("messages"):
            assert key(row) not in by_place, f"{key(row)} is there twice"
            by_place[key(row)] = {**row, "findings": []}
        for row in table("findings"):
            finding = {name: row[name] for name in FINDING if name != "entry" or row[name] is not None}
            by_place[key(row)]["findings"].append(finding)
            assert len(by_place[key(row)]["findings"]) == row["number"] + 1
        for row in by_place.values():
            del row["split"]
        scored = {(row["source"], row["offset"], row["concern"]): (row["score"], row["level"]) for row in table("concerns")}
        for place, row in by_place.items():
            for name, concern in row["concerns"].items():
                wanted = (concern["score"], concern["level"]) if concern["score"] > 0 else None
                assert scored.pop((*place, name), None) == wanted, (place, name)
        assert not scored
        coverage = {name: sum(row[name] for row in table("coverage")) for name in COUNTS}
        skipped = Counter(tuple(row[name] for name in SKIPPED) for row in table("skipped"))
        return cls(by_place, coverage, skipped)

    def differences(self, other):
        """What differs, in words; empty when nothing does."""
        found = []
        missing = [place for place in other.by_place if place not in self.by_place]
        more = [place for place in self.by_place if place not in other.by_place]
        if missing or more:
            found.append(f"{len(missing)} missing, {len(more)} more: {(missing + more)[:3]}")
        for place, verdict in self.by_place.items():
            if place in other.by_place and verdict != other.by_place[place]:
                found.append(f"{place}: {verdict} is not {other.by_place[place]}"[:1500])
                break
        if self.coverage != other.coverage:
            found.append(f"coverage {self.coverage} is not {other.coverage}")
        if self.skipped != other.skipped:
            found.append(f"skipped: {self.skipped - other.skipped} more, {other.skipped - self.skipped} missing")
        return found


COUNTS = ("messages", "scanned", "parts", "bytes")
SKIPPED = ("source", "id", "part", "why")
FINDING = (
    "rule", "concern", "clause", "points", "field", "part", "entry", "start", "end", "line", "column", "file_start", "match", "quoted",
)  # fmt: skip
