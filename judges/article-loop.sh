#!/usr/bin/env bash
# The loop over access keys that articles on unused keys suggest, in our own words: days without use are counted in calendar days,
# a key never used is reported at any age, and who cannot be read is left out. `article-loop.sh DAYS` prints a user name, a tab and
# an access key for each.
limit="$(date -u -d "-$1 days" +%Y-%m-%d)"

for user in $(aws iam list-users --query 'Users[].UserName' --output text); do
  keys="$(aws iam list-access-keys --user-name "$user" --query "AccessKeyMetadata[?Status=='Active'].AccessKeyId" --output text)" || continue
  for key in $keys; do
    used="$(aws iam get-access-key-last-used --access-key-id "$key" --query AccessKeyLastUsed.LastUsedDate --output text)" || continue
    if [[ "$used" == None || "${used%%T*}" < "$limit" ]]; then
      printf '%s\t%s\n' "$user" "$key"
    fi
  done
done
