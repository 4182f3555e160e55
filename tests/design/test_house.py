"""The house says in words what its picture shows."""

import pytest
from django.template import Context, Template
from django.utils import translation

from desaberdaya.house import House, HousePart, LevelHouse, LevelPart, PartKey, PartState


def house(**states: PartState) -> House:
    """A whole house but for the parts that are named."""
    return House(
        tuple(
            HousePart(key, states.get(key.value, PartState.MET), url=f"/{key.value}/")
            for key in PartKey
        )
    )


def drawn(picture: House | LevelHouse, size: str) -> str:
    template = Template("{% load house %}{% house picture size %}")
    return template.render(Context({"picture": picture, "size": size}))


def test_the_summary_counts_whole_parts_and_names_the_others_with_their_reason() -> None:
    parts = (
        HousePart(PartKey.HEALTH, PartState.MISSING, text="2 anggota"),
        HousePart(PartKey.ROOF, PartState.MISSING),
        *(
            HousePart(key, PartState.MET)
            for key in PartKey
            if key not in {PartKey.HEALTH, PartKey.ROOF}
        ),
    )
    assert House(parts).summary == "7 dari 9 bagian utuh; belum: kesehatan (2 anggota), atap"


def test_the_summary_is_said_in_english_too() -> None:
    with translation.override("en"):
        picture = house(roof=PartState.MISSING)
        assert picture.summary == "8 of 9 parts whole; missing: roof"


def test_a_part_that_does_not_apply_is_not_counted() -> None:
    picture = house(school=PartState.NOT_APPLICABLE, water=PartState.UNKNOWN)
    assert picture.summary == "7 dari 8 bagian utuh; belum dicek: air"


def test_a_part_nobody_gave_is_unknown_and_never_whole() -> None:
    assert {part.state for part in House(()).in_order} == {PartState.UNKNOWN}
    assert House(()).headline == "0 dari 9 bagian utuh"


def test_parts_are_read_out_from_foundation_to_roof_in_whatever_order_they_come() -> None:
    picture = House(tuple(reversed(house().parts)))
    assert [part.key for part in picture.in_order] == list(PartKey)


@pytest.mark.parametrize("state", list(PartState))
@pytest.mark.parametrize("size", ["glyph", "card", "picture", "full"])
def test_every_state_has_a_look_of_its_own_in_every_size(size: str, state: PartState) -> None:
    picture = drawn(house(health=state), size)
    look = state.value.replace("_", "-")
    expected = 9 if state == PartState.MET else 1
    assert picture.count(f'part-{look}"') == expected


def test_a_part_under_way_is_filled_to_its_half_and_no_other_part_is() -> None:
    picture = drawn(house(water=PartState.IN_PROGRESS), "picture")
    assert picture.count("part-fill") == 1
    assert 'y="246.0"' in picture  # the water wall reaches from 220 to 272


def test_each_part_of_the_picture_is_a_link_with_its_name_and_state() -> None:
    picture = drawn(house(health=PartState.MISSING), "picture")
    assert picture.count("<a href=") == 9
    assert 'href="/health/"' in picture
    assert 'aria-label="Kesehatan: belum"' in picture


def test_the_full_house_says_each_part_once_to_a_keyboard() -> None:
    full = drawn(house(), "full")
    in_the_picture = full[: full.index("<figcaption>")]
    assert in_the_picture.count('tabindex="-1"') == in_the_picture.count("<a href=") == 9
    assert full[full.index("<figcaption>") :].count("<a ") == 9


def test_a_glyph_carries_no_links_because_its_line_is_one() -> None:
    glyph = drawn(house(roof=PartState.MISSING), "glyph")
    assert "<a " not in glyph
    assert 'aria-label="8 dari 9 bagian utuh; belum: atap"' in glyph


def test_what_people_wrote_cannot_break_out_of_the_picture() -> None:
    part = HousePart(PartKey.HEALTH, PartState.MISSING, text='"><script>', url='/x/"><b>')
    assert "<script>" not in drawn(House((part,)), "full")
    assert "<b>" not in drawn(House((part,)), "full")


def test_the_drawing_keeps_its_decimal_points_in_indonesian() -> None:
    picture = drawn(LevelHouse((LevelPart(PartKey.WATER, 33),)), "picture")
    assert 'y="254.8"' in picture


def test_a_villages_house_is_filled_to_its_share_and_says_it() -> None:
    village = LevelHouse(tuple(LevelPart(key, 50) for key in PartKey))
    assert village.headline == "Rumah ini berdiri 50%"
    assert "kesehatan 50%" in village.summary
    assert drawn(village, "picture").count("part-fill") == 9


def test_an_unknown_size_is_an_error_for_the_developer() -> None:
    with pytest.raises(ValueError, match="huge"):
        drawn(house(), "huge")
