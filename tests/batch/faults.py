#!/usr/bin/env python3
"""Faults (TAP): faults.py HOOKED, the program with the hooks of src/cli/test-hooks.h

Whatever happens: all else is done, every PDF is whole, the report true, the exit
status right. $HANDPRESS_FAULTS is how often things are killed (5).
"""
import ctypes
import os
import random
import shutil
import signal
import subprocess
import sys
import time

from bench import Skip, contains, equal, main, png

ROUNDS = int(os.environ.get("HANDPRESS_FAULTS", "5"))
random.seed(os.environ.get("HANDPRESS_SEED", "1"))
SLOW = "<!-- hook: slow -->"


def failures(archive):
    """{output: code of the error} of the report's failed files."""
    return {f["output"]: next(d["code"] for d in f["diagnostics"] if d["severity"] == "error")
            for f in archive.report()["files"] if f["status"] == "failed"}


def neighbours(archive, count=6):
    for i in range(count):
        archive.note(f"good{i}.md")
    return [f"good{i}.pdf" for i in range(count)]


def check_true(archive):
    """The report says what is there."""
    archive.check_whole()
    for file in archive.report()["files"]:
        path = archive.out / file["output"]
        if file["status"] in ("written", "unchanged"):
            equal(path.stat().st_size, file["bytes"])


def children(pid):
    """The processes that a process has started."""
    found = []
    for name in os.listdir("/proc"):
        try:
            with open(f"/proc/{name}/stat", encoding="utf-8", errors="replace") as file:
                if int(file.read().rpartition(")")[2].split()[1]) == pid:
                    found.append(int(name))
        except (OSError, IndexError, ValueError):
            pass
    return found


def is_worker(pid):
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            return b"batch-worker" in file.read()
    except OSError:
        return False


def wait_for(what):
    """Waits until what() is true; a busy machine may take its time."""
    for _ in range(1200):
        if what():
            return
        time.sleep(0.05)
    raise AssertionError("waited for a minute in vain")


def test_a_deck_that_crashes_its_worker(archive):
    good = neighbours(archive)
    archive.note("bad.md", body="<!-- hook: crash -->")
    run = archive.run("-j", "2", status=1)
    contains(run.stderr, "in/bad.md: error: the worker crashed: it was ended by the signal")
    equal(archive.pdfs(), good)
    equal(failures(archive), {"bad.pdf": "worker-crashed"})
    check_true(archive)
    archive.note("bad.md", body="Mended.")
    equal(archive.made(), ["bad.pdf"])


def test_a_deck_that_never_ends(archive):
    good = neighbours(archive)
    archive.note("bad.md", body="<!-- hook: loop -->")
    contains(archive.run("--timeout", "1", "-j", "2", status=1).stderr, "more than the 1 seconds allowed")
    equal((archive.pdfs(), failures(archive)), (good, {"bad.pdf": "worker-timeout"}))
    check_true(archive)


def test_a_deck_that_takes_too_much_memory(archive):
    good = neighbours(archive)
    archive.note("bad.md", body="<!-- hook: memory -->")
    contains(archive.run("--memory", "300M", "-j", "2", status=1).stderr, "more memory than")
    equal((archive.pdfs(), failures(archive)), (good, {"bad.pdf": "worker-memory"}))
    check_true(archive)


def test_only_decks_that_crash(archive):
    for i in range(4):
        archive.note(f"{i}.md", body="<!-- hook: crash -->")
    archive.run("-j", "3", status=1)
    equal(set(failures(archive).values()), {"worker-crashed"})
    equal(archive.report()["summary"]["failed"], 4)


def test_workers_that_die_between_two_files(archive):
    # 1 and 3 are given to workers that are dead already. Their last try is not.
    for i in range(3):
        archive.note(f"{i}.md", body="<!-- hook: last -->")
    archive.note("3.md")
    archive.run("-j", "1")
    equal(archive.report()["summary"]["written"], 4)


