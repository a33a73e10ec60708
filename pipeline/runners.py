"""Where the graph runs: the pinned in-process runner, or the one that Beam's own options name.

What can be wrong with a runner asked for is said before anything is sent to it, since a job server that does not
answer is waited for without end.
"""

from __future__ import annotations

import contextlib
import socket
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pipeline.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import apache_beam as beam
    from apache_beam.options.pipeline_options import PipelineOptions

    from pipeline.config import BuildConfig

PINNED = "FnApiRunner"  #: by name: "DirectRunner" would look for another runner on the network first
_REFUSED = {
    "dask": "It loses data in silence (Beam 2.77: tables without rows, outputs mixed up) and still says DONE.",
    "interactive": "It is for notebooks and keeps every collection.",
}
_NO_SERVER = ("Unable to parse jar URL", "Unable to fetch remote job server jar", "Java must be installed")
_NO_ADDRESS = ("", "embed", "[auto]", "[local]", "[collection]")  # Beam starts what is needed itself
_CONNECT = 5.0  # seconds


def run(config: BuildConfig, wire: Callable[[beam.Pipeline], None]) -> None:
    """Let ``wire`` fill a pipeline, run it where the configuration says, and wait until it is done.

    Raises UserError for a runner that cannot be used or reached; what a step raised comes as the runner hands it on.
    """
    import apache_beam
    from apache_beam.options.pipeline_options import StandardOptions

    options = _options(config)
    standard = options.view_as(StandardOptions)
    standard.no_wait_until_finish = False  # the release is made of what the workers have left
    runner = _runner(standard.runner)
    for option, address in _addresses(options):
        _must_answer(option, address)
    with _said_plainly():
        pipeline = apache_beam.Pipeline(runner=runner, options=options)
        wire(pipeline)
        _wait(pipeline.run())


def _options(config: BuildConfig) -> PipelineOptions:
    from apache_beam.options.pipeline_options import PipelineOptions, StandardOptions

    options = PipelineOptions(list(config.beam_options))
    standard = options.view_as(StandardOptions)
    if standard.runner is None:
        workers = config.workers
        local = [f"--direct_num_workers={workers}", "--direct_running_mode=multi_processing"] if workers > 1 else []
        options = PipelineOptions([*config.beam_options, f"--runner={PINNED}", *local])
    return options


def _runner(name: str) -> Any:
    """A runner by Beam's name for it. Raises UserError for one that is refused or unknown."""
    from apache_beam.runners.runner import create_runner

    plain = name.rpartition(".")[2].lower().removesuffix("runner")
    if plain in _REFUSED:
        instead = "Leave --runner out, or name FlinkRunner, SparkRunner or DataflowRunner."
        raise UserError(f"--runner={name}: refused", _REFUSED[plain], instead)
    try:
        return create_runner(name)
    except (ValueError, ImportError, AttributeError) as error:
        instead = "Mend the name, or leave --runner out."
        raise UserError(f"--runner={name}: cannot be used", str(error), instead) from error


def _addresses(options: PipelineOptions) -> Iterator[tuple[str, str]]:
    """Option and value of each address that this process will talk to."""
    from apache_beam.options.pipeline_options import FlinkRunnerOptions, PortableOptions

    portable = options.view_as(PortableOptions)
    yield "--job_endpoint", portable.job_endpoint or ""
    yield "--flink_master", options.view_as(FlinkRunnerOptions).flink_master or ""


def _must_answer(option: str, address: str) -> None:
    """Try to connect to a ``host:port`` or a URL."""
    if address in _NO_ADDRESS:
        return
    try:
        parts = urlsplit(address if "://" in address else f"//{address}")
        socket.create_connection((parts.hostname, parts.port), timeout=_CONNECT).close()
    except (OSError, ValueError) as error:
        raise UserError(
            f"{option} {address}: nothing answers there ({getattr(error, 'strerror', None) or error})",
            "The build was to run there, so nothing was started.",
            "Start the cluster or its job server, mend the address, or leave --runner out to build on this machine.",
        ) from error


def _wait(result: Any) -> None:
    try:
        state = result.wait_until_finish()
    except KeyboardInterrupt:
        with contextlib.suppress(Exception):  # the folder it writes to goes in any case
            result.cancel()
        raise
    if state != "DONE":
        raise RuntimeError(f"the runner ended the job in state {state}")


@contextlib.contextmanager
def _said_plainly() -> Iterator[None]:
    """What is wrong around a job server, in words; what is wrong in a step keeps its traceback."""
    import grpc

    try:
        yield
    except (ValueError, RuntimeError) as error:
        if not any(words in str(error) for words in _NO_SERVER):
            raise
        raise UserError(
            f"Beam's job server cannot be started: {error}",
            "Flink and Spark are reached through a job server, a Java program in a jar of Beam's own version.",
            "Name it with --flink_job_server_jar or --spark_job_server_jar; have Java on the path (docs/runners.md).",
        ) from error
    except grpc.RpcError as error:
        if error.code() is not grpc.StatusCode.UNAVAILABLE:
            raise
        raise UserError(
            f"the job server no longer answers ({error.details()})",
            "Whether the job ended is not known, so no release was made; what had been scanned is kept.",
            "Look at the log of the job server, start it again, and build again.",
        ) from error
