"""Runs commands, and says what they answered and what it cost. Needs Python 3 and nothing else."""

import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import threading
import time

TIME = "/usr/bin/time"


def run(command, timeout, stdin=None):
  """A command's exit status, output, and what it took: seconds, processor seconds, MB of memory (the largest resident set).

  GNU time starts the command where it is there: a process that Python forks is never smaller than Python was.
  """
  if shutil.which(command[0]) is None:
    return {"code": 127, "late": False, "out": "", "error": f"error: no program {command[0]}", "seconds": 0.0,
            "processor_seconds": 0.0, "megabytes": 0.0}
  usage_file = None
  if pathlib.Path(TIME).exists():
    handle, usage_file = tempfile.mkstemp()
    os.close(handle)
    command = [TIME, "-q", "-f", "%M", "-o", usage_file, *command]
  start = time.monotonic()
  process = subprocess.Popen(command, stdin=subprocess.PIPE if stdin is not None else subprocess.DEVNULL,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
  texts = {}

  def drain(name, stream):
    texts[name] = stream.read().decode(errors="replace")

  readers = [threading.Thread(target=drain, args=item)
             for item in (("out", process.stdout), ("error", process.stderr))]
  if stdin is not None:
    def feed():
      try:
        with process.stdin:
          process.stdin.write(stdin.encode())
      except BrokenPipeError:
        pass  # The command ended before it read all; its exit status says so.
    readers.append(threading.Thread(target=feed))
  late = threading.Event()

  def end():
    late.set()
    try:
      os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
      pass  # It ended by itself just now.

  timer = threading.Timer(timeout, end)
  timer.start()
  for reader in readers:
    reader.start()
  _, status, usage = os.wait4(process.pid, 0)
  taken = time.monotonic() - start
  timer.cancel()
  for reader in readers:
    reader.join()
  process.returncode = os.waitstatus_to_exitcode(status)
  kilobytes = usage.ru_maxrss
  if usage_file is not None:
    text = pathlib.Path(usage_file).read_text().strip()
    kilobytes = int(text.splitlines()[-1]) if text else kilobytes
    os.unlink(usage_file)
  return {
    "code": process.returncode, "late": late.is_set(), "out": texts["out"], "error": texts["error"], "seconds": taken,
    "processor_seconds": usage.ru_utime + usage.ru_stime, "megabytes": kilobytes / 1024,
  }


def failure(ran):
  """Why a command failed: its first error, or how it ended."""
  if ran["late"]:
    return f"over {ran['seconds']:.0f} s"
  lines = (ran["error"] + ran["out"]).strip().splitlines()
  errors = [line.split("error:", 1)[1].strip() for line in lines if "error:" in line]
  return (errors or lines[-1:] or [f"exit {ran['code']}"])[0]
