#!/usr/bin/env bash
# Prints what a program said so that no line of it is a command to the runner: it may hold names that others chose.
set -euo pipefail

# The runner ends lines at carriage returns too, and skips blanks of every kind before a command.
tr '\r' '\n' <"$1" | LC_ALL=C sed -E -e 's/(^|[^[:alnum:]:])::/\1\\u003A:/g' -e 's/##([[:alpha:]]*\[)/\\u0023#\1/g'
