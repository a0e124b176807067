#!/usr/bin/env python3
"""What a batch finds, what it calls things, what it says (TAP): usage.py HANDPRESS"""
import fcntl
import json
import os
import pathlib
import pty
import shutil
import subprocess
import sys

from bench import Skip, contains, equal, main, png


def outputs(archive, *arguments, **options):
    archive.run(*arguments, **options)
    return archive.pdfs()


def test_the_tree_is_mirrored(archive):
    for name in ("b.md", "a/x.md", "a/deep/er/y.md", ".hidden/z.md", "a/.z.md", "a/text.txt"):
        archive.note(name)
    equal(outputs(archive), ["a/deep/er/y.pdf", "a/x.pdf", "b.pdf"])


def test_several_folders_keep_their_names(archive):
    archive.note("x.md")
    shutil.copytree(archive.source, archive.root / "more")
    equal(outputs(archive, folders=("in", "more")), ["in/x.pdf", "more/x.pdf"])


def test_include_and_exclude(archive):
    for name in ("a.md", "b.txt", "drafts/c.md", "drafts/old/d.md", "keep/drafts.md", "keep/sub/e.md"):
        archive.note(name)
    equal(outputs(archive, "--include", "*.txt", "--exclude", "drafts"),
          ["a.pdf", "b.pdf", "keep/drafts.pdf", "keep/sub/e.pdf"])
    shutil.rmtree(archive.out)
    equal(outputs(archive, "--exclude", "drafts/*.md", "--exclude", "keep/**"), ["a.pdf", "drafts/old/d.pdf"])


def test_the_output_folder_is_no_source(archive):
    archive.note("a.md")
    subprocess.run([archive.program, "batch", ".", "-o", "out"], cwd=archive.source, check=True, capture_output=True)
    (archive.source / "out/stray.md").write_text("# Stray\n")
    subprocess.run([archive.program, "batch", ".", "-o", "out"], cwd=archive.source, check=True, capture_output=True)
    equal(sorted(p.name for p in (archive.source / "out").rglob("*.pdf")), ["a.pdf"])


def test_links_to_folders_are_not_followed(archive):
    archive.note("a/x.md")
    (archive.source / "a/loop").symlink_to("..")
    (archive.source / "b.md").symlink_to("a/x.md")
    equal(outputs(archive), ["a/x.pdf", "b.pdf"])


def test_names(archive):
    archive.write("a/20240620-x.md", "# Über uns: 3 Fragen\n\nText.\n")
    archive.write("b/y.md", "---\ntitle: Board meeting\ndate: 2023-01-02\ntype: slide\n---\n\n# Other\n")
    archive.write("c/z.md", "No title at all, only text.\n")
    equal(outputs(archive, "--name", "{date}-{slug}"),
          ["a/2024-06-20-ueber-uns-3-fragen.pdf", "b/2023-01-02-board-meeting.pdf", "c/undated-z.pdf"])
    shutil.rmtree(archive.out)
    equal(outputs(archive, "--name", "{kind}_{name}"), ["a/document_20240620-x.pdf", "b/deck_y.pdf", "c/document_z.pdf"])


def test_names_that_clash_are_refused_before_work(archive):
    archive.write("a/x.md", "# Same\n")
    archive.write("a/y.md", "# Same\n")
    archive.write("b/x.md", "# Same\n")
    run = archive.run("--name", "{slug}", status=2)
    contains(run.stderr, "in/a/x.md and in/a/y.md would both become a/same.pdf")
    equal(archive.out.exists(), False)


def test_names_that_cannot_be(archive):
    archive.note("x.md")
    for pattern in ("fixed", "{name}/{slug}", "{nonsense}-{name}", "../{name}", ".{name}", "{name"):
        contains(archive.run("--name", pattern, status=2).stderr, "--name " + pattern)
    equal(archive.out.exists(), False)


def test_a_title_cannot_leave_the_folder(archive):
    archive.write("x.md", '---\ntitle: "../../../etc/passwd"\ndate: "../2024"\n---\n\nText.\n')
    equal(outputs(archive, "--name", "{date}-{slug}"), ["undated-etc-passwd.pdf"])