def test_workers_that_are_killed(archive):
    names = [f"{i:02}.pdf" for i in range(20)]
    for i in range(20):
        archive.note(f"{i:02}.md", body=SLOW if i % 4 == 0 else "Text.")
    for _ in range(ROUNDS):
        shutil.rmtree(archive.out, ignore_errors=True)
        with subprocess.Popen(archive.command("-j", "3", "--quiet"), cwd=archive.root) as run:
            # One blow: a file survives it, because it is tried once more.
            time.sleep(random.uniform(0.1, 0.5))
            pids = children(run.pid)
            try:
                os.kill(random.choice(pids), signal.SIGKILL)
            except (IndexError, ProcessLookupError):
                pass
        equal(run.returncode, 0)
        equal(archive.pdfs(), names)
        check_true(archive)


def test_a_run_that_is_killed(archive):
    names = [f"{i:02}.pdf" for i in range(20)]
    for i in range(20):
        archive.note(f"{i:02}.md", body=SLOW if i % 4 == 0 else "Text.")
    for _ in range(ROUNDS):
        shutil.rmtree(archive.out, ignore_errors=True)
        with subprocess.Popen(archive.command("-j", "3", "--quiet"), cwd=archive.root) as run:
            time.sleep(random.uniform(0.05, 0.8))
            workers = children(run.pid)
            run.kill()
        archive.check_whole()
        # Its workers go with it.
        wait_for(lambda pids=workers: not any(map(is_worker, pids)))
        had = archive.pdfs()
        archive.run()
        equal(archive.pdfs(), names)
        made = [f["output"] for f in archive.report()["files"] if f["status"] == "written"]
        # What was there is taken over, but for what was written in the last moment.
        equal(len(set(had) & set(made)) <= 3, True)
        check_true(archive)
        archive.run()
        equal(archive.report()["summary"]["unchanged"], 20)


def test_ctrl_c(archive):
    for i in range(30):
        archive.note(f"{i:02}.md", body=SLOW)
    with subprocess.Popen(archive.command("-j", "2"), cwd=archive.root, stderr=subprocess.PIPE, text=True) as run:
        wait_for(archive.pdfs)
        run.send_signal(signal.SIGINT)
        said = run.stderr.read()
    equal(run.returncode, 128 + signal.SIGINT)
    contains(said, "stopped; the next run goes on from here")
    report = archive.report()
    done = [f["output"] for f in report["files"] if f["status"] == "written"]
    equal((report["stopped"], done, 0 < len(done) < 30), (True, archive.pdfs(), True))
    equal(report["summary"]["pending"], 30 - len(done))
    check_true(archive)


def test_ctrl_c_twice(archive):
    archive.note("bad.md", body="<!-- hook: loop -->")
    with subprocess.Popen(archive.command(), cwd=archive.root, stderr=subprocess.DEVNULL) as run:
        wait_for(lambda: children(run.pid))
        workers = children(run.pid)
        run.send_signal(signal.SIGINT)
        time.sleep(0.3)
        run.send_signal(signal.SIGINT)
        equal(run.wait(10), 128 + signal.SIGINT)
    equal([pid for pid in workers if os.path.exists(f"/proc/{pid}")], [])


def test_sources_that_vanish_or_change(archive):
    for i in range(24):
        archive.note(f"{i:02}.md", body=SLOW)
    with subprocess.Popen(archive.command("-j", "2", "--quiet"), cwd=archive.root, stderr=subprocess.DEVNULL) as run:
        wait_for(archive.pdfs)
        (archive.source / "22.md").unlink()
        archive.note("23.md", body="Changed meanwhile.")
        archive.note("00.md", body="Changed afterwards.")
    equal(run.returncode, 1)
    equal(failures(archive), {"22.pdf": "input-failed"})
    check_true(archive)
    equal(archive.made(), ["00.pdf"])


