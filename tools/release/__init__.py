"""The checks of `nox -s release_check`; each returns what it saw, or raises a `CheckError`."""
