"""Print a prompt for a language model, with passages that answer a question: `python prompt.py QUESTION`."""

import sys

import mlcareer_content as mlc

INSTRUCTIONS = """\
Answer the question from the passages below and from nothing else. Name the passages you used by their refs, in
brackets. If they do not contain the answer, say so."""


def prompt(guide: mlc.Guide, question: str, passages: int = 4) -> str:
    """Return the prompt for a question; if no passage answers it, the instructions make the model say so."""
    chunks = {chunk.ref: chunk for chunk in guide.chunks()}
    found = [chunks[hit.entry.ref] for hit in guide.search(question, limit=passages)]
    quoted = [f"[{chunk.ref}] {' > '.join(chunk.breadcrumb)}\n{chunk.text}\n({chunk.source})" for chunk in found]
    return "\n\n".join([INSTRUCTIONS, *quoted, f"Question: {question}"])


if __name__ == "__main__":
    print(prompt(mlc.load(), " ".join(sys.argv[1:])))
