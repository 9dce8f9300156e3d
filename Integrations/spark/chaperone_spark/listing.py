"""What there is to scan: files of a folder that every executor sees, or objects of a store.

Folders are walked as `chaperone scan` walks them: in the order of their names' bytes, without hidden files, Maildirs by
their `cur` and `new`. What cannot be read is a problem, which the coverage names; nothing is passed over in silence.
"""

import os
import stat
from dataclasses import dataclass, field

from .objects import list_objects
from .splits import Source

#: Files that mail servers keep in a Maildir; none holds a message.
CONTROL_FILES = (b"maildirfolder", b"maildirsize", b"subscriptions", b"sieve")


@dataclass
class Listing:
    """The sources in their order, and what could not be listed: pairs of a name and why."""

    sources: list = field(default_factory=list)
    problems: list = field(default_factory=list)


def list_sources(paths):
    """The sources of some paths and addresses, in the order that `scan` reads them."""
    listing = Listing()
    for path in paths:
        if "://" in path and not path.startswith("file://"):
            list_objects(path, listing)
        else:
            _begin(os.fsencode(os.path.abspath(path.removeprefix("file://"))), listing)
    return listing


def _begin(path, listing):
    facts = _facts(path, listing)
    if facts is None:
        return
    if stat.S_ISDIR(facts.st_mode):
        _walk(path, facts, set(), listing)
    else:
        _add(path, facts, None, listing)


def _facts(path, listing):
    try:
        return os.stat(path)
    except OSError as error:
        listing.problems.append((os.fsdecode(path), error.strerror))
        return None


def _add(path, facts, format, listing):
    if stat.S_ISREG(facts.st_mode):
        try:
            listing.sources.append(Source(path.decode(), facts.st_size, format))
        except UnicodeDecodeError:
            # The program takes the words of its command line for UTF-8, and would look for another file.
            listing.problems.append((os.fsdecode(path), "its name is not UTF-8: rename it"))
    else:
        # Opening a pipe could wait for ever, and a device may do anything.
        listing.problems.append((os.fsdecode(path), "not a file"))


def _walk(path, facts, visited, listing, content=False):
    identity = (facts.st_dev, facts.st_ino)
    if identity in visited:
        listing.problems.append((os.fsdecode(path), "a folder that was read before: a loop of links"))
        return
    visited.add(identity)
    try:
        names = sorted(os.listdir(path))
    except OSError as error:
        listing.problems.append((os.fsdecode(path), error.strerror))
        return
    maildir = not content and all(os.path.isdir(os.path.join(path, name)) for name in (b"cur", b"new"))
    for name in names:
        own = os.path.join(path, name)
        if maildir and _is_beside_messages(name):
            continue
        if name.startswith(b".") and not (maildir and os.path.isdir(os.path.join(own, b"cur"))):
            continue
        found = _facts(own, listing)
        if found is None:
            continue
        if stat.S_ISDIR(found.st_mode):
            _walk(own, found, visited, listing, content=maildir and name in (b"cur", b"new"))
        else:
            _add(own, found, "eml" if content else None, listing)


def _is_beside_messages(name):
    return name == b"tmp" or name in CONTROL_FILES or name.lower().startswith((b"dovecot", b"courier"))
