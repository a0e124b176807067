#!/usr/bin/env python3
"""Mail drafts and passwords of `handpress press` (TAP): press-mail.py HANDPRESS

Drafts are read with Python's email package, protected PDFs with qpdf.
"""
import email
import email.policy
import functools
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import tap

HANDPRESS = pathlib.Path(sys.argv[1]).resolve()
NAME = "2024-11-07-ruhige-see-fuer-koege"
DECK = """---
type: slide
title: Ruhige See für Køge …
lang: de
author: Die Redaktion
---

# Ruhige See

##### 2024-11-07

Note:
unter uns

---

## Mehr unter <https://example.org/ä>

- eins
- zwei
"""


def run(folder, *arguments):
    return subprocess.run([HANDPRESS, "press", *arguments], cwd=folder, capture_output=True, text=True, timeout=120)


def draft(path):
    raw = path.read_bytes()
    assert max(raw) < 128, "bytes above 127"
    assert all(len(line) <= 998 for line in raw.split(b"\r\n")) and b"\n" not in raw.replace(b"\r\n", b"")
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert not message.defects, message.defects
    return message


def body_of(message):
    return message.get_body().get_content().replace("\r\n", "\n")


def test_draft(folder):
    """the draft holds recipients, subject, text, and the PDF byte for byte"""
    result = run(folder, "--eml", "--to", "Übersee <a@example.org>, b@example.org", "--contact", "presse@example.org", "deck.md")
    assert result.returncode == 0, result.stderr
    message = draft(folder / f"{NAME}.eml")
    assert [a.addr_spec for a in message["To"].addresses] == ["a@example.org", "b@example.org"]
    assert message["To"].addresses[0].display_name == "Übersee"
    assert message["Subject"] == "Ruhige See für Køge …"
    assert message["X-Unsent"] == "1"
    assert message["Date"] is None and message["From"] is None
    (attachment,) = message.iter_attachments()
    assert attachment.get_content_type() == "application/pdf"
    assert attachment.get_filename() == f"{NAME}.pdf"
    assert attachment.get_content() == (folder / f"{NAME}.pdf").read_bytes()
    body = body_of(message)
    assert body.startswith("Guten Tag,\n\nanbei finden Sie »Ruhige See für Køge …« als"), body
    assert "presse@example.org" in body and "- eins\n- zwei\n" in body and "unter uns" not in body


def test_template(folder):
    """a template says what the mail says; the same input gives the same bytes"""
    (folder / "t.txt").write_text("{title} vom {date}\n\n{contact}\n\nvon {author}: {pages} {nothing}\n.\nFrom here\n")
    arguments = ["--eml", "--mail-template", "t.txt", "--mail-subject", "Neu\nX-Evil: 1", "-o", "a.pdf", "deck.md"]
    assert run(folder, *arguments).returncode == 0
    first = (folder / "a.eml").read_bytes()
    message = draft(folder / "a.eml")
    assert body_of(message) == "Ruhige See für Køge … vom 2024-11-07\n\nvon Die Redaktion: 2 {nothing}\n.\nFrom here\n"
    assert message["X-Evil"] is None and message["To"] is None
    assert run(folder, *arguments).returncode == 0
    assert first == (folder / "a.eml").read_bytes()


def test_names(folder):
    """the attachment is called as its file, in letters that any mail takes; what was made is told"""
    for given, expected in (("Lage_3.pdf", "Lage_3.pdf"), ("Übersicht Süd.pdf", "uebersicht-sued.pdf"), ("水位.pdf", "deck.pdf")):
        result = run(folder, "--eml", "--text", "--cover", "--to", "a@example.org", "-o", given, "deck.md")
        assert result.returncode == 0, result.stderr
        (attachment,) = draft(folder / given.replace(".pdf", ".eml")).iter_attachments()
        assert attachment.get_filename() == expected, attachment.get_filename()
        told = result.stderr.splitlines()
        assert told[0].startswith(f"{given}: 2 pages, "), told
        assert [line.split(": ")[0].strip().rsplit(".")[1] for line in told[1:]] == ["txt", "png", "eml"], told
        assert told[3].endswith("to a@example.org"), told


def test_recipients(folder):
    """what is no address is refused, and nothing is written"""
    for to in ("nobody", "a@example.org, nobody", "<>"):
        result = run(folder, "--eml", "--to", to, "-o", "b.pdf", "deck.md")
        assert result.returncode == 1 and "no mail addresses" in result.stderr, result.stderr
        assert not (folder / "b.pdf").exists() and not (folder / "b.eml").exists()


def test_password(folder):
    """a password protects with AES-256; without it nothing opens; the mail does not tell the text"""
    (folder / "word").write_text("sehr geheim ü\nanother line\n")
    result = run(folder, "--password-file", "word", "--eml", "-o", "c.pdf", "deck.md")
    assert result.returncode == 0, result.stderr
    qpdf = ["qpdf", "--show-encryption", "c.pdf"]
    assert subprocess.run(["qpdf", "--check", "c.pdf"], cwd=folder, capture_output=True).returncode == 2
    shown = subprocess.run([*qpdf, "--password=sehr geheim ü"], cwd=folder, capture_output=True, text=True)
    assert shown.returncode == 0 and "R = 6" in shown.stdout and "stream encryption method: AESv3" in shown.stdout, shown
    assert (folder / "c.pdf").read_bytes().startswith(b"%PDF-2.0")
    checked = subprocess.run(["qpdf", "--check", "--password=sehr geheim ü", "c.pdf"], cwd=folder, capture_output=True)
    assert checked.returncode == 0, checked
    body = body_of(draft(folder / "c.eml"))
    assert "eins" not in body, body


def test_password_and_limit(folder):
    """a protected file keeps to its limit, too"""
    assert run(folder, "-o", "d.pdf", "deck.md").returncode == 0
    size = (folder / "d.pdf").stat().st_size
    result = run(folder, "--password", "x", "--max-size", str(size + 5), "-o", "e.pdf", "deck.md")
    assert (result.returncode == 1) == (not (folder / "e.pdf").exists()), result.stderr
    if result.returncode == 0:
        assert (folder / "e.pdf").stat().st_size <= size + 5


def test_wrong_use(folder):
    """options that cannot be meant are refused"""
    for arguments in (["--to", "a@example.org"], ["--password", ""], ["--password", "x" * 128],
                      ["--password", "x", "--password-file", "word"], ["--eml", "--mail-template", "deck.pdf"]):
        result = run(folder, *arguments, "-o", "f.pdf", "deck.md")
        assert result.returncode == 2, (arguments, result.stderr)
        assert not (folder / "f.pdf").exists()


def main():
    tests = [test for name, test in globals().items() if name.startswith("test_")]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "deck.md").write_text(DECK, encoding="utf-8")
        (folder / "deck.pdf").write_bytes(b"\xff\xfe")
        (folder / "word").write_text("x\n")
        return tap.run([(test.__doc__, functools.partial(test, folder)) for test in tests])


if __name__ == "__main__":
    sys.exit(main())
