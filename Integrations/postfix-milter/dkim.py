"""Signatures of OpenDKIM before and behind Chaperone."""

import os
import subprocess

from gateway import ACTIONS, Gateway
from mails import OUTSIDE, key, shapes
from senders import Sender
from server import COLLEAGUE
from trial import free_port, install, wait_until

#: The strictest way to sign: any changed byte of the body or of a signed field shows.
SIGNER = """
Mode            s
Domain          maplehollow.example
Selector        trial
KeyFile         {folder}/trial.private
Socket          inet:{port}@127.0.0.1
Canonicalization simple/simple
InternalHosts   127.0.0.1
RequireSafeKeys false
Background      no
Syslog          no
PidFile         {folder}/opendkim.pid
"""


class Signer:
    """An opendkim that signs, and one that verifies with the same key."""

    def __init__(self, trial):
        install("opendkim", "opendkim-tools")
        self.folder = trial.folder("dkim")
        self.port = free_port()
        (self.folder / "sign.conf").write_text(SIGNER.format(folder=self.folder, port=self.port))
        subprocess.run(
            ["opendkim-genkey", "-D", self.folder, "-d", "maplehollow.example", "-s", "trial", "-b", "2048"],
            check=True, capture_output=True)
        record = (self.folder / "trial.txt").read_text()
        key_text = "".join(part for part in record.split('"')[1::2])
        (self.folder / "keys").write_text(f"trial._domainkey.maplehollow.example {key_text}\n")
        (self.folder / "verify.conf").write_text(
            f"Mode v\nTestPublicKeys {self.folder}/keys\nSyslog no\nPidFile {self.folder}/verify.pid\n")
        process = subprocess.Popen(["opendkim", "-x", self.folder / "sign.conf", "-f"])
        trial.at_end.append(process.kill)
        wait_until(self._listens, 10)

    def _listens(self):
        import socket

        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def verifies(self, message):
        """Whether a message's signature fits it, and what opendkim says."""
        path = self.folder / f"{key(message)}.eml"
        path.write_bytes(message.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
        run = subprocess.run(
            ["opendkim", "-x", self.folder / "verify.conf", "-t", path], capture_output=True, text=True)
        told = run.stdout + run.stderr
        return run.returncode == 0 and "verification (s=trial" in told and "succeeded" in told, told


def signatures_hold(trial, server):
    """Mail that is signed behind Chaperone verifies outside; signed mail from outside verifies inside."""
    signer = Signer(trial)
    server.gateway.stop()
    gateway = Gateway(trial, ACTIONS).start()
    server.use(gateway, f"{gateway.postfix_socket}, inet:127.0.0.1:{signer.port}")
    mails = shapes()
    sender = Sender(server.port)
    for name, message in mails.items():
        marked = message.replace(b"Message-ID: <", b"X-Chaperone-Override: because\r\nX-Chaperone-Level: none\r\nMessage-ID: <s-")
        sender.send(name, marked)
    signed = {}
    for name in mails:
        arrived = server.arrives(f"s-{name}")
        if trial.equal(len(arrived), 1, f"{name}: it arrives signed"):
            signed[name] = arrived[0].data
            holds, told = signer.verifies(arrived[0].data)
            trial.expect(holds, f"{name}: signed behind Chaperone, it verifies outside", told)
            trial.expect(b"X-Chaperone" not in arrived[0].data, f"{name}: nothing of ours is in it")
    sender.close()

    server.use(gateway)
    sender = Sender(server.port)
    for name, message in signed.items():
        sender.send(name, message, [COLLEAGUE], OUTSIDE)
    for name in signed:
        inside = server.inside("office", f"s-{name}")
        if trial.equal(len(inside), 1, f"{name}: the signed mail arrives inside"):
            # The mailbox has lines of its own before the message.
            start = inside[0].index(b"X-Chaperone-Level:")
            holds, told = signer.verifies(inside[0][start:])
            trial.expect(holds, f"{name}: with our fields in front, the signature still verifies", told)
    # The proof that the check can fail.
    broken = signed["utf-8"].replace("Grüße".encode(), "Grusse".encode())
    trial.expect(not signer.verifies(broken)[0], "a changed message does not verify")
    sender.close()
    return f"{len(signed)} signed mails verify outside and inside"
