"""Mails to send through a server, and how to compare what arrives with what was sent."""

import re
import smtplib

STAFF = "t.okafor@maplehollow.example"
OUTSIDE = "someone@elsewhere.example"

#: A body whose mail to the outside is of high risk under the shipped lexicons and the example profile.
DISCLOSURE = "The student starts an out of school suspension on Monday. SSN 219-08-4411."

#: One that is of high risk wherever it goes, under the fixed lexicons.
DISCLOSURE_ANYWHERE = DISCLOSURE + " She has asthma."


def mail(body, subject="note", to=OUTSIDE, sender=STAFF, headers="", key=None):
    """A message with CRLF line ends; `key` becomes its Message-ID."""
    body = body if isinstance(body, bytes) else body.encode()
    head = (
        f"From: {sender}\r\nTo: {to}\r\nSubject: {subject}\r\n"
        f"Date: Wed, 4 Mar 2026 10:00:00 -0500\r\nMessage-ID: <{key or subject}@maplehollow.example>\r\n{headers}\r\n"
    )
    return head.encode() + re.sub(rb"\r?\n", b"\r\n", body) + b"\r\n"


def shapes():
    """Harmless mails of every shape that a filter could spoil, by name."""
    eight = "MIME-Version: 1.0\r\nContent-Type: text/plain; charset={}\r\nContent-Transfer-Encoding: 8bit\r\n"
    folded = "X-Note: one\r\n\ttwo\r\n   three\r\nX-Empty:\r\n"
    attached = (
        "--b\nContent-Type: text/plain\n\nThe picnic list is attached.\n--b\nContent-Type: application/octet-stream\n"
        "Content-Transfer-Encoding: base64\n\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n--b--"
    )
    return {
        "plain": mail("See you at the picnic.", key="plain"),
        "utf-8": mail("Grüße — до побачення 🎒", headers=eight.format("utf-8"), key="utf-8"),
        "latin-1": mail("Gr\xfc\xdfe \x96".encode("latin-1"), headers=eight.format("iso-8859-1"), key="latin-1"),
        "high-bytes": mail(bytes(range(0x80, 0x100)), headers=eight.format("unknown-8bit"), key="high-bytes"),
        "long-lines": mail("word " * 190 + "\n" + "y" * 990 + "\nend", key="long-lines"),
        "longer-lines": mail("z" * 5000 + "\nend", key="longer-lines"),
        "dots": mail(".\n..\n.hidden\n. \nend.\n.", key="dots"),
        "from-lines": mail("From the start\n>From quoted\nFrom: nobody", key="from-lines"),
        "blanks": mail("  two spaces \t\n\ttab \n \n\n\n\n", key="blanks"),
        "no-body": mail("", key="no-body")[:-2],
        "folded": mail("The fields above are folded.", headers=folded, key="folded"),
        "attachment": mail(attached, headers="MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n", key="attachment"),
    }


def send(port, message, recipients=(OUTSIDE,), sender=STAFF):
    """Hands a message to the server as a mail program does."""
    with smtplib.SMTP("127.0.0.1", port, local_hostname="client.maplehollow.example", timeout=120) as client:
        refused = client.sendmail(sender, list(recipients), message, mail_options=["BODY=8BITMIME"])
        assert not refused, refused


def with_lf(message):
    return message.replace(b"\r\n", b"\n")


def body(message):
    """The bytes after the empty line, with LF."""
    return with_lf(message).partition(b"\n\n")[2]


def fields(message, name):
    """The values of a header field, unfolded."""
    head = re.sub(rb"\n[ \t]+", b" ", with_lf(message).partition(b"\n\n")[0])
    found = re.findall(rb"^" + re.escape(name.encode()) + rb":[ \t]*(.*)$", head, re.I | re.M)
    return [value.decode("utf-8", "replace").strip() for value in found]


def key(message):
    """The key that a message was made with, from its Message-ID."""
    ids = fields(message, "Message-ID")
    return ids[0].strip("<>").partition("@")[0] if ids else None


def own_fields(message):
    """The message's own header lines, without what mail servers and Chaperone add in front."""
    head = re.sub(rb"\n([ \t]+)", b"\x00\\1", with_lf(message).partition(b"\n\n")[0])
    added = rb"From |(Received|Return-Path|Delivered-To|X-Original-To|X-Chaperone-[A-Za-z]+|Envelope-to|Delivery-date):"
    return [line for line in head.split(b"\n") if not re.match(added, line, re.I)]