def test_outputs_do_not_follow_links(archive):
    archive.note("a/x.md")
    elsewhere = archive.root / "elsewhere"
    elsewhere.mkdir()
    archive.out.mkdir()
    (archive.out / "a").symlink_to(elsewhere)
    archive.run(status=1)
    equal(list(elsewhere.iterdir()), [])
    (archive.out / "a").unlink()
    (archive.out / "a").mkdir()
    (archive.out / "a/x.pdf").symlink_to(elsewhere / "x.pdf")
    contains(archive.run(status=1).stderr, "no regular file")
    equal(list(elsewhere.iterdir()), [])


def test_settings_of_the_archive_and_of_folders(archive):
    archive.write("handpress.yaml", "author: Archive\nasset-dir: [pictures]\nexclude: [skip.md]\n")
    archive.write("sub/handpress.yaml", "author: Below\nname: '{name}-below'\ninclude: '*.text'\n")
    archive.write("pictures/logo.png", png())
    for name in ("a.md", "skip.md", "sub/b.md", "sub/c.text", "sub/skip.md", "d.text"):
        archive.note(name, body="![logo](logo.png)")
    equal(outputs(archive), ["a.pdf", "sub/b-below.pdf", "sub/c-below.pdf"])
    report = {f["output"]: f for f in archive.report()["files"]}
    equal([report[name]["author"] for name in archive.pdfs()], ["Archive", "Below", "Below"])
    equal([report[name]["diagnostics"] for name in archive.pdfs()], [[], [], []])
    archive.run("--author", "Line")
    equal({f["author"] for f in archive.report()["files"]}, {"Line"})
    archive.run("--author", "Line", "--name", "{name}")
    equal("sub/b.pdf" in archive.pdfs(), True)


def test_changed_settings_redo_their_folder(archive):
    archive.note("a.md")
    archive.note("sub/b.md")
    archive.run()
    archive.write("sub/handpress.yaml", "lang: de\n")
    equal(archive.made(), ["sub/b.pdf"])


SETTINGS = [
    ("theme: moon\nfoo: 1\n", "in/handpress.yaml:2: foo: there is no such option"),
    ("page: [a4]\n", "in/handpress.yaml:1: page: one value is expected"),
    ("\npage: huge\n", "in/handpress.yaml:2: page huge: expected"),
    ("strict: maybe\n", "in/handpress.yaml:1: strict: true or false"),
    ("theme: moon\ntheme: sky\n", "in/handpress.yaml:2: theme is given twice"),
    ("theme: {a: b}\n", "in/handpress.yaml:1: theme: a value or a list"),
    ("theme:\n", "in/handpress.yaml:1: theme: no value"),
    ("- theme\n", "in/handpress.yaml:1: expected keys"),
    ("theme: [\n", "in/handpress.yaml:"),
    ("asset-dir: nowhere\n", "in/handpress.yaml:1: asset-dir: there is no such folder"),
    ("allow-dir: /etc\n", "in/handpress.yaml:1: allow-dir: the folder lies outside the archive"),
    ("allow-dir: ../\n", "in/handpress.yaml:1: allow-dir: the folder lies outside the archive"),
    ("diagram: 'mermaid=rm'\n", "in/handpress.yaml:1: diagram: only the command line can say this"),
    ("fetch: true\n", "in/handpress.yaml:1: fetch: only the command line can say this"),
    ("jobs: 4\n", "in/handpress.yaml:1: jobs: only the command line can say this"),
    ("binder: all.pdf\n", "in/handpress.yaml:1: binder: only the command line can say this"),
    ("json: true\n", "in/handpress.yaml:1: json: only the command line can say this"),
    ("name: same\n", "in/handpress.yaml:1: name: all files would have the same name"),
]


def test_settings_that_cannot_be_meant(archive):
    archive.note("a.md")
    for text, message in SETTINGS:
        archive.write("handpress.yaml", text)
        contains(archive.run(status=2).stderr, message)
    equal(archive.out.exists(), False)
    archive.write("handpress.yaml", "# nothing\n")
    equal(outputs(archive), ["a.pdf"])


