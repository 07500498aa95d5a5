"""`make run`'s command, for real: a process that migrates, seeds, serves, and ends cleanly."""

from __future__ import annotations

import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A running `flask serve` and what it printed."""

    def __init__(self, instance: Path, *options: str, **environ: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = instance.parent / f"{instance.name}.log"
        env = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "LANG", "VIRTUAL_ENV")}
        env |= {"INSTANCE_PATH": str(instance), "BASE_URL": self.url, "WEB_WORKERS": "1", **environ}
        with self.log.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "flask", "serve", "--port", str(self.port), *options],
                cwd=ROOT, env=env, stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip

    def get(self, path: str) -> str:
        """The page at the path, waiting for the server to come up."""
        for _ in range(300):
            if self.process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(self.url + path, timeout=5) as answer:
                    return str(answer.read().decode())
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.1)  # the server is a process of its own: all one can do is ask again
        raise AssertionError(f"the server did not come up:\n{self.printed()}")

    def printed(self) -> str:
        return self.log.read_text()

    def children(self) -> list[int]:
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(number) for number in path.read_text().split()]

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(timeout=20)
        finally:
            self.process.kill()


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="serving: needs Linux's /proc")
def test_first_start_does_everything_and_ctrl_c_ends_it(tmp_path):
    instance = tmp_path / "instance"
    server = Server(instance)
    assert "Muscle twitching: causes, self-care" in server.get("/")
    printed = server.printed()
    assert f"is at {server.url}" in printed
    link = re.search(rf"{server.url}/setup/\S+", printed)
    assert link, printed
    assert "outbox" in printed, "it says where mail goes"
    assert stat.S_IMODE((instance / "secret_key").stat().st_mode) == 0o600
    children = server.children()
    assert len(children) >= 2, "a server process and the worker"
    assert server.stop() == 0
    for child in children:
        assert not Path(f"/proc/{child}").exists(), "left running"

    # The second start finds everything in place; the link was not used, so a new one is printed.
    again = Server(instance)
    again.get("/healthz")
    assert "/setup/" in again.printed()
    assert again.stop() == 0


def test_port_in_use_is_said_before_anything_else(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "flask", "serve", "--port", str(port)],
            cwd=ROOT, env=os.environ | {"INSTANCE_PATH": str(tmp_path / "i")},
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert "PORT:" in done.stderr
    assert not (tmp_path / "i" / "askwell.db").exists()


def test_bad_configuration_stops_the_start_with_one_sentence(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "flask", "serve"],
        cwd=ROOT, env=os.environ | {"INSTANCE_PATH": str(tmp_path), "MAIL_URL": "mail"},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert "MAIL_URL: start it with smtp://" in done.stderr
    assert "Traceback" not in done.stderr
