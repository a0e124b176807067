#!/usr/bin/env python3
"""Binders of a batch, and what shards and whole runs know of each other (TAP): together.py HANDPRESS"""
import json
import shutil
import subprocess
import sys

from bench import Skip, contains, equal, main, png


def bound(archive, *arguments, **options):
    """A run with a binder: what the report says of it."""
    archive.run("--binder", "all.pdf", *arguments, **options)
    return archive.report()["binder"]


def words(path):
    """The words of each page."""
    if not shutil.which("pdftotext"):
        raise Skip("pdftotext is not installed")
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    return [page.split() for page in text.split("\f")[:-1]]


def check(path):
    if shutil.which("qpdf"):
        subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)


def shown(archive):
    archive.write("logo.png", png(64, 64))
    archive.deck("b.md", title="Bee", body="![logo](logo.png)")
    archive.note("a/x.md", title="Ex", body="Text.[^1]\n\n[^1]: A note.")
    archive.note("c.md", title="Cee", body="![logo](logo.png) Text.[^1]\n\n[^1]: A note.")


def test_a_binder_of_all(archive):
    shown(archive)
    binder = bound(archive)
    path = archive.root / "all.pdf"
    equal(binder, {"file": "all.pdf", "status": "written", "decks": 3, "missing": 0, "pages": 5,
                   "bytes": path.stat().st_size})
    check(path)
    pages = words(path)
    equal(pages[0], ["all", "Ex", "1", "Bee", "2", "Cee", "4", "i"])
    equal([page[0] for page in pages[1:]], ["Ex", "Bee", "Second", "Cee"])


def test_a_binder_is_made_when_a_part_has_changed(archive):
    shown(archive)
    bound(archive)
    path = archive.root / "all.pdf"
    before = path.stat().st_mtime_ns
    equal(bound(archive)["status"], "unchanged")
    equal(path.stat().st_mtime_ns, before)
    archive.note("c.md", title="Sea")
    equal(bound(archive)["status"], "written")
    contains(words(path)[0], "Sea")
    equal(archive.report()["summary"]["written"], 1)
    path.write_text("mine")
    equal(bound(archive)["status"], "written")
    (archive.source / "c.md").unlink()
    equal((bound(archive)["decks"], bound(archive)["status"]), (2, "unchanged"))
    equal(bound(archive, "--force")["status"], "written")


def test_what_failed_is_not_in_the_binder(archive):
    shown(archive)
    archive.note("bad.md", body="![gone](gone.png)")
    run = archive.run("--strict", "--binder", "all.pdf", status=1)
    contains(run.stderr, "1 of 4 files could not be exported and are not in it")
    binder = archive.report()["binder"]
    equal((binder["status"], binder["decks"], binder["missing"], binder["pages"]), ("written", 3, 1, 5))


def test_a_binder_that_cannot_be(archive):
    shown(archive)
    contains(archive.run("--binder", "out/b.pdf", status=2).stderr, "this is an export of the archive")
    contains(archive.run("--binder", "in/b.md", status=2).stderr, "this is a source of the archive")
    contains(archive.run("--binder", "all.pdf", "--shard", "1/2", status=2).stderr, "then once without --shard")
    contains(archive.run("--binder", "", status=2).stderr, "path is empty")
    equal((archive.source / "b.md").read_text()[:4], "---\n")
    contains(archive.run("--binder", "nowhere/all.pdf", status=1).stderr, "no binder was made: cannot write")
    equal(archive.report()["binder"]["status"], "failed")
    equal(archive.report()["summary"]["written"], 3)
    contains(archive.run("--binder", "all.pdf", "--exclude", "*", status=1).stderr, "there is nothing to bind")


def test_a_dry_run_tells_of_the_binder(archive):
    shown(archive)
    contains(archive.run("--binder", "all.pdf", "--dry-run").stdout, "all exports → all.pdf\n")
    equal((archive.root / "all.pdf").exists(), False)
    bound(archive)
    equal(archive.run("--binder", "all.pdf", "--dry-run").stdout, "")
    events = [json.loads(line) for line in archive.run("--binder", "all.pdf", "--json").stdout.splitlines()]
    equal([(e["event"], e.get("status")) for e in events], [("start", None), ("binder", "unchanged"), ("end", None)])


def test_a_binder_of_letters(archive):
    shown(archive)
    archive.write("paper.md", "# Paper\n")
    subprocess.run([archive.program, "--quiet", "in/paper.md", "-o", "paper.pdf"], cwd=archive.root, check=True)
    (archive.source / "paper.md").unlink()
    equal(bound(archive, "--letterhead", "paper.pdf")["pages"], 5)
    check(archive.root / "all.pdf")
    contains(words(archive.root / "all.pdf")[1], "Paper")


def test_a_cover_that_is_missing_is_made_alone(archive):
    shown(archive)
    archive.run()
    covers = sorted((archive.out / "index-files").iterdir())
    before = {name: (archive.out / name).stat().st_mtime_ns for name in archive.pdfs()}
    whole = covers[0].read_bytes()
    covers[0].unlink()
    covers[1].write_text("mine")
    contains(archive.run("--dry-run").stdout, "its cover is missing")
    archive.run()
    equal((sorted((archive.out / "index-files").iterdir()), covers[0].read_bytes()), (covers, whole))
    equal(covers[1].read_bytes()[1:4], b"PNG")
    equal({name: (archive.out / name).stat().st_mtime_ns for name in archive.pdfs()}, before)
    equal((archive.report()["summary"]["unchanged"], archive.report()["summary"]["pages"]), (3, 4))
    equal(archive.run("--dry-run").stdout, "")


def test_a_whole_run_takes_over_what_shards_made(archive):
    shown(archive)
    for shard in ("1/2", "2/2"):
        archive.run("--shard", shard)
    archive.note("new.md")
    equal(archive.made(), ["new.pdf"])
    archive.note("c.md", title="Sea")
    equal(archive.made(), ["c.pdf"])
    # What the shards remember of it is older than what is there.
    equal(archive.made(), [])
    (archive.source / "b.md").unlink()
    archive.run("--prune")
    equal(archive.pdfs(), ["a/x.pdf", "c.pdf", "new.pdf"])
    equal(bound(archive)["decks"], 3)
    archive.run()
    equal(archive.report()["summary"]["unchanged"], 3)


def test_shards_take_over_what_a_whole_run_made(archive):
    for i in range(12):
        archive.note(f"{i:02}.md", title=str(i))
    archive.run()
    archive.note("03.md", title="Other")
    made = []
    for shard in (1, 2, 3):
        archive.run("--shard", f"{shard}/3")
        made += [name for name, (status, _) in archive.statuses(f"report-{shard}-of-3.json").items()
                 if status == "written"]
    equal(made, ["03.pdf"])


if __name__ == "__main__":
    sys.exit(main([value for name, value in list(globals().items()) if name.startswith("test_")]))