def test_wrong_use(archive):
    archive.note("a.md")
    for arguments in (["--jobs", "0"], ["--shard", "3/2"], ["--shard", "x"], ["--shard", "auto"], ["--timeout", "-1"],
                      ["--memory", "much"], ["--frobnicate"], ["--dry-run", "--depfile", "x"]):
        contains(archive.run(*arguments, status=2).stderr, "--help")
    contains(archive.run(status=2, folders=("absent",)).stderr, "No such file")
    contains(archive.run(status=2, folders=("in/a.md",)).stderr, "not a folder")
    contains(archive.run(status=2, folders=()).stderr, "no folder")
    contains(archive.run(status=2, folders=("in", "./in/")).stderr, "the folder ./in/ is given twice")
    equal(archive.out.exists(), False)
    contains(archive.run("--help").stdout, "--prune")


def test_the_number_of_jobs_as_make_takes_it(archive):
    archive.note("a.md")
    archive.run("-j2")
    contains(archive.run("-j2x", status=2).stderr, "--jobs 2x: expected a number")


def test_an_empty_archive(archive):
    archive.run()
    equal(archive.report()["files"], [])


def test_the_report_tells_all(archive):
    archive.write("20240620-x.md", "---\ntitle: T\nauthor: A\ntags: [one, two]\nlang: de\n---\n\n![gone](gone.png)\n")
    archive.run()
    report = archive.report()
    equal((report["format"], report["folders"], report["shard"], report["stopped"]), (1, ["in"], None, False))
    file = report["files"][0]
    pdf = (archive.out / "20240620-x.pdf").read_bytes()
    import hashlib
    equal({key: file[key] for key in ("input", "output", "status", "reason", "kind", "title", "author", "date", "lang",
                                      "tags", "pages", "bytes")},
          {"input": "in/20240620-x.md", "output": "20240620-x.pdf", "status": "written", "reason": "new",
           "kind": "document", "title": "T", "author": "A", "date": "2024-06-20", "lang": "de", "tags": ["one", "two"],
           "pages": 1, "bytes": len(pdf)})
    equal(file["hashes"]["output"], hashlib.sha256(pdf).hexdigest())
    equal(file["hashes"]["source"], hashlib.sha256((archive.source / "20240620-x.md").read_bytes()).hexdigest())
    diagnostic = file["diagnostics"][0]
    equal((diagnostic["severity"], diagnostic["code"], diagnostic["line"]), ("warning", "image-missing", 8))
    equal(report["summary"]["warnings"], 1)
    archive.run()
    again = archive.report()
    equal((again["files"][0]["status"], again["files"][0]["reason"]), ("unchanged", None))
    equal({k: v for k, v in again["files"][0].items() if k not in ("status", "reason")},
          {k: v for k, v in file.items() if k not in ("status", "reason")})
    equal(again["summary"]["warnings"], 1)


def test_names_that_are_not_utf8(archive):
    name = os.fsencode(archive.source) + b"/gr\xfcn.md"
    with open(name, "wb") as file:
        file.write(b"# Green\n")
    archive.run()
    equal(os.listdir(os.fsencode(archive.out)).count(b"gr\xfcn.pdf"), 1)
    equal(archive.report()["files"][0]["output"], "gr\N{REPLACEMENT CHARACTER}n.pdf")
    archive.run()
    equal(archive.report()["summary"]["unchanged"], 1)


def test_events(archive):
    archive.note("a.md")
    archive.note("b.md", body="![gone](gone.png)")
    events = [json.loads(line) for line in archive.run("--json").stdout.splitlines()]
    equal([e["event"] for e in events], ["start", "file", "file", "end"])
    equal((events[0]["files"], events[0]["to_do"]), (2, 2))
    equal(sorted((e["output"], e["status"], len(e["diagnostics"])) for e in events[1:3]),
          [("a.pdf", "written", 0), ("b.pdf", "written", 1)])
    equal((events[3]["written"], events[3]["warnings"]), (2, 1))
    archive.note("a.md", body="Other.")
    events = [json.loads(line) for line in archive.run("--json", "--dry-run").stdout.splitlines()]
    equal([(e["event"], e.get("reason")) for e in events],
          [("start", None), ("plan", "the source has changed"), ("end", None)])


