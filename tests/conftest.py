"""What holds for every test."""

import os

# The command line keeps what it read of the data files; tests change those under its feet, and
# leave nothing in anybody's cache folder. Tests of that name a folder of their own.
os.environ["BILATERAL_CACHE"] = "off"
