"""Processes of the hub that are forked for tests behave as the command would."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time

import psutil
import pytest

from tests.e2e.forks import Forks, possible

pytestmark = pytest.mark.skipif(not possible(), reason="processes are started as commands here")
ADD = (
    "user",
    "add",
    "juma@example.org",
    "--name",
    "Juma",
    "--role",
    "student",
    "--password-stdin",
)  # waits for what is typed


@pytest.fixture
def streams():
    reading, writing = os.pipe()
    with os.fdopen(reading) as entered, os.fdopen(writing, "w"), tempfile.TemporaryFile("w+") as told:
        yield entered, told, told


@pytest.fixture
def environment(tmp_path):
    return {"HUB_VAR_DIR": str(tmp_path / "var"), "HUB_LANG": "sw"}


@pytest.fixture
def migrated(prepared, environment, streams):
    assert prepared.forks.start("migrate", environment=environment, streams=streams).wait() == 0


def test_it_has_the_environment_the_streams_and_the_exit_code_of_the_command(prepared, environment, streams):
    asked = prepared.forks.start("user", "list", environment=environment, streams=streams)
    assert asked.wait() == 3
    streams[1].seek(0)
    command = [sys.executable, "-m", "innovation_hub", "user", "list"]
    real = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert real.returncode == 3
    assert streams[1].read() == real.stdout + real.stderr
    assert (prepared.run / "forkserver.log").read_text() == ""


@pytest.mark.usefixtures("migrated")
def test_it_is_sent_signals_and_ends_by_them(prepared, environment, streams):
    asked = prepared.forks.start(*ADD, environment=environment, streams=streams)
    with pytest.raises(subprocess.TimeoutExpired):
        asked.wait(0.2)
    os.killpg(asked.pid, signal.SIGTERM)
    assert asked.wait(10) == -signal.SIGTERM
    asked.kill()  # says nothing of a process that has ended


@pytest.mark.usefixtures("migrated")
def test_it_ends_with_the_worker_that_started_it(prepared, environment, streams):
    another = Forks(prepared.run)
    asked = psutil.Process(another.start(*ADD, environment=environment, streams=streams).pid)
    stays = prepared.forks.start(*ADD, environment=environment, streams=streams)
    assert asked.is_running()
    another.close()
    assert psutil.wait_procs([asked], timeout=20)[0]
    time.sleep(0.1)
    assert stays.poll() is None
    stays.kill()
    assert stays.wait(10) == -signal.SIGKILL


@pytest.mark.parametrize("closed", [socket.SHUT_RD, socket.SHUT_WR], ids=["unheard", "unfinished"])
def test_a_worker_that_dies_amid_a_question_leaves_the_others_alone(prepared, environment, streams, closed):
    another = Forks(prepared.run)
    if closed == socket.SHUT_WR:
        another._line.sendall(b"{")
    another._line.shutdown(closed)
    with pytest.raises(OSError):
        another.start("user", "list", environment=environment, streams=streams)
    another.close()
    assert prepared.forks.start("user", "list", environment=environment, streams=streams).wait(20) == 3
