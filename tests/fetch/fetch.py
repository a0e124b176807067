#!/usr/bin/env python3
"""What goes to the network, and what does not (TAP): fetch.py HANDPRESS HANDPRESS_FETCH"""
import concurrent.futures
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from server import Server, png

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import tap

PROGRAM, HELPER = map(os.path.abspath, sys.argv[1:3])
MAX_BYTES = 300000


class Place:
    """A folder with a cache and decks, gone afterwards."""

    def __enter__(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.scratch.name)
        self.environment = {**os.environ, "XDG_CACHE_HOME": str(self.folder / "cache"), "http_proxy": "http://127.0.0.1:9"}
        return self

    def __exit__(self, *args):
        self.scratch.cleanup()

    def fetch(self, *urls, allow=(), time_limit=20000, want="picture"):
        """The helper's lines, split."""
        command = [HELPER, f"--cache={self.folder}/cache/handpress", f"--max-bytes={MAX_BYTES}", f"--time-limit={time_limit}",
                   f"--want={want}"] + [f"--allow-host={host}" for host in allow]
        done = subprocess.run(command, input="\n".join(urls) + "\n", env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return [line.split("\t") for line in done.stdout.splitlines()]

    def content(self, fields):
        return (self.folder / "cache/handpress/objects" / fields[1]).read_bytes()

    def export(self, text, *options, name="deck.md"):
        """(exit status, diagnostics' codes, what was said)."""
        if text is not None:
            (self.folder / name).write_text(text)
        done = subprocess.run([PROGRAM, name, "--json", *options], cwd=self.folder, env=self.environment, capture_output=True,
                              text=True)
        files = json.loads(done.stdout)["files"] if done.stdout else []
        return done.returncode, [d["code"] for f in files for d in f["diagnostics"] if d["severity"] != "note"], done.stdout + done.stderr


def host(server):
    return f"127.0.0.1:{server.server_port}"


def url(server, path):
    return f"http://{host(server)}{path}"


def expect_failure(path, reason, time_limit=20000):
    """A check that the helper says why it has not got a path."""
    def check():
        with Server() as server, Place() as place:
            [fields] = place.fetch(url(server, path), allow=[host(server)], time_limit=time_limit)
            assert fields[0] == "failed" and reason in fields[1], fields
            assert not list((place.folder / "cache/handpress/objects").iterdir())
    return check


def check_picture():
    with Server() as server, Place() as place:
        lines = place.fetch(*(url(server, path) for path in ("/ok.png", "/untyped", "/hop3", "/404")), allow=[host(server)])
        assert [fields[0] for fields in lines] == ["ok", "ok", "ok", "failed"], lines
        assert lines[0][2] == "image/png" and lines[1][2] == ""
        assert all(place.content(fields) == png() for fields in lines[:3])
        assert "status 404" in lines[3][1]


def check_private():
    """Nothing of the own network is reached without being allowed, by any name."""
    with Server() as server, Place() as place:
        port = server.server_port
        names = ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0", "[::1]", "[::ffff:127.0.0.1]"]
        for fields in place.fetch(*(f"http://{name}:{port}/ok.png" for name in names), "http://10.1.2.3/", "http://[fd00::1]/",
                                  "http://169.254.169.254/", "http://100.64.0.1/", "http://224.0.0.1/"):
            assert fields[0] == "failed" and "private network" in fields[1], fields
        assert not server.requests


def check_addresses():
    with Server() as server, Place() as place:
        wrong = ["ftp://127.0.0.1/x", "file:///etc/passwd", "gopher://127.0.0.1/", "http://", "nonsense", "http:///x",
                 f"http://a:b@{host(server)}/ok.png", f"dict://{host(server)}/x"]
        for fields in place.fetch(*wrong, allow=[host(server)]):
            assert fields[0] == "failed", fields
        assert not server.requests


def check_huge_is_not_read():
    with Server() as server, Place() as place:
        [fields] = place.fetch(url(server, "/huge-chunked"), allow=[host(server)])
        assert "larger than" in fields[1], fields
        assert server.sent < 10**8


class Authority:
    """Certificates of our own making, in a folder."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.file = self.folder / "ca.pem"
        self.run("req", "-x509", "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Authority", "-days", "2", *self.KEY)

    KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")

    def run(self, *arguments):
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)

    def sign(self, name, days="2"):
        """A server's key and certificate in one file, for a name such as DNS:localhost."""
        (self.folder / "names").write_text(f"subjectAltName={name}\n")
        self.run("req", "-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=Server", *self.KEY)
        self.run("x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-days", days, "-extfile", "names",
                 "-out", "server.crt")
        both = self.folder / "server.pem"
        both.write_bytes((self.folder / "server.key").read_bytes() + (self.folder / "server.crt").read_bytes())
        return both


def fetch_signed(certificate, trusted=None):
    """What the helper says of an https server with a certificate, when it trusts a file; whether it sent the request."""
    with Server(tls=certificate) as server, Place() as place:
        if trusted:
            place.environment["SSL_CERT_FILE"] = str(trusted)
        address = f"localhost:{server.server_port}"
        [fields] = place.fetch(f"https://{address}/ok.png", allow=[address])
        assert fields[0] != "ok" or place.content(fields) == png()
        return fields, bool(server.requests)


def check_certificate():
    """Trusted are those that an authority signed which we know, for this host, and now."""
    if not shutil.which("openssl"):
        return "openssl is not installed"
    with tempfile.TemporaryDirectory() as mine, tempfile.TemporaryDirectory() as other:
        ours, stranger = Authority(mine), Authority(other)
        fields, asked = fetch_signed(ours.sign("DNS:localhost"), ours.file)
        assert fields[0] == "ok" and asked, fields
        for certificate, trusted in ((ours.sign("DNS:localhost"), None), (ours.sign("DNS:localhost"), stranger.file),
                                     (ours.sign("DNS:pad.example"), ours.file), (ours.sign("IP:127.0.0.2"), ours.file),
                                     (ours.sign("DNS:localhost", days="-1"), ours.file)):
            fields, asked = fetch_signed(certificate, trusted)
            assert fields[0] == "failed" and "certificate cannot be trusted" in fields[1] and not asked, fields
        fields, asked = fetch_signed(ours.sign("DNS:localhost"), ours.folder / "names")
        assert fields[0] == "failed" and "SSL_CERT_FILE" in fields[1] and not asked, fields
    return None


def check_certificate_of_an_export():
    """The user's authority counts for the program, too, which runs the helper."""
    if not shutil.which("openssl"):
        return "openssl is not installed"
    with tempfile.TemporaryDirectory() as mine:
        ours = Authority(mine)
        with Server(tls=ours.sign("IP:127.0.0.1")) as server, Place() as place:
            deck = f"![](https://{host(server)}/ok.png)\n"
            assert place.export(deck, "--fetch", "--allow-host", host(server))[1] == ["image-fetch-failed"]
            place.environment["SSL_CERT_FILE"] = str(ours.file)
            assert place.export(deck, "--fetch", "--allow-host", host(server))[1] == []
    return None


def check_revalidation():
    with Server() as server, Place() as place:
        paths = ("/etag", "/modified", "/fresh", "/changing", "/failing-later")
        urls = [url(server, path) for path in paths]
        first = place.fetch(*urls, allow=[host(server)])
        second = place.fetch(*urls, allow=[host(server)])
        assert [f[0] for f in first] == ["ok"] * 5 and [f[0] for f in second] == ["ok"] * 4 + ["old"], second
        assert first[:3] == second[:3]
        assert "status 503" in second[4][3] and place.content(second[4]) == png()
        assert server.heads["/etag"]["If-None-Match"] == '"one"' and "If-Modified-Since" in server.heads["/modified"]
        assert server.requests["/fresh"] == 1 and server.requests["/etag"] == 2
        assert place.content(second[3]) == png(gray=2)


def check_parallel():
    with Server() as server, Place() as place:
        paths = ["/ok.png", "/etag", "/modified", "/changing"] + [f"/ok.png?{n}" for n in range(20)]

        def one(_):
            return place.fetch(*(url(server, path) for path in paths), allow=[host(server)])
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            for lines in pool.map(one, range(4)):
                assert all(fields[0] == "ok" for fields in lines), lines
                assert place.content(lines[0]) == png()


def check_no_network():
    """Without --fetch no program asks for anything."""
    with Server() as server, Place() as place:
        deck = f"![]({url(server, '/ok.png')})\n\n<style>p {{ background: url({url(server, '/etag')}) }}</style>\n"
        status, codes, _ = place.export(deck)
        assert status == 0 and "image-missing" in codes, codes
        assert not server.requests and not (place.folder / "cache").exists()


def check_deck():
    with Server() as server, Place() as place:
        deck = ("---\ntype: slide\nslideOptions:\n  parallaxBackgroundImage: " + url(server, "/fresh") + "\n---\n"
                f"<style>h1 {{ background-image: url({url(server, '/ok.png?css')}) }}</style>\n\n# A\n\n![]({url(server, '/ok.png')})\n\n---\n\n"
                f"<!-- .slide: data-background=\"{url(server, '/etag')}\" -->\n\nB\n")
        status, codes, said = place.export(deck, "--fetch", "--allow-host", host(server))
        assert status == 0 and codes == [], said
        assert set(server.requests) == {"/fresh", "/ok.png?css", "/ok.png", "/etag"}, server.requests
        assert set(server.requests.values()) == {1}, server.requests
        first = (place.folder / "deck.pdf").read_bytes()
        assert first.count(b"/Subtype /Image") or b"/Image" in first
        place.export(None, "--fetch", "--allow-host", host(server))
        assert (place.folder / "deck.pdf").read_bytes() == first


def check_deck_failures():
    with Server() as server, Place() as place:
        deck = "".join(f"![]({url(server, path)})\n\n" for path in ("/lie.png", "/html", "/404", "/to-file", "/to-private"))
        status, codes, said = place.export(deck, "--fetch", "--allow-host", host(server))
        assert status == 0, said
        assert codes == ["image-unreadable"] + ["image-fetch-failed"] * 4, codes
        status, codes, said = place.export(deck, "--fetch")
        assert codes == ["image-fetch-failed"] * 5 and "--allow-host" in said, said


def check_disk_first():
    with Server() as server, Place() as place:
        (place.folder / "ok.png").write_bytes(png())
        _, codes, _ = place.export(f"![]({url(server, '/ok.png')})\n", "--fetch", "--allow-host", host(server))
        assert codes == [] and not server.requests


NOTE = "---\ntitle: Pad\n---\n\n# A note\n\n![](/uploads/a.png)\n"


def check_note():
    """Whichever view of it the address shows; its pictures are relative to it."""
    with Server() as server, Place() as place:
        base = url(server, "")
        for path in ("/AbC/download", "/s/xyz/download", "/pads/deep/download", "/raw/file.md"):
            server.pages[path] = ("text/markdown", NOTE.encode())
        server.pages["/uploads/a.png"] = ("image/png", png())
        places = {"/AbC": "AbC", "/AbC?both#x": "AbC", "/AbC/slide": "AbC", "/p/xyz": "xyz", "/s/xyz#/1": "xyz",
                  "/pads/deep/": "deep", "/raw/file.md": "file"}
        for path, name in places.items():
            status, codes, said = place.export(None, "--fetch", "--allow-host", host(server), name=base + path)
            assert status == 0 and codes == [], (path, said)
            assert (place.folder / f"{name}.pdf").exists(), path
            (place.folder / f"{name}.pdf").unlink()


def check_note_list():
    with Server() as server, Place() as place:
        server.pages["/one/download"] = server.pages["/two/download"] = ("text/plain", b"# A note\n")
        (place.folder / "own.md").write_text("# Own\n")
        (place.folder / "list").write_text(f"# the minutes\n\n{url(server, '/one')}\n  own.md\n{url(server, '/two')}\n")
        options = ["--fetch", "--allow-host", host(server), "-o", "out"]
        status, _, said = place.export(None, *options, name="--from=list")
        assert status == 0 and sorted(p.name for p in (place.folder / "out").iterdir()) == ["one.pdf", "own.pdf", "two.pdf"], said
        (place.folder / "list").write_text(f"{url(server, '/one')}\n{url(server, '/x/one')}\n")
        status, _, said = place.export(None, *options, name="--from=list")
        assert status == 2 and "both become" in said, said
        assert place.export(None, *options, name="--from=gone")[0] == 1


def check_note_commands():
    """What else makes PDFs takes notes, too, and their pictures; without --fetch it stays at home."""
    with Server() as server, Place() as place:
        server.pages["/one/download"] = ("text/markdown", NOTE.replace("Pad", "Pad\ntype: slide").encode())
        server.pages["/uploads/a.png"] = ("image/png", png())
        permitted = ["--fetch", "--allow-host", host(server)]
        made = {"handout": "one-handout.pdf", "binder": "all.pdf", "press": "pad.pdf"}
        for command, name in made.items():
            arguments = [url(server, "/one")] + (["-o", name] if command == "binder" else [])
            before = len(server.requests)
            status, _, said = place.export(None, *arguments, name=command)
            assert status == 2 and "--fetch" in said and len(server.requests) == before, said
            status, codes, said = place.export(None, *permitted, *arguments, name=command)
            assert status == 0 and codes == [] and (place.folder / name).exists(), (command, said)


def check_note_failures():
    with Server() as server, Place() as place:
        server.pages["/html/download"] = ("text/html", b"<h1>log in</h1>")
        server.pages["/old/download"] = ("text/markdown", b"# Old\n")
        address = url(server, "/old")
        status, _, said = place.export(None, name=address)
        assert status == 2 and "--fetch" in said and not server.requests, said
        for path, reason in {"/html": "text/html", "/gone": "404"}.items():
            status, codes, said = place.export(None, "--fetch", "--allow-host", host(server), name=url(server, path))
            assert status == 1 and codes == ["input-failed"] and reason in said, said
        status, codes, said = place.export(None, "--fetch", name=address)
        assert status == 1 and "private network" in said, said
        options = ["--fetch", "--allow-host", host(server)]
        assert place.export(None, *options, name=address)[1] == []
        server.over = True
        server.shutdown()
        server.server_close()
        status, codes, said = place.export(None, *options, name=address)
        assert status == 0 and codes == ["note-old"], said


def assets(place, *arguments):
    done = subprocess.run([PROGRAM, "assets", *arguments], cwd=place.folder, env=place.environment, capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def check_inventory():
    with Place() as place:
        deep = place.folder / "archive/2024"
        deep.mkdir(parents=True)
        for name in ("there.png", "css.png", "idle.png", ".hidden.png", "back.JPG"):
            (deep / name).write_bytes(png())
        (deep / "deck.md").write_text("---\ntype: slide\n---\n<style>p { background: url('css.png') /* url(no.png) */ }</style>\n"
                                      "![](https://pad.example/uploads/there.png)\n<!-- .slide: data-background=\"back.JPG\" -->\n\n---\n\n"
                                      "<img src='gone.png'> ![](data:image/png;base64,AA==)\n")
        (place.folder / "archive/minutes.md").write_text("![](https://pad.example/uploads/far.png)\n")
        status, said, _ = assets(place, "archive")
        assert status == 0 and said.splitlines() == [
            "missing  archive/2024/deck.md:10: gone.png", "missing  archive/minutes.md:1: https://pad.example/uploads/far.png",
            "unused   archive/2024/idle.png", "files: 2; pictures there: 3, missing: 2, unused: 1"], said
        listing = json.loads(assets(place, "archive", "--json")[1])
        assert listing["files"] == 2 and len(listing["pictures"]) == 5 and listing["unused"] == ["archive/2024/idle.png"]
        assert "there    archive/2024/deck.md" in assets(place, "archive", "-v")[1]
        assert assets(place, "archive", "-q")[1].count("\n") == 1
        assert assets(place, "gone")[0] == assets(place)[0] == assets(place, "archive", "--nonsense")[0] == 2


def check_download():
    with Server() as server, Place() as place:
        for name in ("a.png", "b.png"):
            server.pages["/uploads/" + name] = ("image/png", png())
        folder = place.folder / "archive/x"
        folder.mkdir(parents=True)
        (folder / "1.md").write_text(f"![]({url(server, '/uploads/a.png')}) ![]({url(server, '/uploads/b.png')})\n")
        (folder / "2.md").write_text(f"![]({url(server, '/uploads/a.png')})\n")
        (folder / "b.png").write_bytes(b"mine")
        assert assets(place, "archive")[0] == 0 and not server.requests
        status, said, _ = assets(place, "archive", "--download", "--allow-host", host(server))
        assert status == 0 and "missing: 0" in said, said
        assert (folder / "a.png").read_bytes() == png() and (folder / "b.png").read_bytes() == b"mine"
        assert server.requests == {"/uploads/a.png": 1}, server.requests
        (folder / "3.md").write_text(f"![]({url(server, '/lie.png')})\n![]({url(server, '/404')})\n![](own.png)\n")
        status, said, errors = assets(place, "archive", "--download", "--allow-host", host(server))
        assert status == 1 and "missing: 3" in said, said
        assert "no picture" in errors and "status 404" in errors and "own.png" in errors, errors
        assert sorted(p.name for p in folder.iterdir()) == ["1.md", "2.md", "3.md", "a.png", "b.png"]


def check_options():
    with Place() as place:
        for option in ("--cache-size=much", "--cache-size=0", "--fetch-timeout=0", "--fetch-timeout=x"):
            status, _, said = place.export("x", option)
            assert status == 2 and option.split("=")[0] in said, said


CHECKS = [
    ("pictures, redirects, missing ones", check_picture),
    ("a circle of redirects", expect_failure("/circle-a", "redirects more than 5 times")),
    ("a redirect to itself", expect_failure("/loop", "redirects more than 5 times")),
    ("a redirect to file:", expect_failure("/to-file", "neither http nor https")),
    ("a redirect to ftp:", expect_failure("/to-ftp", "neither http nor https")),
    ("a redirect to loopback", expect_failure("/to-loopback", "127.0.0.2 is an address of a private network")),
    ("a redirect to loopback by name", expect_failure("/to-name", "private network")),
    ("a redirect to an IPv4 address in IPv6", expect_failure("/to-mapped", "private network")),
    ("a redirect to a private address", expect_failure("/to-private", "private network")),
    ("a redirect to a link-local address", expect_failure("/to-metadata", "private network")),
    ("a redirect to another port", expect_failure("/to-port", "private network")),
    ("a redirect with a password", expect_failure("/to-user", "user name")),
    ("a page where a picture should be", expect_failure("/html", "text/html")),
    ("1 GB that is announced", expect_failure("/huge-declared", "larger than")),
    ("1 GB that is not", check_huge_is_not_read),
    ("a slow server", expect_failure("/slow", "too long", 700)),
    ("a silent server", expect_failure("/silent", "too long", 700)),
    ("an early end", expect_failure("/short", "too early")),
    ("no answer at all", expect_failure("/nothing", "too early")),
    ("private addresses", check_private),
    ("addresses that are none", check_addresses),
    ("certificates", check_certificate),
    ("certificates of an export", check_certificate_of_an_export),
    ("revalidation", check_revalidation),
    ("several at once", check_parallel),
    ("no --fetch, no network", check_no_network),
    ("all pictures of a deck", check_deck),
    ("pictures that cannot be had", check_deck_failures),
    ("the disk comes first", check_disk_first),
    ("a note", check_note),
    ("a list of notes", check_note_list),
    ("notes for other commands", check_note_commands),
    ("notes that cannot be had", check_note_failures),
    ("pictures of an archive", check_inventory),
    ("missing pictures of an archive", check_download),
    ("options", check_options),
]


if __name__ == "__main__":
    sys.exit(tap.run(CHECKS))
