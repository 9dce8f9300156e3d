"""Splits: equal portions of the work, each scanned by one run of the program."""

from dataclasses import dataclass, replace

#: The most files, and bytes of their names, that one command line is given.
MOST_FILES = 1000
MOST_NAME_BYTES = 100_000

#: How many pieces a lost split is cut into, and the fewest bytes that are worth it.
PIECES = 8
SMALLEST_PIECE = 64 << 10

#: Packed files: where a message begins in them says nothing of how much there is to do.
PACKED = (".gz", ".tgz", ".bz2", ".xz", ".zst", ".zip", ".7z", ".tar", ".rar", ".pst", ".ost", ".msg")


@dataclass(frozen=True)
class Source:
    """A file or an object that is to be scanned."""

    #: An absolute path, or the address of an object (`s3a://…`).
    name: str
    bytes: int
    #: What `--input-format` must say, where only the folder around the file tells.
    format: str | None = None

    @property
    def is_object(self):
        """Whether it must be fetched before it can be read."""
        return "://" in self.name

    @property
    def can_be_cut(self):
        """Whether several runs can share it. Each would have to fetch an object anew."""
        return not self.is_object and not self.name.lower().endswith(PACKED)


@dataclass(frozen=True)
class Split:
    """What one run of the program scans: some sources, or a part of them by bytes."""

    id: str
    sources: tuple[Source, ...]
    #: Which part, from 1, of how many: what `--shard` says.
    number: int = 1
    count: int = 1

    @property
    def bytes(self):
        """The bytes of its part; those of all splits add up to those of the sources."""
        total = sum(source.bytes for source in self.sources)
        return total * self.number // self.count - total * (self.number - 1) // self.count

    @property
    def depth(self):
        """How often it was cut after a failure."""
        return self.id.count(".")

    @property
    def shard(self):
        """Its part as `--shard` takes it; nothing when it is all."""
        return f"{self.number}/{self.count}" if self.count > 1 else None

    def pieces(self):
        """Smaller splits that together are this one, so that a failure costs little; itself when it cannot be cut."""
        if len(self.sources) > 1 and self.count == 1:
            size = -(-len(self.sources) // PIECES)
            parts = [self.sources[start : start + size] for start in range(0, len(self.sources), size)]
            return [Split(f"{self.id}.{n}", part) for n, part in enumerate(parts, 1)]
        if self.bytes < 2 * SMALLEST_PIECE or not all(source.can_be_cut for source in self.sources):
            return [self]
        count = min(PIECES, self.bytes // SMALLEST_PIECE)
        # Parts of a part end on the same bytes as the part: both are whole fractions of the same sum.
        return [
            replace(self, id=f"{self.id}.{n}", number=(self.number - 1) * count + n, count=self.count * count)
            for n in range(1, count + 1)
        ]


def splits_of(sources, size, most_shards):
    """Splits of about `size` bytes, in the order of the sources: small ones together, big ones in up to `most_shards` parts."""
    splits = []
    group, group_bytes, name_bytes = [], 0, 0

    def add(sources, number=1, count=1):
        splits.append(Split(f"{len(splits):06d}", tuple(sources), number, count))

    for source in sources:
        count = min(-(-source.bytes // size), most_shards) if source.can_be_cut else 1
        name = len(source.name.encode())
        if group and (
            count > 1
            or group_bytes + source.bytes > size
            or name_bytes + name > MOST_NAME_BYTES
            or len(group) == MOST_FILES
            or group[0].format != source.format
        ):
            add(group)
            group, group_bytes, name_bytes = [], 0, 0
        if count > 1:
            for number in range(1, count + 1):
                add([source], number, count)
        else:
            group.append(source)
            group_bytes += source.bytes
            name_bytes += name
    if group:
        add(group)
    return splits


@dataclass(frozen=True)
class Progress:
    """How far the splits of a plan have come."""

    pending: list
    complete: list
    lost: list

    @property
    def settled(self):
        """The splits that have a coverage record of their own."""
        return self.complete + self.lost


def progress(splits, states, narrow):
    """What is to be done, done and lost. A lost split is cut, up to `narrow` times, and its pieces stand for it.

    `states` has `complete` or `lost` by the split's id.
    """
    pending, complete, lost = [], [], []
    waiting = list(reversed(splits))
    while waiting:
        split = waiting.pop()
        state = states.get(split.id)
        if state is None:
            pending.append(split)
        elif state == "complete":
            complete.append(split)
        else:
            pieces = split.pieces() if split.depth < narrow else [split]
            if len(pieces) > 1:
                waiting.extend(reversed(pieces))
            else:
                lost.append(split)
    return Progress(pending, complete, lost)
