#!/usr/bin/env python3
"""What a batch makes again, and what not (TAP): changes.py HANDPRESS"""
import contextlib
import os
import shutil
import sqlite3
import sys

from bench import Archive, contains, equal, main, png


def shown(archive):
    """An archive of two decks that show a picture, and a note that does not."""
    archive.write("a/logo.png", png())
    archive.deck("a/one.md", body="![logo](logo.png)")
    archive.deck("a/two.md", body="![logo](logo.png)")
    archive.note("b/note.md")
    return ["a/one.pdf", "a/two.pdf", "b/note.pdf"]


def test_a_second_run_makes_nothing(archive):
    everything = shown(archive)
    equal(archive.made(), everything)
    equal(archive.pdfs(), everything)
    before = {name: (archive.out / name).stat().st_mtime_ns for name in everything}
    equal(archive.made(), [])
    equal({name: (archive.out / name).stat().st_mtime_ns for name in everything}, before)
    summary = archive.report()["summary"]
    equal((summary["files"], summary["unchanged"], summary["pages"]), (3, 3, 5))


def test_a_changed_source_is_made_again(archive):
    shown(archive)
    archive.run()
    archive.note("b/note.md", body="Other text.")
    equal(archive.made(), ["b/note.pdf"])
    equal(archive.statuses()["b/note.pdf"][1], "the source has changed")


def test_a_touched_source_is_not(archive):
    shown(archive)
    archive.run()
    os.utime(archive.source / "b/note.md", (1, 1))
    equal(archive.made(), [])


def test_a_changed_picture_redoes_the_decks_that_show_it(archive):
    shown(archive)
    archive.run()
    archive.write("a/logo.png", png(color=(0, 0, 200)))
    equal(archive.made(), ["a/one.pdf", "a/two.pdf"])
    equal(archive.statuses()["a/one.pdf"][1], "logo.png has changed")


def test_a_picture_that_appears_or_goes(archive):
    archive.deck("one.md", body="![logo](logo.png)")
    archive.run()
    path = archive.write("logo.png", png())
    equal(archive.made(), ["one.pdf"])
    equal(archive.statuses()["one.pdf"][1], "logo.png is there now")
    path.unlink()
    equal(archive.made(), ["one.pdf"])
    equal(archive.statuses()["one.pdf"][1], "logo.png has gone")


def test_a_link_to_another_picture(archive):
    archive.write("red.png", png())
    archive.write("blue.png", png(color=(0, 0, 200)))
    link = archive.source / "logo.png"
    link.symlink_to("red.png")
    archive.deck("one.md", body="![logo](logo.png)")
    archive.run()
    link.unlink()
    link.symlink_to("blue.png")
    equal(archive.made(), ["one.pdf"])


def test_a_style_sheet_of_ones_own(archive):
    everything = shown(archive)
    (archive.root / "styles").mkdir()
    archive.run("--styles", "styles")
    equal(archive.made("--styles", "styles"), [])
    (archive.root / "styles/document.css").write_text("body { color: red }")
    equal(archive.made("--styles", "styles"), ["b/note.pdf"])
    equal(archive.statuses()["b/note.pdf"][1], "document.css is there now")
    equal(archive.made(), everything)


def test_other_options(archive):
    everything = shown(archive)
    archive.run()
    equal(archive.made("--theme", "moon"), everything)
    equal(archive.statuses()["a/one.pdf"][1], "the options have changed")
    equal(archive.made("--theme", "moon", "--quiet"), [])


def test_other_fonts(archive):
    everything = shown(archive)
    (archive.root / "fonts").mkdir()
    equal(archive.made("--font-dir", "fonts"), everything)
    equal(archive.made("--font-dir", "fonts"), [])
    fonts = [p for p in ("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",) if os.path.exists(p)]
    if fonts:
        shutil.copy(fonts[0], archive.root / "fonts/own.ttf")
        equal(archive.made("--font-dir", "fonts"), everything)
        equal(archive.statuses()["a/one.pdf"][1], "the fonts have changed")


def test_another_program(archive):
    everything = shown(archive)
    archive.run()
    copy = archive.root / "handpress-copy"
    shutil.copy(archive.program, copy)
    archive.program = str(copy)
    equal(archive.made(), [])
    with open(copy, "ab") as file:
        file.write(b"\0")
    equal(archive.made(), everything)
    equal(archive.statuses()["b/note.pdf"][1], "handpress has changed")


def test_an_output_that_is_missing_or_altered(archive):
    shown(archive)
    archive.run()
    (archive.out / "a/one.pdf").unlink()
    (archive.out / "a/two.pdf").write_text("mine")
    equal(archive.made(), ["a/one.pdf", "a/two.pdf"])
    equal(archive.statuses()["a/one.pdf"][1], "the PDF is missing")
    equal(archive.statuses()["a/two.pdf"][1], "the PDF has been changed")


