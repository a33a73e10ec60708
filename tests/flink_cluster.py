"""A standalone Flink for as long as a test needs it: one JobManager, TaskManagers that can be killed."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

_START = 90.0  # seconds
_CONFIG = """
jobmanager: {{rpc: {{address: 127.0.0.1, port: {rpc}}}, bind-host: 127.0.0.1, memory: {{process: {{size: 1g}}}}}}
taskmanager:
  host: 127.0.0.1
  bind-host: 127.0.0.1
  numberOfTaskSlots: 2
  memory: {{process: {{size: 1500m}}}}
rest: {{address: 127.0.0.1, bind-address: 127.0.0.1, port: {rest}, bind-port: {rest}}}
blob: {{server: {{port: 0}}}}
heartbeat: {{interval: 1000, timeout: 5000}}
restart-strategy: {{type: fixed-delay, fixed-delay: {{attempts: 20, delay: 1 s}}}}
parallelism: {{default: 2}}
io: {{tmp: {{dirs: {tmp}}}}}
env: {{log: {{dir: {log}}}, pid: {{dir: {log}}}}}
"""


class Cluster:
    """Starts with ``workers`` TaskManagers of two slots each; everything it writes lies in a folder of its own."""

    def __init__(self, home: Path, folder: Path, workers: int = 2) -> None:
        self._home, self._folder = home, folder
        self.rest = _free_port()
        self._conf = folder / "conf"
        shutil.copytree(home / "conf", self._conf)
        for old in self._conf.glob("*.yaml"):
            old.unlink()
        for name in ("tmp", "log"):
            (folder / name).mkdir()
        (self._conf / "config.yaml").write_text(
            _CONFIG.format(rpc=_free_port(), rest=self.rest, tmp=folder / "tmp", log=folder / "log")
        )
        self._manager = self._start("jobmanager")
        self.workers = [self.add_worker() for _ in range(workers)]
        try:
            self.wait_for_workers(workers)
        except BaseException:
            self.stop()
            raise

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def add_worker(self) -> subprocess.Popen[bytes]:
        """Start one more TaskManager."""
        return self._start("taskmanager")

    def wait_for_workers(self, count: int) -> None:
        """Until so many TaskManagers are known."""
        deadline = time.monotonic() + _START
        while time.monotonic() < deadline:
            assert self._manager.poll() is None, self._log()
            try:
                if self.ask("overview")["slots-total"] >= 2 * count:
                    return
            except OSError:
                pass
            time.sleep(0.3)
        raise AssertionError(f"no {count} TaskManagers after {_START} s\n{self._log()}")

    def ask(self, what: str) -> Any:
        """An answer of the cluster's REST interface."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.rest}/{what}", timeout=5) as answer:
            return json.load(answer)

    def stop(self) -> None:
        """End every process that was started."""
        started = [*self.workers, self._manager] if hasattr(self, "workers") else [self._manager]
        for process in started:
            process.terminate()
        for process in started:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _start(self, what: str) -> subprocess.Popen[bytes]:
        # Their scripts end in exec, so that this process is the Java one.
        environment = {**os.environ, "FLINK_CONF_DIR": str(self._conf), "FLINK_HOME": str(self._home)}
        with (self._folder / "log" / f"{what}.out").open("ab") as log:
            return subprocess.Popen(
                [self._home / "bin" / f"{what}.sh", "start-foreground"],
                env=environment,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                cwd=self._folder,
            )

    def _log(self) -> str:
        return "\n".join(path.read_text(errors="replace")[-3000:] for path in (self._folder / "log").glob("*.out"))


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
