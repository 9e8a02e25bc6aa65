"""Packages with a guide, as pip leaves them in a folder, and as wheels."""

import json
import zipfile

from mlcareer_content._package_skeleton import package_files

ENTRY_POINTS = "[mlcareer_content.guides]\n{name} = {module}\n"


def installed_files(package, *, name=None, entry_points=None, version="0.1.0", **changed):
    """The files of an installed package, by path; `changed` has other values of its documents, by kind."""
    module = package.replace("-", "_")
    about = f"{module}-{version}.dist-info"
    files = {path[4:]: data for path, data in package_files(package).items() if path.startswith("src/")}
    for kind, value in changed.items():
        path = f"{module}/content/{kind}.json"
        files[path] = json.dumps(json.loads(files[path]) | value).encode()
    entry_points = entry_points or ENTRY_POINTS.format(name=name or package, module=module)
    return {
        **files,
        f"{about}/METADATA": f"Metadata-Version: 2.4\nName: {package}\nVersion: {version}\n".encode(),
        f"{about}/entry_points.txt": entry_points.encode(),
    }


def write(folder, files):
    """A folder with some files."""
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def pack(path, files):
    """A wheel with some files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path
