"""What `nox -s release_check` checks, one module a subject; each check says in a sentence what is wrong."""
