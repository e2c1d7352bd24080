"""What is decided by ink and not by the network: ticks, stars, white, specks; and the decoding."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
import pytest

from creditai.ocr import Picture
from creditai.ocr.ctc import Alphabet
from creditai.ocr.masks import counted, has_lost_figures
from creditai.ocr.ticks import is_tick
from creditai.ocr.white import Inked, cut, dark


def strokes(*points: tuple[int, int], size: tuple[int, int] = (40, 40)) -> Picture:
    ink = np.zeros(size, np.uint8)
    for a, b in pairwise(points):
        cv2.line(ink, a, b, 1, 3)
    return ink


def test_a_tick_has_one_short_arm() -> None:
    assert is_tick(strokes((6, 20), (14, 32), (34, 6)))


@pytest.mark.parametrize(
    "points", [((6, 6), (20, 34), (34, 6)), ((6, 20), (34, 20)), ((20, 4), (20, 36)), ((6, 6), (34, 34))]
)
def test_a_v_a_dash_a_bar_and_a_slash_are_no_ticks(points: tuple[tuple[int, int], ...]) -> None:
    assert not is_tick(strokes(*points))


@pytest.mark.parametrize("stars", [1, 3, 4, 9])
def test_stars_are_counted_as_ink(stars: int) -> None:
    ink = np.zeros((20, 40 + stars * 10), np.uint8)
    ink[2:18, 2:10] = ink[2:18, 14:22] = 1
    for i in range(stars):
        ink[4:10, 28 + i * 10 : 34 + i * 10] = 1
    assert counted("42**", ink) == "42" + "*" * stars


def test_uneven_blobs_are_not_counted() -> None:
    ink = np.zeros((20, 80), np.uint8)
    ink[4:10, 2:8] = ink[4:10, 12:18] = ink[4:10, 22:60] = 1
    assert counted("***", ink) is None


def test_a_word_ends_at_white_that_the_engine_missed() -> None:
    crop = np.full((24, 200), 255, np.uint8)
    for x in (4, 20, 36, 80, 96):
        crop[4:20, x : x + 12] = 0
    letters = [Inked(c, float(x + 6), 1.0) for c, x in zip("abcde", (4, 20, 36, 80, 96), strict=True)]
    words = ["".join(letter.text for letter in word) for word, _, _ in cut(crop, [letters])]
    assert words == ["abc", "de"]


def test_white_between_two_figures_must_be_wider() -> None:
    crop = np.full((24, 60), 255, np.uint8)
    crop[4:20, 4:8] = crop[4:20, 17:21] = 0
    words = list(cut(crop, [[Inked("1", 6.0, 1.0), Inked("1", 19.0, 1.0)]]))
    assert len(words) == 1


def line_of_print(*words: str, space: int) -> tuple[Picture, list[list[Inked]]]:
    """Blocks for letters, 12 wide and 2 apart, `space` between words; the letters as an engine places them."""
    x, runs, places = 4, [], []
    for word in words:
        runs.append([Inked(letter, float(x + 14 * n + 6), 1.0) for n, letter in enumerate(word)])
        places += [x + 14 * n for n in range(len(word))]
        x += 14 * len(word) - 2 + space
    crop = np.full((24, x), 255, np.uint8)
    for at in places:
        crop[4:20, at : at + 12] = 0
    return crop, runs


def test_a_space_that_the_engine_missed_is_known_by_those_that_it_saw() -> None:
    crop, (paid, on, time) = line_of_print("Paid", "on", "time", space=6)
    alone = ["".join(letter.text for letter in word) for word, _, _ in cut(crop, [[*paid, *on, *time]])]
    beside = ["".join(letter.text for letter in word) for word, _, _ in cut(crop, [paid, [*on, *time]])]
    assert alone == ["Paidontime"]
    assert beside == ["Paid", "on", "time"]


def test_a_narrow_space_of_the_engine_takes_no_wide_white_elsewhere() -> None:
    crop, (made, for_) = line_of_print("Made", "for", space=3)
    wider, (date,) = line_of_print("Date", space=4)
    gap = np.full((24, 20), 255, np.uint8)
    whole = np.hstack([crop, gap, wider])
    moved = [letter._replace(x=letter.x + crop.shape[1] + 20) for letter in date]
    words = ["".join(letter.text for letter in word) for word, _, _ in cut(whole, [made, [*for_, *moved]])]
    assert words == ["Made", "for", "Date"]


def probabilities(alphabet: list[str], *columns: dict[str, float]) -> np.ndarray:
    given = np.zeros((len(columns), len(alphabet)), np.float32)
    for i, column in enumerate(columns):
        for letter, p in column.items():
            given[i, alphabet.index(letter)] = p
    return given


ALPHABET = ["", "$", "0", "O", "1", "a", "一", " ", "V", "ン"]


def test_after_a_dollar_sign_stands_a_figure() -> None:
    given = probabilities(ALPHABET, {"$": 1.0}, {"O": 0.5, "0": 0.4}, {"": 1.0}, {"1": 0.9})
    letters = Alphabet(ALPHABET).decode(given)
    assert "".join(letter.text for letter in letters) == "$01"


def test_the_bar_after_an_amount_ends_it() -> None:
    given = probabilities([*ALPHABET, "|"], {"$": 1.0}, {"1": 0.9}, {"|": 0.8, "1": 0.1}, {"a": 0.9})
    letters = Alphabet([*ALPHABET, "|"]).decode(given)
    assert "".join(letter.text for letter in letters) == "$1|a"


def test_elsewhere_a_letter_stays_a_letter_with_its_own_confidence() -> None:
    given = probabilities(ALPHABET, {"a": 0.9}, {"O": 0.6, "0": 0.3})
    letters = Alphabet(ALPHABET).decode(given)
    assert [letter.text for letter in letters] == ["a", "O"]
    assert letters[1].confidence == pytest.approx(0.6)


def test_what_no_report_prints_is_not_considered() -> None:
    given = probabilities(ALPHABET, {"一": 0.8, "1": 0.2})
    assert [letter.text for letter in Alphabet(ALPHABET).decode(given)] == ["1"]


def test_a_round_letter_among_figures_is_a_nought() -> None:
    given = probabilities(ALPHABET, {"1": 1.0}, {"O": 0.6, "0": 0.2}, {" ": 1.0}, {"a": 1.0}, {"O": 0.6})
    assert "".join(letter.text for letter in Alphabet(ALPHABET).decode(given)) == "10 aO"


def test_a_tick_that_the_network_takes_for_a_foreign_letter_is_kept() -> None:
    given = probabilities(ALPHABET, {"ン": 0.7, "": 0.2})
    (letter,) = Alphabet(ALPHABET).decode(given)
    assert letter.tick == pytest.approx(0.7)


def figures(*marks: tuple[int, int], height: int = 16) -> Picture:
    """Tall marks by their first and last column."""
    ink = np.zeros((height + 4, max(last for _, last in marks) + 4), np.uint8)
    for first, last in marks:
        ink[2 : 2 + height, first : last + 1] = 1
    return ink


def test_a_word_with_more_ink_than_figures_has_lost_one() -> None:
    ink = figures((2, 11), (14, 23), (26, 35), (38, 47))
    assert has_lost_figures("960", ink)
    assert not has_lost_figures("9600", ink)
    assert not has_lost_figures("Mill", figures((2, 5), (8, 9), (12, 13)))


def test_a_nought_in_two_halves_is_one_figure_and_two_ones_are_two() -> None:
    assert not has_lost_figures("90", figures((2, 11), (14, 17), (20, 23)))
    assert has_lost_figures("1", figures((2, 5), (13, 16)))


def test_a_piece_of_the_last_figure_is_no_star() -> None:
    ink = np.zeros((20, 80), np.uint8)
    ink[2:18, 2:10] = 1
    ink[5:12, 11:14] = 1
    for x in (21, 29, 37):
        ink[4:10, x : x + 4] = 1
    assert counted("9****", ink) is None


def test_stars_that_two_looks_count_differently_are_not_counted() -> None:
    def stars(number: int) -> Picture:
        ink = np.zeros((20, 20 + number * 10), np.uint8)
        ink[2:18, 2:10] = 1
        for n in range(number):
            ink[4:10, 16 + n * 10 : 22 + n * 10] = 1
        return ink

    assert counted("9**", stars(4), stars(4)) == "9****"
    assert counted("9**", stars(4), stars(5)) is None


def test_thin_grey_strokes_are_ink() -> None:
    crop = np.full((20, 40), 255, np.uint8)
    crop[4:16, 4:10] = crop[4:16, 16:22] = 20
    crop[4:7, 10:16] = 100  # the thin top of one letter
    assert dark(crop)[5, 4:22].all()
    assert not dark(crop, 0.0)[5, 11:15].any()


def test_where_two_looks_differ_the_reading_decides() -> None:
    broken, whole = np.zeros((20, 60), np.uint8), np.zeros((20, 60), np.uint8)
    for ink in (broken, whole):
        ink[2:18, 20:30] = ink[2:18, 36:46] = 1
    broken[4:10, 2:5] = broken[4:10, 7:12] = 1
    whole[4:10, 2:12] = 1
    assert counted("*93", broken, whole) == "*93"


SPELT = ["", "V", "0", "O", "o", "c", "t", "P", "1", " ", "$", ",", "*", "e", "u", "3", "8", "C"]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("0ct", "Oct"),
        ("P0", "PO"),
        ("c0t", "cot"),
        ("$0", "$0"),
        ("0", "0"),
        ("10", "10"),
        ("P00", "P00"),
        ("ue0", "ue0"),
        ("P0**", "P0**"),
    ],
)
def test_a_nought_among_letters_is_a_letter(printed: str, read: str) -> None:
    given = probabilities(SPELT, *(column for c in printed for column in ({c: 0.6}, {"": 1.0})))
    assert "".join(letter.text for letter in Alphabet(SPELT).decode(given)) == read


def test_a_letter_that_was_a_nought_is_as_sure_as_its_shape() -> None:
    given = probabilities(SPELT, {"0": 0.55, "O": 0.4}, {"c": 1.0}, {"t": 1.0})
    assert Alphabet(SPELT).decode(given)[0].confidence == pytest.approx(0.95)


def test_a_letter_of_one_shape_is_as_sure_as_its_two_sizes_together() -> None:
    given = probabilities(SPELT, {"C": 0.5, "c": 0.45}, {"O": 0.5, "o": 0.3, "0": 0.15}, {"t": 0.9})
    letters = Alphabet(SPELT).decode(given)
    assert "".join(letter.text for letter in letters) == "COt"
    assert [round(letter.confidence, 2) for letter in letters] == [0.95, 0.95, 0.9]


def test_a_figure_that_is_not_sure_knows_the_next_likely_one() -> None:
    given = probabilities(SPELT, {"$": 1.0}, {"3": 0.6, "8": 0.3, "0": 0.05}, {"1": 0.99, "8": 0.01})
    others = [letter.other for letter in Alphabet(SPELT).decode(given)]
    assert others[0] is None
    assert others[1] is not None
    assert (others[1][0], round(others[1][1], 4)) == ("8", 0.3)
    assert others[2] is None


@pytest.mark.parametrize("figures", [0, 3])
def test_stars_that_touch_are_not_one(figures: int) -> None:
    """Bold type: four of them are one piece of ink."""
    ink = np.zeros((30, 200), np.uint8)
    for n in range(figures):
        ink[2:28, 4 + 20 * n : 18 + 20 * n] = 1
    left = 4 + 20 * figures
    ink[4:14, left : left + 44] = 1
    assert counted("960"[:figures] + "*", ink) is None
    ink[:, left + 11 :] = 0
    assert counted("960"[:figures] + "*", ink) == "960"[:figures] + "*"
