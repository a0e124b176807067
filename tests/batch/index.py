#!/usr/bin/env python3
"""The index of an archive, as it is written and as a browser shows it (TAP):
index.py HANDPRESS"""
import html.parser
import json
import shutil
import subprocess
import sys
import urllib.parse

from bench import Skip, contains, equal, main, png

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Page(html.parser.HTMLParser):
    """Entries with their link, cover, text and whether they are hidden."""

    def __init__(self, text):
        super().__init__()
        self.entries = []
        self.depth = 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "li" and "entry" in attrs.get("class", "").split():
            self.entries.append({**attrs, "hidden": "hidden" in attrs, "text": "", "href": None, "cover": None})
            self.depth = 1
        elif tag == "li" and self.depth:
            self.depth += 1
        elif tag == "a" and self.depth:
            self.entries[-1]["href"] = urllib.parse.unquote(attrs["href"])
        elif tag == "img" and self.depth:
            self.entries[-1]["cover"] = attrs["src"]

    def handle_endtag(self, tag):
        if tag == "li" and self.depth:
            self.depth -= 1

    def handle_data(self, data):
        if self.depth:
            self.entries[-1]["text"] += data


def small(archive):
    archive.deck("talks/2024-05-01-tides.md", title="Tides & <Moons>", body="![lost](lost.png)")
    archive.deck("talks/2024-07-01-buoys.md", title="Buoys")
    archive.note("minutes/odd name #1 50%.md", title="Minutes of the crew")


def read(archive):
    return (archive.out / "index.html").read_text(encoding="utf-8")


def browse(archive, view=""):
    """The page after its script has run."""
    if not BROWSER:
        raise Skip("there is no Chromium")
    address = (archive.out / "index.html").as_uri() + ("#" + view if view else "")
    run = subprocess.run([BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                          f"--user-data-dir={archive.root / 'profile'}", "--virtual-time-budget=3000", "--dump-dom",
                          address], capture_output=True, text=True, timeout=120, check=False)
    if "</html>" not in run.stdout:
        raise AssertionError(run.stderr[-2000:])
    return run.stdout


def shown(dom):
    return [entry["data-title"] for entry in Page(dom).entries if not entry["hidden"]]


def test_every_file_is_an_entry(archive):
    small(archive)
    archive.run()
    entries = Page(read(archive)).entries
    equal([e["href"] for e in entries],
          ["./minutes/odd name #1 50%.pdf", "./talks/2024-05-01-tides.pdf", "./talks/2024-07-01-buoys.pdf"])
    equal([e["data-title"] for e in entries], ["Minutes of the crew", "Tides & <Moons>", "Buoys"])
    for entry in entries:
        assert (archive.out / entry["href"]).is_file(), entry["href"]
        assert (archive.out / entry["cover"]).read_bytes().startswith(b"\x89PNG"), entry["cover"]
    contains(entries[1]["text"], "2024-05-01")
    contains(entries[1]["text"], "1 warning")
    contains(entries[1]["text"], "lost.png")
    contains(entries[1]["text"], "2 pages")


def test_what_could_not_be_made_is_told(archive):
    small(archive)
    archive.run("--strict", status=1)
    failed = [f for f in archive.report()["files"] if f["status"] == "failed"]
    entries = [e for e in Page(read(archive)).entries if "failed" in e["class"].split()]
    equal(len(entries), len(failed))
    equal(len(failed), 1)
    equal(entries[0]["href"], None)


def test_covers_follow_their_decks(archive):
    archive.write("logo.png", png())
    archive.deck("a.md", body="x")
    archive.note("b.md")
    archive.run()
    covers = {e["href"]: archive.out / e["cover"] for e in Page(read(archive)).entries}
    before = covers["./a.pdf"].read_bytes()
    archive.deck("a.md", title="Another title", body="x")
    archive.run()
    assert covers["./a.pdf"].read_bytes() != before, "the cover is the old one"
    (archive.source / "b.md").unlink()
    archive.run("--prune")
    equal(covers["./b.pdf"].exists(), False)
    equal([e["href"] for e in Page(read(archive)).entries], ["./a.pdf"])


def test_merged_shards_have_one_index(archive):
    small(archive)
    archive.run("--shard", "1/2")
    archive.run("--shard", "2/2")
    equal((archive.out / "index.html").exists(), False)
    reports = sorted(str(p) for p in archive.out.glob("report-*.json"))
    subprocess.run([archive.program, "report", "merge", *reports, "-o", str(archive.out / "report.json")], check=True)
    entries = Page(read(archive)).entries
    equal(len(entries), 3)
    for entry in entries:
        assert (archive.out / entry["cover"]).is_file(), entry["cover"]


def test_newest_first_in_a_browser(archive):
    small(archive)
    archive.run()
    titles = shown(browse(archive))
    equal(titles[:2], ["Buoys", "Tides & <Moons>"])
    equal(len(titles), 3)


def test_search_in_a_browser(archive):
    small(archive)
    archive.run()
    equal(shown(browse(archive, "q=moons+TIDES")), ["Tides & <Moons>"])
    equal(shown(browse(archive, "q=nothing+like+it")), [])
    equal(shown(browse(archive, "folder=talks&sort=title")), ["Buoys", "Tides & <Moons>"])
    equal(shown(browse(archive, "kind=document")), ["Minutes of the crew"])
    equal(shown(browse(archive, "odd=1")), ["Tides & <Moons>"])


def test_keys_in_a_browser(archive):
    small(archive)
    archive.run()
    script = """<script>
        const press = (key) => document.activeElement.dispatchEvent(
            new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));
        const told = [];
        press("/"); told.push(document.activeElement.name);
        press("ArrowDown"); told.push(document.activeElement.pathname.split("/").pop());
        press("ArrowRight"); told.push(document.activeElement.pathname.split("/").pop());
        press("Escape"); told.push(document.activeElement.name);
        document.title = JSON.stringify(told);
    </script>"""
    page = archive.out / "index.html"
    page.write_text(read(archive).replace("</body>", script + "</body>"), encoding="utf-8")
    title = browse(archive).split("<title>")[1].split("</title>")[0]
    equal(json.loads(title), ["query", "2024-07-01-buoys.pdf", "2024-05-01-tides.pdf", "query"])


if __name__ == "__main__":
    sys.exit(main([test for name, test in sorted(globals().items()) if name.startswith("test_")]))
