#!/usr/bin/env bash
# A suite run by another clock hangs: Python's waits with a time limit under libfaketime.
#
# libfaketime 0.9.10 (Debian 12) moves a program's clock on by two days. In CPython 3.11 on glibc 2.36
# threading.Event().wait(0.5) then never comes back: it waits by sem_clockwait, which libfaketime does
# not change, until a moment of a monotonic clock that it did change. With the monotonic clock left
# out (--exclude-monotonic), the wait ends, and time.sleep(0.1) fails instead: "Invalid argument".
# A library that changes only what clock_gettime(CLOCK_REALTIME), gettimeofday and time answer has
# neither fault (tests/shifted_clock.c).
set -euo pipefail
seen=$(mktemp)
trap 'rm -f "$seen"' EXIT
last_line() { timeout 5 "$@" 2>&1 | tail -n 1 || true; }
waits='import threading; threading.Event().wait(0.5); print("ended")'
sleeps='import time; time.sleep(0.1); print("slept")'
echo "wait: $(last_line faketime -m -f +2d python3 -c "$waits")" > "$seen"
echo "sleep: $(last_line faketime -m --exclude-monotonic -f +2d python3 -c "$sleeps")" >> "$seen"
diff - "$seen" <<'TEXT' && echo "As described."
wait: 
sleep: OSError: [Errno 22] Invalid argument
TEXT
