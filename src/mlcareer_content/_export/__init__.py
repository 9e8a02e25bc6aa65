"""A guide as a static site: what its files are, and how a folder is put in place as one."""

from ._folder import put_in_place
from ._site import site

__all__ = ["put_in_place", "site"]
