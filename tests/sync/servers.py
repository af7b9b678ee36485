"""Servers on this machine: WebDAV with and without TLS, one that misbehaves, and a torn line."""

import datetime as dt
import gc
import http.server
import ipaddress
import logging
import socket
import socketserver
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from cheroot.ssl.builtin import BuiltinSSLAdapter
from cheroot.wsgi import Server
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from wsgidav.wsgidav_app import WsgiDAVApp

USER, PASSWORD = "bureau", "right"
_HOST = "127.0.0.1"


@contextmanager
def a_dav_server(
    folder: Path,
    tls: tuple[Path, Path] | None = None,
    *,
    digest: bool = False,
    read_only: bool = False,
    below: str = "/",
) -> Iterator[int]:
    """WsgiDAV on a folder, for one user; says its port. ``below``: nothing lies above it."""
    app = WsgiDAVApp(
        {
            "provider_mapping": {below: {"root": str(folder), "readonly": read_only}},
            "simple_dc": {"user_mapping": {"*": {USER: {"password": PASSWORD}}}},
            "http_authenticator": {
                "accept_basic": not digest,
                "accept_digest": digest,
                "default_to_digest": digest,
            },
            "verbose": 0,
            "logging": {"enable": False},
        }
    )
    # kept records would keep alive what it failed with, and the files that it left open
    logging.getLogger("wsgidav").setLevel(logging.CRITICAL + 1)
    server = Server((_HOST, 0), app, numthreads=2)
    server.error_log = lambda *_args, **_kwargs: None
    if tls:
        server.ssl_adapter = BuiltinSSLAdapter(str(tls[0]), str(tls[1]))
    server.prepare()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield server.bind_addr[1]
    finally:
        server.stop()
        thread.join(5)
        _let_go_of_its_files()


def _let_go_of_its_files() -> None:
    """WsgiDAV leaves open what it could not write: its fault, not that of the next test."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@contextmanager
def a_server_that_says(status: int, headers: dict[str, str], body: bytes) -> Iterator[int]:
    """Whatever it is asked, this is its answer; says its port."""

    class Saying(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def _say(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            (self.send_response_only if "Date" in headers else self.send_response)(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_PUT = do_PROPFIND = do_MKCOL = do_DELETE = do_HEAD = _say  # noqa: N815

        def log_message(self, *_args: object) -> None:
            """Say nothing on the screen."""

    with serving(socketserver.ThreadingTCPServer((_HOST, 0), Saying)) as port:
        yield port


@contextmanager
def a_torn_line(port: int, *, up: int | None = None, down: int | None = None) -> Iterator[int]:
    """A line that is reset once so many bytes went up, or came down; then it is whole."""
    torn: list[bool] = []

    class Line(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with socket.create_connection((_HOST, port)) as server:
                back = threading.Thread(
                    target=self._carry, args=(server, self.request, down), daemon=True
                )
                back.start()
                self._carry(self.request, server, up)
                back.join(2)

        def _carry(self, source: socket.socket, target: socket.socket, most: int | None) -> None:
            carried = 0
            with suppress(OSError):
                while piece := source.recv(997):
                    if most is not None and not torn and carried + len(piece) > most:
                        target.sendall(piece[: most - carried])
                        torn.append(True)
                        break
                    target.sendall(piece)
                    carried += len(piece)
            for one in (source, target):
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)

    with serving(socketserver.ThreadingTCPServer((_HOST, 0), Line)) as own:
        yield own


@dataclass(slots=True)
class Carried:
    """Bytes that a line carried each way."""

    up: int = 0
    down: int = 0


@contextmanager
def a_counted_line(port: int, carried: Carried, *, pause_s: float = 0.0) -> Iterator[int]:
    """A line that counts, and is slow where ``pause_s`` lies between its pieces; says its port."""
    long = 2048 if pause_s else 1 << 16

    class Line(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with socket.create_connection((_HOST, port)) as server:
                back = threading.Thread(target=self._bring, args=(server,), daemon=True)
                back.start()
                with suppress(OSError):
                    while piece := self.request.recv(long):
                        time.sleep(pause_s)
                        carried.up += len(piece)
                        server.sendall(piece)
                    server.shutdown(socket.SHUT_WR)
                back.join(2)

        def _bring(self, server: socket.socket) -> None:
            with suppress(OSError):
                while piece := server.recv(long):
                    time.sleep(pause_s)
                    carried.down += len(piece)
                    self.request.sendall(piece)

    with serving(socketserver.ThreadingTCPServer((_HOST, 0), Line)) as own:
        yield own


@contextmanager
def serving(server: socketserver.ThreadingTCPServer) -> Iterator[int]:
    """A server of the test's own, in a thread; says its port."""
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def certificates(folder: Path) -> tuple[Path, tuple[Path, Path]]:
    """An office's own authority, and a server's certificate and key that it signed."""
    office, own = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = _certificate("office", office, "office", office, is_root=True)
    leaf = _certificate("server", own, "office", office, is_root=False)
    paths = folder / "ca.pem", folder / "server.pem", folder / "server.key"
    paths[0].write_bytes(root.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(leaf.public_bytes(serialization.Encoding.PEM))
    paths[2].write_bytes(
        own.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return paths[0], (paths[1], paths[2])


def _certificate(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    signer: str,
    signing: ec.EllipticCurvePrivateKey,
    *,
    is_root: bool,
) -> x509.Certificate:
    now = dt.datetime.now(dt.UTC)
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(_HOST))])
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, signer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .add_extension(names, critical=False)
        .sign(signing, hashes.SHA256())
    )