def test_force(archive):
    everything = shown(archive)
    archive.run()
    equal(archive.made("--force"), everything)


def test_a_failed_file_is_tried_again(archive):
    archive.deck("bad.md", body="![gone](gone.png)")
    archive.note("good.md")
    archive.run("--strict", status=1)
    equal(archive.statuses(), {"bad.pdf": ("failed", "new"), "good.pdf": ("written", "new")})
    equal(archive.pdfs(), ["good.pdf"])
    archive.run("--strict", status=1)
    equal(archive.statuses()["bad.pdf"], ("failed", "it failed the last time"))
    equal(archive.statuses()["good.pdf"], ("unchanged", None))


def test_dry_run_does_nothing_and_says_why(archive):
    shown(archive)
    run = archive.run("--dry-run")
    contains(run.stdout, "in/a/one.md → a/one.pdf (new)\n")
    equal(archive.out.exists(), False)
    archive.run()
    archive.note("b/note.md", body="Other.")
    before = (archive.out / "report.json").read_bytes()
    run = archive.run("--dry-run")
    equal(run.stdout, "in/b/note.md → b/note.pdf (the source has changed)\n")
    equal((archive.out / "report.json").read_bytes(), before)


def test_prune_removes_what_has_no_source(archive):
    shown(archive)
    archive.run()
    (archive.out / "b/mine.pdf").write_text("not made here")
    (archive.out / "a/notes.txt").write_text("mine")
    shutil.rmtree(archive.source / "b")
    (archive.source / "a/two.md").unlink()
    contains(archive.run().stderr, "2 PDFs have lost their source")
    equal(archive.pdfs(), ["a/one.pdf", "a/two.pdf", "b/mine.pdf", "b/note.pdf"])
    contains(archive.run("--prune", "--dry-run").stdout, "a/two.pdf → removed")
    equal(archive.pdfs(), ["a/one.pdf", "a/two.pdf", "b/mine.pdf", "b/note.pdf"])
    archive.run("--prune")
    equal(archive.pdfs(), ["a/one.pdf", "b/mine.pdf"])
    equal((archive.out / "a/notes.txt").exists(), True)
    equal(archive.report()["summary"]["pruned"], 2)


def test_prune_keeps_what_somebody_changed(archive):
    shown(archive)
    archive.run()
    (archive.out / "a/two.pdf").write_text("corrected by hand")
    (archive.source / "a/two.md").unlink()
    contains(archive.run("--prune", status=1).stderr, "a/two.pdf is kept")
    equal((archive.out / "a/two.pdf").read_text(), "corrected by hand")


def test_a_broken_state_is_put_aside(archive):
    everything = shown(archive)
    archive.run()
    state = archive.out / ".handpress/state.sqlite"
    state.write_bytes(b"this is no database, and long enough to be one" * 100)
    run = archive.run(status=1)
    contains(run.stderr, "all is made again")
    equal(sorted(archive.statuses()), everything)
    equal(archive.made(), [])


def test_an_older_state_is_no_trouble(archive):
    everything = shown(archive)
    archive.run()
    with contextlib.closing(sqlite3.connect(archive.out / ".handpress/state.sqlite")) as state:
        state.executescript("PRAGMA user_version = 1; DROP TABLE need;")
    equal(archive.made(), everything)
    equal(archive.made(), [])
    equal((archive.out / ".handpress/state.sqlite.broken").exists(), False)


def test_outputs_do_not_depend_on_the_order_of_work(archive):
    for i in range(12):
        archive.deck(f"{i:02}.md", title=f"Deck {i}", body="Grüße 漢字 " * (i * 40 % 170))
    archive.run("-j", "1")
    alone = {name: (archive.out / name).read_bytes() for name in archive.pdfs()}
    archive.run("-j", "4", "--force")
    equal({name: (archive.out / name).read_bytes() for name in archive.pdfs()} == alone, True)
    with Archive(archive.program) as other:
        shutil.copytree(archive.source, other.source, dirs_exist_ok=True)
        for name in reversed(range(12)):
            os.rename(other.source / f"{name:02}.md", other.source / f"{name:02}.tmp")
        for name in reversed(range(12)):
            os.rename(other.source / f"{name:02}.tmp", other.source / f"{name:02}.md")
            other.run("--exclude", "none")
        equal({name: (other.out / name).read_bytes() for name in other.pdfs()} == alone, True)


if __name__ == "__main__":
    sys.exit(main([value for name, value in list(globals().items()) if name.startswith("test_")]))
