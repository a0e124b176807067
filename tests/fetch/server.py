"""A web server that behaves badly, for the tests of what goes to the network.

Every path is a way to behave; requests are counted by path.
"""
import collections
import http.server
import ssl
import struct
import threading
import time
import zlib


def png(width=8, height=8, gray=128):
    """A picture, as the bytes of a PNG."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes([gray]) * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def answer(self, body, status=200, **headers):
        self.send_response(status)
        for name, value in {"Content_Type": "image/png", "Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def redirect(self, where, status=302):
        self.answer(b"", status, Location=where)

    def do_GET(self):
        server = self.server
        server.requests[self.path] += 1
        server.heads[self.path] = dict(self.headers)
        try:
            self.behave(self.path.split("?")[0], f"http://127.0.0.1:{server.server_port}")
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def behave(self, path, base):
        port = self.server.server_port
        targets = {
            "/loop": "/loop", "/circle-a": "/circle-b", "/circle-b": "/circle-a",
            "/hop3": "/hop2", "/hop2": "hop1", "/hop1": base + "/ok.png",
            "/to-file": "file:///etc/passwd", "/to-ftp": "ftp://127.0.0.1/x", "/to-name": f"http://localhost:{port}/ok.png",
            "/to-loopback": f"http://127.0.0.2:{port}/ok.png", "/to-mapped": f"http://[::ffff:127.0.0.1]:{port}/ok.png",
            "/to-private": "http://10.0.0.1/x.png", "/to-metadata": "http://169.254.169.254/latest",
            "/to-user": f"http://a:b@127.0.0.1:{port}/ok.png", "/to-port": "http://127.0.0.1:9/x.png",
        }
        if path in targets:
            self.redirect(targets[path])
        elif path in self.server.pages:
            self.answer(self.server.pages[path][1], Content_Type=self.server.pages[path][0])
        else:
            getattr(self, "on_" + path.strip("/").replace("-", "_").replace(".", "_"), self.on_missing)()

    def on_missing(self):
        self.answer(b"", 404)

    def on_ok_png(self):
        self.answer(png())

    def on_untyped(self):
        self.send_response(200)
        self.send_header("Content-Length", str(len(png())))
        self.end_headers()
        self.wfile.write(png())

    def on_html(self):
        self.answer(b"<html>please log in</html>", Content_Type="text/html; charset=utf-8")

    def on_lie_png(self):
        self.answer(b"<html>please log in</html>")

    def on_huge_declared(self):
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.send_header("Content-Length", str(10**9))
        self.end_headers()
        for _ in range(16):
            self.wfile.write(bytes(65536))
        self.close_connection = True

    def on_huge_chunked(self):
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for _ in range(10**9 // 65536):
            self.wfile.write(b"10000\r\n" + bytes(65536) + b"\r\n")
            self.server.sent += 65536

    def on_slow(self):
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.send_header("Content-Length", "1000")
        self.end_headers()
        while not self.server.over:
            self.wfile.write(b"x")
            time.sleep(0.05)

    def on_silent(self):
        while not self.server.over:
            time.sleep(0.05)
        self.close_connection = True

    def on_short(self):
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.send_header("Content-Length", "5000")
        self.end_headers()
        self.wfile.write(png())
        self.close_connection = True

    def on_nothing(self):
        self.close_connection = True

    def on_etag(self):
        if self.headers.get("If-None-Match") == '"one"':
            self.answer(b"", 304, ETag='"one"')
        else:
            self.answer(png(), ETag='"one"')

    def on_modified(self):
        when = "Mon, 01 Jan 2024 00:00:00 GMT"
        if self.headers.get("If-Modified-Since") == when:
            self.answer(b"", 304)
        else:
            self.answer(png(), Last_Modified=when)

    def on_fresh(self):
        self.answer(png(), Cache_Control="max-age=3600")

    def on_changing(self):
        self.answer(png(gray=self.server.requests["/changing"]), ETag=f'"{self.server.requests["/changing"]}"')

    def on_failing_later(self):
        if self.server.requests["/failing-later"] == 1:
            self.answer(png())
        else:
            self.answer(b"", 503)


class Server(http.server.ThreadingHTTPServer):
    """Runs while it is in use as a context."""
    daemon_threads = True

    def __init__(self, tls=None):
        """tls: a PEM file with key and certificate; None: plain http."""
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests, self.heads, self.pages = collections.Counter(), {}, {}
        self.sent, self.over = 0, False
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(tls)
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    def handle_error(self, request, client_address):
        pass

    def __enter__(self):
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *args):
        self.over = True
        self.shutdown()
        self.server_close()
