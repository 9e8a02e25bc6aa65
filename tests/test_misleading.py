"""Files and texts that mislead: each is reported once, at its place, by what is wrong with it."""

import pytest

import mlcareer_content as mlc

HEAD = "kind: question\nid: on-trams\n"
ANSWER = "answer:\n  - They are quiet.\n"

# The name of a file, its text, and what is reported: code, line, column, and a part of the message.
CASES = {
    "merge conflict in YAML": (
        "a.yaml",
        f"{HEAD}<<<<<<< HEAD\nquestion: Why trams?\n=======\nquestion: Why buses?\n>>>>>>> other\n{ANSWER}",
        [("MLC004", 3, 1, "merge conflict")],
    ),
    "merge conflict with the common ancestor": (
        "a.yaml",
        f"{HEAD}<<<<<<< a\nquestion: A?\n||||||| b\nquestion: B?\n=======\nquestion: C?\n>>>>>>> c\n{ANSWER}",
        [("MLC004", 3, 1, "merge conflict")],
    ),
    "two merge conflicts": (
        "a.yaml",
        f"<<<<<<< a\n{HEAD}=======\n{HEAD}>>>>>>> c\nquestion: C?\n<<<<<<< a\n{ANSWER}=======\n{ANSWER}>>>>>>> c\n",
        [("MLC004", 1, 1, "merge conflict"), ("MLC004", 9, 1, "merge conflict")],
    ),
    "merge conflict in the prose of Markdown": (
        "a.md",
        f"---\n{HEAD}question: Why trams?\n---\n\n<<<<<<< HEAD\nQuiet.\n=======\nFast.\n>>>>>>> other\n",
        [("MLC004", 7, 1, "merge conflict")],
    ),
    "merge conflict in JSON with line ends of Windows": (
        "a.json",
        '{\r\n<<<<<<< HEAD\r\n"id": "a",\r\n=======\r\n"id": "b",\r\n>>>>>>> x\r\n"kind": "question"}\r\n',
        [("MLC004", 2, 1, "merge conflict")],
    ),
    "leftover end of a merge conflict": (
        "a.yaml",
        f"{HEAD}question: Why trams?\n>>>>>>> other\n{ANSWER}",
        [("MLC004", 4, 1, "merge conflict")],
    ),
    "code fence around JSON": ("a.json", '```json\n{"kind": "question"}\n```\n', [("MLC004", 1, 1, "code fence")]),
    "text and a code fence around JSON": ("a.json", "Here:\n\n```\n{}\n```\n", [("MLC004", 3, 1, "code fence")]),
    "code fence around YAML": ("a.yaml", f"```yaml\n{HEAD}{ANSWER}```", [("MLC004", 1, 1, "code fence")]),
    "code fence of tildes": ("a.yaml", f"~~~\n{HEAD}{ANSWER}~~~\n", [("MLC004", 1, 1, "code fence")]),
    "code fence around Markdown": (
        "a.md",
        f"```markdown\n---\n{HEAD}---\n\nText.\n```\n",
        [("MLC004", 1, 1, "code fence")],
    ),
    "symbolic link as text, YAML": ("a.yaml", "../shared/trams.yaml", [("MLC004", 1, 1, "only the path")]),
    "symbolic link as text, JSON": ("a.json", "trams.json\n", [("MLC004", 1, 1, "only the path")]),
    "symbolic link as text, Markdown": ("a.md", "../my files/trams.md", [("MLC004", 1, 1, "only the path")]),
    "text and a code fence around YAML": (
        "a.yaml",
        f"Here:\n\n```\n{HEAD}{ANSWER}```\n",
        [("MLC004", 3, 1, "code fence")],
    ),
    "text and a code fence around Markdown": (
        "a.md",
        f"Here:\n\n```\n---\n{HEAD}---\n\nText.\n```\n",
        [("MLC004", 3, 1, "code fence")],
    ),
    "symbolic link as text, to a name without an extension": (
        "a.yaml",
        "../shared/trams\n",
        [("MLC004", 1, 1, "only the path")],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_wrong_is_reported_once(tmp_path, case):
    """Every case gives its problems, in their places, and no others."""
    name, text, expected = CASES[case]
    (tmp_path / name).write_bytes(text.encode())

    found = mlc.validate(tmp_path / name).problems

    assert [(one.code, one.line, one.column) for one in found] == [each[:3] for each in expected]
    assert [each[3] for each, one in zip(expected, found, strict=True) if each[3] not in one.message] == []
