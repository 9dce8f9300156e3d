"""Objects of a store (S3, Google Cloud Storage, Azure, HDFS) through Arrow's file systems.

An executor's Python has no Hadoop client, Arrow's it has, and the program reads files: so an object is fetched to the
executor's disk, scanned there under its own address, and removed.
"""

import functools
import os
from urllib.parse import urlsplit

from .splits import Source

#: Hadoop's names for what Arrow knows by another one.
SCHEMES = {"s3a": "s3", "s3n": "s3"}

FETCH_BYTES = 8 << 20


@functools.lru_cache(maxsize=None)
def _file_system(scheme, authority):
    from pyarrow.fs import FileSystem

    return FileSystem.from_uri(f"{SCHEMES.get(scheme, scheme)}://{authority}/")[0]


def _open(address):
    """The file system of an address, and the path in it."""
    parts = urlsplit(address, allow_fragments=False)
    system = _file_system(parts.scheme, parts.netloc)
    inner = address.split("://", 1)[1]
    # The host of HDFS is no part of the path; a bucket is.
    return system, (inner[len(parts.netloc) :] if parts.scheme in ("hdfs", "viewfs") else inner)


def list_objects(address, listing):
    """Adds an object, or those below an address, in the order of their names' bytes."""
    from pyarrow.fs import FileSelector, FileType

    system, path = _open(address)
    path = path.rstrip("/")
    address = address.rstrip("/")
    info = system.get_file_info(path)
    if info.type == FileType.File:
        listing.sources.append(Source(address, info.size))
        return
    if info.type == FileType.NotFound:
        listing.problems.append((address, "No such file or directory"))
        return
    found = system.get_file_info(FileSelector(path, recursive=True))
    names = [(each.path[len(path) :], each.size) for each in found if each.type == FileType.File]
    for name, size in sorted(names, key=lambda each: each[0].encode().split(b"/")):
        parts = name.strip("/").split("/")
        if any(part in ("", ".", "..") for part in parts):
            listing.problems.append((address + name, "its name cannot be that of a file"))
        elif not any(part.startswith(".") for part in parts):
            listing.sources.append(Source(address + name, size))


def fetch(address, folder):
    """Fetches an object to where its address, as a path from `folder`, leads; one that is gone is left out.

    The program then names it by its address, since it is given that.
    """
    system, path = _open(address)
    target = os.path.join(folder, address)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    try:
        with system.open_input_stream(path) as source:
            with open(target, "wb") as copy:
                while chunk := source.read(FETCH_BYTES):
                    copy.write(chunk)
    except FileNotFoundError:
        pass
