"""The guides in other packages, which are looked for only when `guides` is called."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from ._load import load
from ._text_safety import on_one_line
from .exceptions import ContentError, NotFoundError, not_found, require_string
from .guide import Guide

TYPE_CHECKING = False
if TYPE_CHECKING:
    from importlib.metadata import EntryPoint
    from importlib.resources.abc import Traversable

#: The group of the entry points; each names a module, and a folder in it contains the guide.
GROUP, FOLDER = "mlcareer_content.guides", "content"


@frozen
class InstalledGuide:
    """A guide in an installed package.

    Attributes:
        name: Its name, by which it is looked up.
        packages: The packages that have a guide of this name, each with its version. A guide that is in several is
            listed, but cannot be loaded.

    .. versionadded:: 0.1.0
    """

    name: str
    packages: tuple[str, ...]
    _entry_point: EntryPoint = field(repr=False)

    def content(self) -> Traversable:
        """The folder of its documents, which `load` and `validate` accept with ``base=False``.

        Raises:
            ContentError: Several packages have a guide of this name, or the package is damaged.
        """
        from importlib.resources import files

        name, package = self.name, " and ".join(self.packages)
        if len(self.packages) > 1:
            raise ContentError(f"several packages have a guide {name!r}: {package}; uninstall all but one of them")
        try:
            folder = files(self._entry_point.load()) / FOLDER
            is_there = folder.is_dir()
        except Exception as error:  # what the import of another package raises
            reason = on_one_line(f"{type(error).__name__}: {error}")
            raise ContentError(f"cannot import the guide {name!r} of {package}: {reason}; reinstall it") from error
        if not is_there:
            place = on_one_line(self._entry_point.value)
            raise ContentError(f"the guide {name!r} of {package} has no folder {FOLDER} in {place}; reinstall it")
        return folder

    def load(self) -> Guide:
        """The guide, checked and read again at every call.

        Raises:
            InvalidContentError: The guide is invalid; the error lists every problem.
            ContentError: Several packages have a guide of this name, or the package is damaged.
        """
        return load(self.content(), base=False)


class _InstalledGuides(dict[str, InstalledGuide]):
    """Guides by their names; an unknown name raises NotFoundError."""

    def __missing__(self, name: str) -> InstalledGuide:
        require_string("name", name)
        error = not_found("installed guide", name, self)
        raise error if error.near else NotFoundError(f"{error}; `mlcareer-content guides` lists them")


def guides() -> Mapping[str, InstalledGuide]:
    """The guides in installed packages, by their names.

    A package names its guide in its metadata, as an entry point in the group ``mlcareer_content.guides``; see
    `mlcareer-content new package`. The packaged guide is not among them: `load` returns it.

    Returns:
        A mapping, in the order of the names. An unknown name raises `NotFoundError`, which suggests similar names. No
        guide is imported or read before its `InstalledGuide.load` is called.

    .. versionadded:: 0.1.0
    """
    from importlib.metadata import entry_points  # takes longer to import than to load the packaged guide

    found: dict[str, dict[str, EntryPoint]] = {}
    for entry_point in entry_points(group=GROUP):
        package = f"{entry_point.dist.name} {entry_point.dist.version}" if entry_point.dist else "an unknown package"
        found.setdefault(entry_point.name, {})[on_one_line(package)] = entry_point
    return _InstalledGuides(
        (name, InstalledGuide(name, tuple(sorted(packages)), packages[min(packages)]))
        for name, packages in sorted(found.items())
    )
