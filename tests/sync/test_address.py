"""What a person writes as the place to sync with, and what is no such place."""

import pytest

from inspector.domain.errors import InputError
from inspector.exchange.remotes import address
from inspector.exchange.remotes.address import read_address


@pytest.mark.parametrize("url", ["file:///srv/share", "file://localhost/srv/share"])
def test_a_folder_is_named_from_the_root(url: str) -> None:
    assert read_address(url).path == "/srv/share"


@pytest.mark.parametrize(
    "url", ["", "share", "ftp://host/x", "http://host/x", "file://", "webdav:///x", "s3:///x"]
)
def test_what_names_no_place_is_refused(url: str) -> None:
    with pytest.raises(InputError) as refused:
        read_address(url)
    assert refused.value.code == "bad_address"


def test_a_slash_too_few_is_no_folder_at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """``file://share/x`` would be the folder ``/share/x`` of this computer, made on the spot."""
    monkeypatch.setattr(address.sys, "platform", "linux")
    with pytest.raises(InputError):
        read_address("file://share/x")


def test_windows_opens_a_share_by_its_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(address.sys, "platform", "win32")
    assert read_address("file://nas/share").path == "//nas/share"
    assert read_address("file:///D:/share").path == "D:/share"
