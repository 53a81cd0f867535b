#!/usr/bin/env bash
# Ends the job as the review ends, when the comment and the summary are written; without a finding, as the comment does.
set -euo pipefail

# Steps that were skipped have no exit code; a review always has one.
code=${REVIEWED:-70}
[ "$code" != 0 ] || code=${COMMENTED:-0}
case $code in
  0 | [1-9] | [1-9][0-9] | 1[0-9][0-9] | 2[0-4][0-9] | 25[0-5]) exit "$code" ;;
esac
# Anything else is cut to eight bits or none at all, and the job would pass.
printf '::error title=No exit code::a step of the action must leave an exit code from 0 to 255; please report it\n'
exit 70
