#!/usr/bin/env bash
# Writes the review as a comment of the pull request. With COMMENT=auto, what keeps it from that is a notice: the review is in the summary.
set -euo pipefail

read -r -a command <<<"${COMMAND:-npx --yes iam-unused-credentials@$VERSION}"
said=$(mktemp "${RUNNER_TEMP:-/tmp}/unused-credentials.XXXXXX")

# Text in a workflow command ends with the line.
annotate() {
  local text=$2
  text=${text//'%'/%25}
  text=${text//$'\r'/%0D}
  printf '::%s::%s\n' "$1" "${text//$'\n'/%0A}"
}

output() {
  printf '%s=%s\n' "$1" "$2" >>"$GITHUB_OUTPUT"
}

case $COMMENT in
  auto | true) ;;
  *)
    annotate 'error title=No comment' "the input comment must be one of auto, true, false, got '$COMMENT'"
    output exit-code 2
    exit 0
    ;;
esac

if [ "$COMMENT" = auto ] && [ -z "${PULL_REQUEST:-}" ]; then
  annotate 'notice title=No comment' 'This job is not about a pull request: the review is in its summary.'
  exit 0
fi

args=(comment "$MARKDOWN" --forge github)
[ -z "${PULL_REQUEST:-}" ] || args+=("--pull-request=$PULL_REQUEST")

code=0
"${command[@]}" "${args[@]}" 2>"$said" || code=$?
bash "$GITHUB_ACTION_PATH/action/visible.sh" "$said" >&2
if [ "$code" -eq 0 ]; then
  url=$(sed -nE 's/^(Created|Updated|Nothing changed in) the comment //p' "$said" | head -n 1)
  output comment-url "$url"
elif [ "$COMMENT" = auto ] && [ "$code" -eq 3 ]; then
  annotate 'notice title=No comment' "The review is in the summary of this job only: $(head -n 1 "$said")"
else
  first=$(head -n 1 "$said")
  annotate 'error title=No comment' "${first:-the command ended with exit code $code and wrote no comment}"
  # One is the word for findings, of which a comment has none.
  [ "$code" -ne 1 ] || code=70
  output exit-code "$code"
fi
