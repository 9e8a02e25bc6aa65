"""What folders hold, as the tests of the export see it."""

from mlcareer_content._export._manifest import NAME


def content(folder):
    """The content of every file of an export but its manifest, by its path within the folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != NAME
    }


def names(folder):
    """What stands in a folder, sorted."""
    return sorted(path.name for path in folder.iterdir())
