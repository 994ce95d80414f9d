"""The process that parses one file: ``python -m innovation_hub.files.process TASK SECONDS MEGABYTES [ARGUMENT …]``.

It reads the file from standard input and writes the answer to standard output. The limits are set before the task is
imported.
"""

import sys
from importlib import import_module

from innovation_hub.files.sandbox import OUT_OF_MEMORY


def limit(seconds: int, megabytes: int) -> None:
    """Limit CPU time and memory of this process and forbid it to write files, as far as the platform supports it."""
    try:
        import resource
    except ImportError:  # Windows: the time by the clock is the limit
        return
    wanted = {
        "RLIMIT_CPU": seconds,
        "RLIMIT_AS": megabytes * 2**20,
        "RLIMIT_FSIZE": 0,  # no file is written
        "RLIMIT_CORE": 0,
    }
    for name, most in wanted.items():
        try:
            kind = getattr(resource, name)
            hard = resource.getrlimit(kind)[1]
            resource.setrlimit(kind, (min(most, hard) if hard >= 0 else most,) * 2)
        except (AttributeError, ValueError, OSError):  # a limit that this platform does not know
            continue


def main(task: str, seconds: str, megabytes: str, *arguments: str) -> int:
    """Run the task and return the exit code: 0, or `OUT_OF_MEMORY`; other errors are raised."""
    limit(int(seconds), int(megabytes))
    try:
        answer = import_module(task).work(sys.stdin.buffer.read(), *arguments)
    except MemoryError:
        return OUT_OF_MEMORY
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
