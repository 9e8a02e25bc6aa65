"""The career of a machine learning engineer, as typed content to embed.

`load()` returns the whole guide; `load("faq.json", "more/")` adds files of your
own to it, checked before they are merged. Importing the package costs nothing:
every name below is imported when it is first used.
"""

TYPE_CHECKING = False  # as in `typing`, whose import costs time
if TYPE_CHECKING:
    from ._collection import Collection
    from ._guides import InstalledGuide, guides
    from ._learning_path import LearningPath, Step
    from ._limits import Limits
    from ._load import load, validate
    from ._passages import Chunk, Hit
    from ._render import render, to_dict
    from ._schemas import schema
    from .exceptions import ContentError, InvalidContentError, NotFoundError
    from .guide import Guide
    from .problems import Problem, Report

__version__ = "0.1.0"

__all__ = [
    "Chunk",
    "Collection",
    "ContentError",
    "Guide",
    "Hit",
    "InstalledGuide",
    "InvalidContentError",
    "LearningPath",
    "Limits",
    "NotFoundError",
    "Problem",
    "Report",
    "Step",
    "__version__",
    "guides",
    "load",
    "render",
    "schema",
    "to_dict",
    "validate",
]

_MODULES = {
    "Chunk": "_passages",
    "Collection": "_collection",
    "ContentError": "exceptions",
    "Guide": "guide",
    "Hit": "_passages",
    "InstalledGuide": "_guides",
    "InvalidContentError": "exceptions",
    "LearningPath": "_learning_path",
    "Limits": "_limits",
    "NotFoundError": "exceptions",
    "Problem": "problems",
    "Report": "problems",
    "Step": "_learning_path",
    "guides": "_guides",
    "load": "_load",
    "render": "_render",
    "schema": "_schemas",
    "to_dict": "_render",
    "validate": "_load",
}


if not TYPE_CHECKING:  # a type checker would accept any name

    def __getattr__(name: str) -> object:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

        from importlib import import_module

        value = getattr(import_module(f".{_MODULES[name]}", __name__), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
