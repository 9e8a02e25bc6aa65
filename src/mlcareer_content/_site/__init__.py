"""Export a guide as a static site: make its files, and write them into a folder."""

from ._addresses import address
from ._files import site_files
from ._output_folder import write_folder

__all__ = ["address", "site_files", "write_folder"]