def test_messages(archive):
    archive.deck("good.md")
    archive.deck("bad.md", body="![gone](gone.png)")
    run = archive.run()
    equal(run.stdout, "")
    contains(run.stderr, "2 files: 2 written, 1 warning; 4 pages")
    equal("gone.png" in run.stderr, False)
    contains(archive.run("--force", "--verbose").stderr, "in/bad.md:11: warning: picture gone.png")
    equal(archive.run("--force", "--quiet").stderr, "")
    run = archive.run("--strict", status=1)
    contains(run.stderr, "in/bad.md: error: there are warnings")


def test_a_line_on_a_terminal(archive):
    for i in range(30):
        archive.deck(f"{i}.md", body="word " * 20000)
    try:
        ours, theirs = pty.openpty()
    except OSError as error:
        raise Skip(f"there are no pseudo-terminals here: {error}") from error
    with subprocess.Popen(archive.command(), cwd=archive.root, stderr=theirs,
                          env=dict(os.environ, TERM="xterm")) as run:
        os.close(theirs)
        said = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:
                break
            if not part:
                break
            said += part
    os.close(ours)
    equal(run.returncode, 0)
    contains(said, b"\r\x1b[K")
    contains(said, b" of 30")
    contains(said, b"30 files: 30 written")


def test_two_runs_at_once(archive):
    archive.note("a.md")
    archive.run()
    with open(archive.out / ".handpress/lock", "r+", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        contains(archive.run(status=1).stderr, "another run")
        contains(archive.run("--shard", "1/2", status=1).stderr, "another run")
    archive.run()


def test_shards(archive):
    names = [f"{i:02}.md" for i in range(40)]
    for name in names:
        archive.note(name, title=name)
    parts = {}
    for shard in (1, 2, 3):
        archive.run("--shard", f"{shard}/3")
        parts[shard] = {f["output"] for f in archive.report(f"report-{shard}-of-3.json")["files"]}
    equal(sorted(set.union(*parts.values())), archive.pdfs())
    equal((sum(map(len, parts.values())), min(map(len, parts.values())) > 4), (40, True))
    # A new file moves no other; the second run of a part does nothing.
    archive.note("new.md")
    archive.run("--shard", "2/3")
    again = archive.statuses("report-2-of-3.json")
    equal({name for name in again if name != "new.pdf"}, parts[2])
    equal({status for name, (status, _) in again.items() if name != "new.pdf"}, {"unchanged"})
    reports = sorted(str(p.relative_to(archive.root)) for p in archive.out.glob("report-*.json"))
    subprocess.run([archive.program, "report", "merge", *reports, "-o", "out/report.json"], cwd=archive.root, check=True)
    merged = archive.report()
    equal([f["output"] for f in merged["files"]], archive.pdfs())
    equal((merged["summary"]["files"], merged["shard"], merged["folders"]), (len(archive.pdfs()), None, ["in"]))
    equal(merged["summary"]["pages"], sum(f["pages"] for f in merged["files"]))


def test_reports_that_do_not_merge(archive):
    archive.note("a.md")
    archive.run()
    (archive.root / "text.json").write_text("{}")
    for arguments, status, message in ((["out/report.json", "out/report.json"], 1, "a.pdf is in both"),
                                       (["text.json"], 1, "no report of handpress"),
                                       (["absent.json"], 1, "cannot read"), ([], 2, "no report to merge")):
        run = subprocess.run([archive.program, "report", "merge", *arguments, "-o", "merged.json"], cwd=archive.root,
                             capture_output=True, text=True, check=False)
        equal(run.returncode, status)
        contains(run.stderr, message)
    equal((archive.root / "merged.json").exists(), False)


SHARDS = [
    ({"SLURM_ARRAY_TASK_ID": "7", "SLURM_ARRAY_TASK_MIN": "5", "SLURM_ARRAY_TASK_COUNT": "4"}, "3/4"),
    ({"SLURM_ARRAY_TASK_ID": "20", "SLURM_ARRAY_TASK_MIN": "0", "SLURM_ARRAY_TASK_COUNT": "3",
      "SLURM_ARRAY_TASK_STEP": "10"}, "3/3"),
    ({"SLURM_PROCID": "0", "SLURM_NTASKS": "8"}, "1/8"),
    ({"JOB_COMPLETION_INDEX": "5", "HANDPRESS_SHARDS": "6"}, "6/6"),
    ({"PARALLEL_SEQ": "2", "HANDPRESS_SHARDS": "2"}, "2/2"),
]


def test_shard_auto(archive):
    archive.note("a.md")
    for env, shard in SHARDS:
        archive.run("--shard", "auto", env=env)
        name = "report-{}-of-{}.json".format(*shard.split("/"))
        equal(archive.report(name)["shard"], shard)
    contains(archive.run("--shard", "auto", status=2, env={"JOB_COMPLETION_INDEX": "1"}).stderr, "HANDPRESS_SHARDS")
    contains(archive.run("--shard", "auto", status=2).stderr, "no variables of Slurm")


def test_gnu_parallel(archive):
    if not shutil.which("parallel"):
        raise Skip("GNU parallel is not installed")
    if b"GNU parallel" not in subprocess.run(["parallel", "--version"], capture_output=True, check=False).stdout:
        raise Skip("parallel is another program here")
    for i in range(12):
        archive.note(f"{i}.md")
    home = archive.root / "home"
    home.mkdir()
    subprocess.run(["parallel", archive.program, "batch", "in", "-o", "out", "--jobs", "1", "--quiet", "--shard", "{}/3",
                    ":::", "1", "2", "3"], cwd=archive.root, check=True, stdin=subprocess.DEVNULL,
                   env=dict(os.environ, HOME=str(home)))
    equal(len(archive.pdfs()), 12)
    equal(len(list(archive.out.glob("report-*-of-3.json"))), 3)


def rules(path):
    """{target: dependencies} of a depfile, as make understands it."""
    found = {}
    text = path.read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        if ":" in line:
            target, _, needs = line.partition(":")
            found[target] = [n.replace("\0", " ") for n in needs.replace("\\ ", "\0").split()]
    return found


def test_depfile_of_a_batch(archive):
    archive.write("logo.png", png())
    archive.deck("a.md", body="![logo](logo.png) ![gone](gone.png)")
    archive.deck("b.md")
    archive.run("--depfile", "deps")
    wanted = {f"{archive.out.relative_to(archive.root)}/a.pdf": ["in/a.md", "in/logo.png"], "out/b.pdf": ["in/b.md"],
              "in/a.md": [], "in/b.md": [], "in/logo.png": []}
    equal(rules(archive.root / "deps"), wanted)
    archive.run("--depfile", "deps")
    equal(rules(archive.root / "deps"), wanted)


def test_depfile_of_an_export_in_make(archive):
    if not shutil.which("make"):
        raise Skip("make is not installed")
    archive.write("my logo.png", png())
    archive.deck("a.md", body="![logo](my%20logo.png)")
    (archive.root / "Makefile").write_text(
        f"in/a.pdf: in/a.md\n\t'{archive.program}' --quiet --depfile deps in/a.md\n-include deps\n")

    def make():
        return subprocess.run(["make"], cwd=archive.root, check=True, capture_output=True, text=True).stdout
    contains(make(), "--depfile")
    contains(make(), "up to date")
    past = (archive.source / "a.pdf").stat().st_mtime + 5
    os.utime(archive.source / "my logo.png", (past, past))
    contains(make(), "--depfile")
    (archive.source / "my logo.png").unlink()
    contains(make(), "--depfile")


if __name__ == "__main__":
    sys.exit(main([value for name, value in list(globals().items()) if name.startswith("test_")]))
