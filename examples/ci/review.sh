#!/usr/bin/env bash
# Reviews a plan anywhere: ./review.sh plan.out
#
# Prints the review, and writes it as a comment where a job of GitHub or GitLab gives a token. Exits as the review does.
set -euo pipefail

plan=${1:-plan.out}
read -r -a review <<<"${REVIEW:-npx --yes iam-unused-credentials@0.0.0}"

# Holds sensitive values in clear: nobody else reads it, and it goes.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
terraform show -json "$plan" >"$work/plan.json"

code=0
"${review[@]}" review "$work/plan.json" || code=$?
# Otherwise nothing was judged.
case $code in 0 | 1 | 3) ;; *) exit "$code" ;; esac

if [ -n "${GITHUB_TOKEN:-}${GITLAB_TOKEN:-}" ]; then
  "${review[@]}" review "$work/plan.json" --format markdown --out "$work/review.md" --fail-on never || [ "$code" -eq 3 ]
  "${review[@]}" comment "$work/review.md" || echo 'No comment; the review is above.' >&2
fi
exit "$code"
