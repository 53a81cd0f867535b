#!/usr/bin/env bash
# Reviews the plan: annotations in the log, Markdown in a file and in the summary of the job, counts as outputs.
# Never fails because of what is found: the last step does, when everybody has been told.
set -euo pipefail

read -r -a command <<<"${COMMAND:-npx --yes iam-unused-credentials@$VERSION}"
work=$(mktemp -d "${RUNNER_TEMP:-/tmp}/unused-credentials.XXXXXX")

# A path that begins with a dash is no flag.
path() {
  case $1 in
    -*) printf './%s' "$1" ;;
    *) printf '%s' "$1" ;;
  esac
}

# The first is always there: an empty list is an error in the bash of macOS.
args=(review "$(path "$PLAN")" "--fail-on=$FAIL_ON")
[ -z "${INVENTORY:-}" ] || args+=("--inventory=$(path "$INVENTORY")")
[ -z "${SYNTH:-}" ] || args+=("--synth=$(path "$SYNTH")")
[ -z "${CONFIG:-}" ] || args+=("--config=$(path "$CONFIG")")
[ -z "${LABEL:-}" ] || args+=("--label=$LABEL")

# What makes its own text cannot make outputs of ours: they are written by name, one line each.
output() {
  printf '%s=%s\n' "$1" "$2" >>"$GITHUB_OUTPUT"
}

told() {
  bash "$GITHUB_ACTION_PATH/action/visible.sh" "$work/said" >&2
}

code=0
"${command[@]}" "${args[@]}" --format json --out "$work/review.json" 2>"$work/said" || code=$?
if [ ! -s "$work/review.json" ]; then
  # No readable plan, wrong usage or no command: nothing was judged.
  told
  said=$(head -n 1 "$work/said")
  ended="the command ended with exit code $code and wrote no review"
  case $code in
    # These are words about a review, of which there is none.
    0 | 1 | 3) said="$ended${said:+: $said}" code=70 ;;
    *) said=${said:-$ended} ;;
  esac
  said=${said//'%'/%25}
  printf '::error title=No review::%s\n' "${said//$'\r'/%0D}"
  output exit-code "$code"
  exit 0
fi

# The same plan with the same words: only the form differs, so only a failure of the form counts.
form() {
  local again=0
  "${command[@]}" "${args[@]}" "$@" 2>"$work/said" || again=$?
  [ "$again" -eq "$code" ] || { told && return 1; }
}
form --format markdown --out "$work/review.md" --summary "$work/summary.md"
form --format github

# Other steps of the job may have written to it already.
cat "$work/summary.md" >>"$GITHUB_STEP_SUMMARY"
node "$GITHUB_ACTION_PATH/action/counts.mjs" "$work/review.json" >>"$GITHUB_OUTPUT"
output exit-code "$code"
output markdown "$work/review.md"
