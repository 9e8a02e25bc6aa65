"""`python -m mlcareer_content` is the command `mlcareer-content`."""

from ._cli import main

main()
