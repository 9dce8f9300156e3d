"""Concurrent senders for as long as asked: rate, latencies and memory, with and without Chaperone."""

import threading
import time

from faults import Traffic, faults, reloads
from senders import percentile


def load(trial, server, seconds):
    """Most of the time on the filtered port, a tenth of it on the one without Chaperone."""
    print(f"load: {seconds} s", flush=True)
    gateway = server.gateway
    samples = []
    going = True

    def watch():
        while going:
            samples.append((time.monotonic(), gateway.memory()))
            time.sleep(5)

    threading.Thread(target=watch, daemon=True).start()
    traffic = Traffic(server, "load", senders=8)
    time.sleep(seconds)
    going = False
    crowd = traffic.finish(trial, "load", settles=120)
    trial.equal(crowd.deferrals, 0, "load: nobody was put off")
    # Memory is measured once every buffer has been used: from a tenth of the time on.
    settled = [memory for _, memory in samples[len(samples) // 10 :]]
    start, end = sum(settled[:6]) / len(settled[:6]), sum(settled[-6:]) / len(settled[-6:])
    trial.expect(end < start * 1.1 + 10, "load: memory does not grow", (start, end))
    seen = [seconds for _, seconds, kind in crowd.latencies if kind == "taken"]
    rate = len(crowd.decided) / crowd.seconds
    plain = plain_load(server, max(seconds / 10, 5))
    print(
        f"load: {rate:.0f} messages a second, median {percentile(seen, 0.5) * 1000:.1f} ms, 99th {percentile(seen, 0.99) * 1000:.1f} ms;"
        f" without Chaperone {plain[0]:.0f} a second, {plain[1]:.1f} and {plain[2]:.1f} ms;"
        f" memory {start:.0f} MB at the start, {end:.0f} MB at the end", flush=True)
    scans = gateway.metrics()
    for name in ("chaperone_answer_seconds", "chaperone_scan_seconds"):
        print(f"{name}: mean {scans[name + '_sum'] / max(scans[name + '_count'], 1) * 1000:.1f} ms", flush=True)
    reloads(trial, server, 20)
    for _ in range(3):
        faults(trial, server, 5)
    return f"{seconds} s of load at {rate:.0f} messages a second, memory {start:.0f} to {end:.0f} MB"


def plain_load(server, seconds):
    """The same senders without Chaperone: rate, median and 99th latency in milliseconds."""
    traffic = Traffic(server, "plain", senders=8, port=server.postfix.control_port)
    time.sleep(seconds)
    crowd = traffic.crowd.stop()
    server.postfix.settled(0, 120)
    seen = [seconds for _, seconds, kind in crowd.latencies if kind == "taken"]
    return len(crowd.decided) / crowd.seconds, percentile(seen, 0.5) * 1000, percentile(seen, 0.99) * 1000
