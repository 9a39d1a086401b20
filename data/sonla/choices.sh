#!/usr/bin/env bash
# Repeats how the rule of the families was chosen: each candidate by its leave-future-out score over all series
# together (origins 2017-2019, later years up to 2020). One line a rule; the first is the one in use, the language's
# own defaults. Candidates were listed before their scores were seen; a list is averaged over. Prints a table; the
# one of the data as they stand is choices.txt. Usage: data/sonla/choices.sh, after scenarios/run has built.
set -euo pipefail
cd "$(dirname "$0")/../.."

score() {
  local name=$1
  shift
  nice build/prospect score "${PROSPECT_SCENARIO:-scenarios/baseline.toml}" --json "$@" | /usr/bin/python3 -c '
import json, sys
ours = json.load(sys.stdin)["pools"][0]["methods"][0]
held = {c["level"]: 100 * c["hits"] / c["cases"] for c in ours["coverage"]}
log = ours["log_score"]
print(f"{sys.argv[1]:<46} {log:6.3f}  {held[0.5]:5.1f} {held[0.8]:5.1f} {held[0.9]:5.1f} {held[0.95]:5.1f}")
' "$name"
}

printf '%-46s %6s  %5s %5s %5s %5s\n' "rule" "log" "50 %" "80 %" "90 %" "95 %"
score "averaged over all lists (in use)"
score "one rule: damping 0.8, change 1, no breaks" --rule damping=0.8 --rule drift_change=1 \
  --rule break_probability=0 --rule estimate_error=0 --rule df=4
score "the same, with breaks" --rule damping=0.8 --rule drift_change=1 --rule estimate_error=0 --rule df=4
score "no breaks" --rule break_probability=0
score "drift never changes (all years alike)" --rule drift_change=0
score "drift changes fast (latest years)" --rule drift_change=2
score "no damping" --rule damping=1
score "no error of estimates" --rule estimate_error=0
score "breaks twice as often" --rule break_probability=0.08
score "members less alike" --rule df=1,2
