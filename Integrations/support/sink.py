"""A mail server on loopback that keeps what it is given: the outside world of the tests."""

import socketserver
import threading
import time


class Delivered:
    """One message as it arrived: the envelope and the bytes, with CRLF."""

    def __init__(self, sender, recipients, data):
        self.sender = sender
        self.recipients = recipients
        self.data = data
        self.at = time.monotonic()


class _Session(socketserver.StreamRequestHandler):
    def answer(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self):
        self.answer("220 sink.example ESMTP")
        sender, recipients = None, []
        for line in iter(self.rfile.readline, b""):
            text = line.rstrip(b"\r\n").decode("utf-8", "surrogateescape")
            verb = text[:4].upper()
            if verb == "EHLO":
                self.answer("250-sink.example")
                self.answer("250-8BITMIME")
                self.answer("250 SIZE 104857600")
            elif verb == "MAIL":
                sender, recipients = text[text.index("<") + 1 : text.index(">")], []
                self.answer("250 ok")
            elif verb == "RCPT":
                recipients.append(text[text.index("<") + 1 : text.index(">")])
                self.answer("250 ok")
            elif verb == "DATA":
                self.answer("354 go on")
                data = self.read_data()
                if data is None:
                    return
                self.server.keep(Delivered(sender, recipients, data))
                self.answer("250 kept")
            elif verb == "QUIT":
                self.answer("221 bye")
                return
            else:
                self.answer("250 ok")

    def read_data(self):
        lines = []
        for line in iter(self.rfile.readline, b""):
            if line == b".\r\n":
                return b"".join(lines)
            lines.append(line[1:] if line.startswith(b".") else line)
        return None


class Sink(socketserver.ThreadingTCPServer):
    """Listens until it is closed."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, port=0):
        super().__init__(("127.0.0.1", port), _Session)
        self.port = self.server_address[1]
        self.delivered = []
        self._lock = threading.Lock()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def keep(self, message):
        with self._lock:
            self.delivered.append(message)

    def close(self):
        self.shutdown()
        self.server_close()
