"""The plan of a run: what was listed and how it is split. It is kept beside the results, so that a run can be resumed."""

import json
from collections import Counter
from dataclasses import asdict, dataclass

from .listing import list_sources
from .splits import Source, Split, splits_of


@dataclass(frozen=True)
class Plan:
    """The splits, and what could not be listed: pairs of a name and why."""

    splits: list
    problems: list

    @classmethod
    def of(cls, paths, size, most_shards):
        """Lists what there is and splits it."""
        listing = list_sources(paths)
        return cls(splits_of(listing.sources, size, most_shards), listing.problems)

    @property
    def bytes(self):
        return sum(split.bytes for split in self.splits)

    @property
    def sources(self):
        """How many sources there are; one that is cut is one."""
        return sum(len(split.sources) for split in self.splits if split.number == 1)

    def text(self):
        """The plan for a person."""
        sizes = sorted(split.bytes for split in self.splits) or [0]
        cut = [split for split in self.splits if split.count > 1]
        lines = [
            f"{self.sources} sources of {megabytes(self.bytes)} in {len(self.splits)} splits"
            f" of {megabytes(sizes[0])} to {megabytes(sizes[-1])}, half of them below {megabytes(sizes[len(sizes) // 2])}",
            f"{len({split.sources for split in cut})} sources are cut into {len(cut)} parts",
        ]
        # A part is found by reading the file from its beginning.
        read_twice = sum(split.bytes * (split.number - 1) for split in cut)
        if read_twice:
            lines.append(f"{megabytes(read_twice)} are read more than once to find where parts begin")
        kinds = Counter(why for _, why in self.problems)
        lines += [f"{count} cannot be listed: {why}" for why, count in kinds.most_common()]
        return "\n".join(lines)

    def table(self):
        """Every split in a line."""
        for split in self.splits:
            more = f" and {len(split.sources) - 1} more" if len(split.sources) > 1 else ""
            shard = f" --shard {split.shard}" if split.shard else ""
            yield f"{split.id}  {megabytes(split.bytes):>10}{shard}  {split.sources[0].name}{more}"

    def json(self):
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text):
        """The plan that `json` wrote."""
        plan = json.loads(text)
        splits = [
            Split(**{**split, "sources": tuple(Source(**source) for source in split["sources"])})
            for split in plan["splits"]
        ]
        return cls(splits, [tuple(problem) for problem in plan["problems"]])


def megabytes(count):
    """A number of bytes for a person."""
    return f"{count / 1e6:.1f} MB" if count < 1e9 else f"{count / 1e9:.1f} GB"
