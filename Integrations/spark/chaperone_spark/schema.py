"""The tables: the keys of JSON Lines as columns, in Arrow's types. Spark's are derived from these."""

import pyarrow as pa

CONCERNS = ("student", "medical", "personnel", "boundary", "channel")

_strings = pa.list_(pa.string())


def _struct(**fields):
    return pa.struct(list(fields.items()))


_level = _struct(score=pa.int32(), level=pa.string())

FINDING = _struct(
    rule=pa.string(),
    concern=pa.string(),
    clause=pa.string(),
    points=pa.int32(),
    field=pa.string(),
    part=pa.string(),
    entry=pa.string(),
    start=pa.int64(),
    end=pa.int64(),
    line=pa.int64(),
    column=pa.int64(),
    file_start=pa.int64(),
    match=pa.string(),
    quoted=pa.bool_(),
)

_guard = _struct(rule=pa.string(), clause=pa.string(), lifted=_strings, findings=_strings)

_exception = pa.struct(
    [
        ("rule", pa.string()),
        ("clause", pa.string()),
        ("lowers", pa.string()),
        ("to", pa.string()),
        ("applied", pa.bool_()),
        ("conditions", pa.list_(_struct(condition=pa.string(), state=pa.string()))),
    ]
)

#: One verdict line.
VERDICT = pa.schema(
    [
        ("id", pa.string()),
        ("source", pa.string()),
        ("offset", pa.int64()),
        ("length", pa.int64()),
        ("channel", pa.string()),
        ("date", pa.string()),
        ("from", pa.string()),
        ("to", _strings),
        ("risk", pa.string()),
        ("score", pa.int32()),
        ("concerns", pa.struct([(concern, _level) for concern in CONCERNS])),
        ("findings", pa.list_(FINDING)),
        ("guards", pa.list_(_guard)),
        ("exceptions", pa.list_(_exception)),
        ("defects", _strings),
        ("lexicon", pa.string()),
    ]
)

SKIPPED = _struct(source=pa.string(), id=pa.string(), part=pa.string(), why=pa.string())

#: What became of one split: the plan's side, how it ended, and the program's coverage record.
COVERAGE = _struct(
    state=pa.string(),
    sources=_strings,
    shard=pa.string(),
    planned_bytes=pa.int64(),
    attempt=pa.int32(),
    exit_code=pa.int32(),
    error=pa.string(),
    messages=pa.int64(),
    scanned=pa.int64(),
    parts=pa.int64(),
    bytes=pa.int64(),
    seconds=pa.float64(),
    skipped=pa.list_(SKIPPED),
)

#: What the executors hand back: a row for each message, and for each split one that has its coverage.
SCANNED = pa.schema([("split", pa.string()), *VERDICT, ("coverage", COVERAGE)])

_names = {
    pa.string(): "string",
    pa.int32(): "int",
    pa.int64(): "bigint",
    pa.float64(): "double",
    pa.bool_(): "boolean",
}


def ddl(type):
    """An Arrow type or schema as Spark writes it."""
    if isinstance(type, pa.Schema):
        return ", ".join(f"`{field.name}` {ddl(field.type)}" for field in type)
    if pa.types.is_list(type):
        return f"array<{ddl(type.value_type)}>"
    if pa.types.is_struct(type):
        return f"struct<{', '.join(f'`{field.name}`: {ddl(field.type)}' for field in type)}>"
    return _names[type]
