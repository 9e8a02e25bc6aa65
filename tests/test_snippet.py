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


@each_row(
    "word",
    [
        "don't",
        "mid-career",
        "C++",
        "C#",
        "snake_case",
        "U.S",
        "हिन्दी",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0645",
        "nai\u0308ve",
        "a\u0301-b\u0301",
    ],
)
def test_words_are_not_cut(word):
    """A snippet begins with a whole word and ends with one, whatever signs a word has."""

    for text in (f"{'y ' * 50}{word} {word}", " ".join([word] * 100), f"({word}), " * 100):
        for mark in ("y", *words_of(word)):
            snippet, _ = Passage(text).snippet(frozenset({mark}))
            shown = snippet.strip("…").split()

            assert {"y", word} >= {shown[0].strip("(),"), shown[-1].strip("(),")}, snippet


@each_row("sign", ["", "\u0e34", "\u0303"])
def test_text_without_spaces_is_cut_between_runs_of_letters(sign):
    """Where no space is near, as in Chinese or Thai, the cut is before a letter, and after its signs."""

    text = "、".join(f"{'ก' * 20}{number}{sign}" for number in range(100))
    snippet, ((start, end),) = Passage(text).snippet(frozenset({f"{'ก' * 20}50"}))

    assert f"{'ก' * 20}50" == snippet[start:end]
    assert snippet.startswith(f"…{'ก' * 20}50{sign}、")
    assert snippet.endswith(f"{'ก' * 20}79{sign}…")


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
