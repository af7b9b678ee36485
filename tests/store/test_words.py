"""Words of old keys: only what the key itself said of this very stream counts."""

from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from inspector.store.intake import fold_taken, take_segments
from inspector.store.segments import Segment
from inspector.store.words import a_word, read_after
from tests.property.devices import Device, Hub

OLD, NEW, THIRD = Device(1), Device(2), Device(3)
WORD = a_word(OLD.key, new=NEW.uid, end=7)
LONG = "0" * 500_000


def heard(tmp_path: Path, words: object) -> dict[str, dict[str, int]]:
    """What a workspace makes of a first segment that carries these words."""
    device = Device(2)
    device.words = words  # type: ignore[assignment]
    device.write([("finding", "f0", {"note": "甲"})], 1)
    hub = Hub(tmp_path)
    assert hub.take([device], device.segments) == []
    return {new: dict(olds) for new, olds in read_after(hub.db).items()}


def test_a_word_of_the_old_key_counts(tmp_path: Path) -> None:
    assert heard(tmp_path, [WORD]) == {NEW.uid: {OLD.uid: 7}}


@pytest.mark.parametrize(
    "word",
    [
        a_word(OLD.key, new=THIRD.uid, end=7),
        (OLD.pubkey.hex(), 8, WORD[2]),
        (THIRD.pubkey.hex(), 7, WORD[2]),
        (OLD.pubkey.hex().upper(), 7, WORD[2]),
        (OLD.pubkey.hex(), True, WORD[2]),
        (OLD.pubkey.hex(), 7.0, WORD[2]),
        (OLD.pubkey.hex(), -1, WORD[2]),
        (OLD.pubkey.hex(), 1 << 63, WORD[2]),
        (OLD.pubkey.hex(), 7, "00" * 64),
        (OLD.pubkey.hex(), 7, LONG),
        (LONG, 7, WORD[2]),
        (*WORD, "mehr"),
        WORD[:2],
        (None, None, None),
        ([[]], {}, []),
        a_word(NEW.key, new=NEW.uid, end=7),
    ],
)
def test_what_it_did_not_say_is_no_word_and_bars_none(tmp_path: Path, word: tuple) -> None:
    assert heard(tmp_path, [word]) == {}
    assert heard(tmp_path, [word, WORD]) == {NEW.uid: {OLD.uid: 7}}


def test_of_two_words_of_one_key_the_earlier_end_counts(tmp_path: Path) -> None:
    later = a_word(OLD.key, new=NEW.uid, end=9)

    assert heard(tmp_path, [later, WORD]) == heard(tmp_path, [WORD, later])
    assert heard(tmp_path, [WORD, later]) == {NEW.uid: {OLD.uid: 7}}


def test_what_lies_behind_the_fourth_is_no_word(tmp_path: Path) -> None:
    assert heard(tmp_path, [("", 0, "")] * 4 + [WORD]) == {}


def test_a_word_put_into_a_segment_on_its_way_spoils_the_segment(tmp_path: Path) -> None:
    device = Device(2)
    device.write([("finding", "f0", {"note": "甲"})], 1)
    plain = device.segments[0]
    header = orjson.loads(plain.header) | {"continues": [list(WORD)]}
    spoilt: Segment = replace(plain, header=orjson.dumps(header, option=orjson.OPT_SORT_KEYS))
    hub = Hub(tmp_path)

    assert [reason for _what, reason in hub.take([device], [spoilt])] == ["signature"]
    assert read_after(hub.db) == {}


def test_a_word_counts_while_its_stream_waits_for_approval(tmp_path: Path) -> None:
    device = Device(2)
    device.words = [WORD]
    device.write([("finding", "f0", {"note": "甲"})], 1)
    hub = Hub(tmp_path)

    def kept_waiting(tx) -> None:
        pubkeys = {device.uid: device.pubkey}
        fold_taken(tx, [take_segments(tx, pubkeys, device.segments, lambda _uid: False)])

    hub.change(kept_waiting)

    assert read_after(hub.db) == {NEW.uid: {OLD.uid: 7}}
    assert read_after(hub.db, [THIRD.uid]) == {}
