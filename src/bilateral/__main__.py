"""`python -m bilateral` is the command line."""

from bilateral.cli import main

main()
