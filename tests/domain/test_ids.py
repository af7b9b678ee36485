"""Names: equal where laptops must meet, in order of time where facts follow each other."""

from uuid import UUID

from inspector.domain.ids import StreamId, fact_id, label, master_id, stream_code


def test_laptops_that_load_one_file_give_a_point_the_same_id() -> None:
    assert master_id("point", "003-OR-04") == master_id("point", "003-OR-04")
    assert master_id("point", "003-OR-04") != master_id("unit", "003-OR-04")


def test_facts_sort_by_the_moment_they_were_recorded() -> None:
    earlier, later = fact_id(1_000, bytes(10)), fact_id(1_001, bytes(10))

    assert earlier < later
    assert (UUID(later).version, UUID(later).variant) == (7, "specified in RFC 4122")


def test_a_label_has_four_readable_characters_and_a_number() -> None:
    stream = StreamId("c4c691397980b8724e1fb93975c20e1b")

    assert label(stream, 214) == f"{stream_code(stream)}-214"
    assert not set(stream_code(stream)) & set("01ILOU")
