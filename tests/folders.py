"""The contents of folders, as the tests of the export see it."""

from mlcareer_content._site._manifest import MANIFEST_NAME


def content(folder):
    """The content of every file of an export except its manifest, by its path within the folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST_NAME
    }


def names(folder):
    """The names in a folder, sorted."""
    return sorted(path.name for path in folder.iterdir())
