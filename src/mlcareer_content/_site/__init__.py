"""Export a guide as a static site, or as a book: make the files, and write them as a whole.

The modules of the book, `_book` and `_output_file`, are imported when they are needed.
"""

from ._addresses import address
from ._files import site_files
from ._output_folder import write_folder

__all__ = ["address", "site_files", "write_folder"]
