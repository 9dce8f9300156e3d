"""A Dovecot of the test's own: LMTP on a port of loopback, its state and mailboxes in the trial's folder."""

import smtplib
import subprocess

from trial import free_port, install, listens, wait_until

CONFIGURATION = """
base_dir = {root}/run
state_dir = {root}/state
instance_name = {root}
log_path = {root}/dovecot.log
mail_debug = no
protocols = lmtp
ssl = no
disable_plaintext_auth = no
postmaster_address = postmaster@maplehollow.example
hostname = mail.maplehollow.example
mail_location = maildir:{root}/boxes/%n
first_valid_uid = 1
passdb {{
  driver = static
  args = nopassword=y
}}
userdb {{
  driver = static
  args = uid=nobody gid=nogroup home={root}/homes/%n allow_all_users=yes
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {port}
  }}
}}
service anvil {{
  chroot =
}}
namespace inbox {{
  inbox = yes
}}
# What a refusal is sent with; the test keeps it.
sendmail_path = {root}/bin/sendmail
{more}
"""

SENDMAIL = """#!/bin/sh
# Keeps what a server sends, in one file a message.
cat > "$(mktemp {root}/sent/XXXXXX)"
"""


class Dovecot:
    """Installs Dovecot where it is missing, and runs it."""

    def __init__(self, trial):
        install("dovecot-lmtpd", "dovecot-sieve")
        self.root = trial.folder("dovecot")
        self.trial = trial
        self.port = free_port()
        for name in ("boxes", "homes", "sent", "sieve"):
            trial.folder(f"dovecot/{name}", owner="nobody")
        trial.folder("dovecot/bin")
        sendmail = self.root / "bin/sendmail"
        sendmail.write_text(SENDMAIL.format(root=self.root))
        sendmail.chmod(0o755)
        self.etc = self.root / "dovecot.conf"

    def start(self, more):
        self.etc.write_text(CONFIGURATION.format(root=self.root, port=self.port, more=more))
        # Into a file: the server keeps what it was given open.
        output = self.root / "start.log"
        with open(output, "w") as file:
            code = subprocess.call(["dovecot", "-c", str(self.etc)], stdout=file, stderr=file)
        if code != 0:
            raise RuntimeError(output.read_text())
        self.trial.at_end.append(self.stop)
        wait_until(lambda: listens(self.port))

    def stop(self):
        subprocess.run(["doveadm", "-c", str(self.etc), "stop"], capture_output=True)

    def reload(self):
        subprocess.run(["doveadm", "-c", str(self.etc), "reload"], check=True)

    def compile(self, script):
        """Compiles a Sieve script with the server's configuration, as its README says to."""
        run = subprocess.run(["sievec", "-c", str(self.etc), str(script)], capture_output=True, text=True)
        if run.returncode != 0:
            raise RuntimeError(run.stdout + run.stderr)

    def deliver(self, message, recipient, sender):
        """Delivers by LMTP; the code of the answer."""
        client = smtplib.LMTP("127.0.0.1", self.port, timeout=60)
        try:
            try:
                client.sendmail(sender, [recipient], message, mail_options=["BODY=8BITMIME"])
                return 250
            except smtplib.SMTPRecipientsRefused as refused:
                return next(iter(refused.recipients.values()))[0]
            except smtplib.SMTPResponseException as refused:
                return refused.smtp_code
            except smtplib.SMTPServerDisconnected:
                return 421  # What a mail server makes of a lost connection: it tries again.
        finally:
            client.close()

    def files(self, name, folder=""):
        """The files of a mailbox, oldest first; a folder's name as Maildir++ has it."""
        path = self.root / "boxes" / name / (f".{folder}" if folder else "")
        found = [file for part in ("new", "cur") if (path / part).is_dir() for file in (path / part).iterdir()]
        return sorted(found, key=lambda file: file.stat().st_mtime_ns)

    def box(self, name, folder=""):
        """The messages of a mailbox."""
        return [file.read_bytes() for file in self.files(name, folder)]

    def sent(self):
        """What the server sent on its own: refusals."""
        return [file.read_bytes() for file in (self.root / "sent").iterdir()]

    def wait_for(self, name, count, folder=""):
        wait_until(lambda: len(self.box(name, folder)) >= count)
        return self.box(name, folder)

    def log(self):
        path = self.root / "dovecot.log"
        return path.read_text(errors="replace") if path.exists() else ""