def test_strange_pictures(archive):
    good = neighbours(archive, 2)
    os.mkfifo(archive.source / "fifo.png")
    (archive.source / "folder.png").mkdir()
    with open(archive.source / "huge.png", "wb") as file:
        file.write(png())
        file.truncate(2 << 30)
    os.symlink("/dev/zero", archive.source / "device.png")
    os.symlink("self.png", archive.source / "self.png")
    (archive.source / "secret.png").write_bytes(png())
    (archive.source / "secret.png").chmod(0)
    pictures = ["fifo.png", "folder.png", "huge.png", "device.png", "self.png", "secret.png"]
    archive.deck("bad.md", body=" ".join(f"![{name}]({name})" for name in pictures))
    archive.run()
    equal(archive.pdfs(), ["bad.pdf", *good])
    codes = {d["code"] for f in archive.report()["files"] for d in f["diagnostics"]}
    equal(codes >= {"image-refused", "image-too-large"}, True)
    check_true(archive)
    equal(archive.made(), [])


def test_settings_that_are_strange(archive):
    archive.note("a.md")
    os.mkfifo(archive.source / "handpress.yaml")
    contains(archive.run(status=1).stderr, "not a regular file")
    (archive.source / "handpress.yaml").unlink()
    archive.write("handpress.yaml", b"title: \xff\xfe\n")
    archive.run(status=2)
    archive.write("handpress.yaml", "a: " + "[" * 5000)
    archive.run(status=2)


def test_a_folder_that_cannot_be_read(archive):
    if os.geteuid() == 0:
        raise Skip("root reads everything")
    archive.note("a.md")
    archive.note("closed/b.md")
    (archive.source / "closed").chmod(0)
    try:
        contains(archive.run(status=1).stderr, "cannot read the folder")
    finally:
        (archive.source / "closed").chmod(0o755)
    equal(archive.pdfs(), ["a.pdf"])


def test_a_read_only_output_folder(archive):
    if os.geteuid() == 0:
        raise Skip("root writes everywhere")
    archive.note("a.md")
    archive.run()
    archive.note("a.md", body="Other.")
    before = (archive.out / "a.pdf").read_bytes()
    (archive.out / ".handpress").chmod(0o555)
    archive.out.chmod(0o555)
    try:
        archive.run(status=1)
    finally:
        archive.out.chmod(0o755)
        (archive.out / ".handpress").chmod(0o755)
    equal((archive.out / "a.pdf").read_bytes(), before)


def mount_tmpfs(path, size):
    """A file system of a few bytes; only root can, and not in every container."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(b"tmpfs", os.fsencode(path), b"tmpfs", 0, f"size={size}".encode()) != 0:
        raise Skip(f"cannot mount a tmpfs: {os.strerror(ctypes.get_errno())}")
    return libc


def test_a_full_disk(archive):
    for i in range(40):
        archive.note(f"{i:02}.md", body=f"Text {i}. " * 200)
    archive.out.mkdir()
    libc = mount_tmpfs(archive.out, "400k")
    try:
        run = archive.run("-j", "2", status=1)
        contains(run.stderr, "No space left on device")
        archive.check_whole()
        written = len(archive.pdfs())
        equal(0 < written < 40, True)
        equal([p.name for p in archive.out.rglob(".handpress-*.tmp")], [])
        # With room again the next run does the rest.
        equal(libc.mount(b"tmpfs", os.fsencode(archive.out), b"tmpfs", 32, b"size=64m"), 0)
        archive.run()
        equal(len(archive.pdfs()), 40)
        check_true(archive)
    finally:
        libc.umount2(os.fsencode(archive.out), 2)


def test_events_go_nowhere(archive):
    neighbours(archive, 3)
    with subprocess.Popen(archive.command("--json"), cwd=archive.root, stdout=subprocess.PIPE) as run:
        run.stdout.close()
    equal(len(archive.pdfs()), 3)
    check_true(archive)


def test_what_a_killed_run_left_is_removed(archive):
    archive.note("a/x.md")
    archive.run()
    left, mine = archive.out / "a/.handpress-00ff00ff.tmp", archive.out / "a/.handpress-mine"
    left.write_text("whole, but not in its place")
    mine.write_text("mine")
    archive.run("--shard", "1/1")
    equal((left.exists(), mine.exists()), (True, True))
    archive.run()
    equal((left.exists(), mine.exists()), (False, True))


if __name__ == "__main__":
    sys.exit(main([value for name, value in list(globals().items()) if name.startswith("test_")]))
