"""The part of a text that shows best why it was found."""

from mlcareer_content._search import Passage, words_of

from .tables import each_row


def test_words_are_folded_letters_and_digits():
    """Punctuation and underscores part words; case does not matter."""

    assert ["do", "i", "need", "a", "phd", "or", "2", "straße".casefold()] == words_of("Do I need_a PhD, or 2 STRASSE?")


def test_short_text_is_shown_whole():
    """A text that is no longer than a snippet is one, with its marks."""

    assert ("Learn Python first.", ((6, 12),)) == Passage("Learn Python first.").snippet(frozenset({"python"}))


def test_nothing_marked_shows_the_beginning():
    """Where no word is marked, the text is shown from where it begins."""

    snippet, ranges = Passage(" ".join(f"w{number}" for number in range(100))).snippet(frozenset())

    assert snippet.startswith("w0 w1 ")
    assert snippet.endswith(" w29…")
    assert () == ranges


@each_row("place", [0, 29, 30, 31, 50, 98, 99])
def test_marks_stand_where_they_are_said_to(place):
    """Wherever the word is, the snippet holds it, and its range is that of the word."""

    snippet, ((start, end),) = Passage(" ".join(f"w{number}" for number in range(100))).snippet(
        frozenset({f"w{place}"})
    )

    assert f"w{place}" == snippet[start:end]
    assert 30 == len(words_of(snippet))
    assert (place > 0) == snippet.startswith("…") or place < 71


def test_densest_part_is_shown():
    """Of several parts, the one with most marked words is chosen."""

    text = "python " + "x " * 50 + "python and more python " + "x " * 50
    _, ranges = Passage(text).snippet(frozenset({"python"}))

    assert 2 == len(ranges)


def test_empty_text_has_an_empty_snippet():
    """A text without words is shown as it is."""

    assert [("", ()), ("…!", ())] == [Passage(text).snippet(frozenset({"a"})) for text in ("", "…!")]


def test_a_passage_knows_what_it_holds():
    """It holds a word, in any case, or it does not."""

    assert [True, False] == [Passage("Learn PYTHON").holds(frozenset({word})) for word in ("python", "java")]
