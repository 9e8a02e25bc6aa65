"""What two parsers of CommonMark, written by different people, read in a document, in one form.

A document is a list of blocks: a paragraph with its spans, a heading with its
level and its spans, a list with its number (none for bullets), whether it is
tight, and its items, or the name of anything else. A span is a text with the
emphasis, the address and the title that all of its characters have.
"""

import re
from urllib.parse import unquote

import commonmark
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

_STYLES = {"em": "e", "strong": "s", "emph": "e", "code_inline": "c", "code": "c"}
_SPACE = " \n\v"  # the last is a hard break
_SPACES = re.compile("[ \n]*(\v)[ \n\v]*|[ \n]+")
_PARSER = MarkdownIt("commonmark")
_PARSER.validateLink = lambda _: True


def by_markdown_it(text):
    """The document as markdown-it-py reads it."""
    return blocks_of(SyntaxTreeNode(_PARSER.parse(text)))


def blocks_of(node, address=unquote):
    """The blocks in a node of a tree of markdown-it-py; links without an address are their labels."""
    return [_block(child, address) for child in node.children]


def _block(node, address):
    match node.type:
        case "paragraph":
            return ["paragraph", _spans(_inline(node.children, address))]
        case "heading":
            return ["heading", int(node.tag[1]), _spans(_inline(node.children, address))]
        case "bullet_list" | "ordered_list":
            number = None if node.type == "bullet_list" else node.attrs.get("start", 1)
            return ["list", number, _is_tight(node), [blocks_of(item, address) for item in node.children]]
    return [node.type]


def _is_tight(node):
    return all(child.hidden for item in node.children for child in item.children if child.type == "paragraph")


def _inline(nodes, address, styles="", target=(None, "")):
    for node in nodes:
        match node.type:
            case "inline":
                yield from _inline(node.children, address, styles, target)
            case "text" | "code_inline":
                yield node.content, styles + _STYLES.get(node.type, ""), target
            case "softbreak" | "hardbreak":
                yield " " if node.type == "softbreak" else "\v", "", (None, "")
            case "em" | "strong":
                yield from _inline(node.children, address, styles + _STYLES[node.type], target)
            case "link":
                found = None if target[0] is not None else address(node.attrs["href"])
                inner = target if found is None else (found, node.attrs.get("title", ""))
                yield from _inline(node.children, address, styles, inner)
            case _:
                yield f"<{node.type}>", "!", target


def by_commonmark(text):
    """The document as commonmark.py reads it."""
    return _blocks(commonmark.Parser().parse(text))


def _blocks(node):
    return [_read(child) for child in _children(node)]


def _children(node):
    child = node.first_child
    while child:
        yield child
        child = child.nxt


def _read(node):
    match node.t:
        case "paragraph":
            return ["paragraph", _spans(_within(node))]
        case "heading":
            return ["heading", node.level, _spans(_within(node))]
        case "list":
            number = None if node.list_data["type"] == "bullet" else node.list_data["start"]
            has_paragraph = any(child.t == "paragraph" for item in _children(node) for child in _children(item))
            return ["list", number, node.list_data["tight"] or not has_paragraph, [*map(_blocks, _children(node))]]
    return [node.t]


def _within(node, styles="", target=(None, "")):
    for child in _children(node):
        match child.t:
            case "text" | "code":
                yield child.literal, styles + _STYLES.get(child.t, ""), target
            case "softbreak" | "linebreak":
                yield " " if child.t == "softbreak" else "\v", "", (None, "")
            case "emph" | "strong":
                yield from _within(child, styles + _STYLES[child.t], target)
            case "link":
                yield from _within(child, styles, (unquote(child.destination), child.title or ""))
            case _:
                yield f"<{child.t}>", "!", target


def _spans(parts):
    """The spans of a line, each as long as it can be; space is one space, or one hard break, and has no emphasis."""
    spans = []
    for text, styles, target in parts:
        for piece in re.split(f"([{_SPACE}]+)", text):
            is_space = not piece.strip(_SPACE)
            kind = ("", None, "") if is_space else ("".join(sorted(set(styles))), *target)
            if spans and spans[-1][1:] == kind:
                spans[-1] = (spans[-1][0] + piece, *kind)
            elif piece:
                spans.append((piece, *kind))
    if spans:
        spans[0] = (spans[0][0].lstrip(_SPACE), *spans[0][1:])
        spans[-1] = (spans[-1][0].rstrip(_SPACE), *spans[-1][1:])
    return [(_SPACES.sub(lambda space: space[1] or " ", text), *kind) for text, *kind in spans if text]
