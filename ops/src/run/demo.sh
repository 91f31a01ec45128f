#!/bin/sh
# Runs the demo for Maven and sees that it ends, once and in order, whenever Maven does: Maven itself leaves its
# children behind when it is interrupted.
#
#   demo.sh MOMENTUM
set -eu

maven=$PPID
"$1" demo &
demo=$!
ending=

end() {
    [ -n "$ending" ] || kill -TERM $demo 2>/dev/null || true
    ending=yes
}

trap end INT TERM HUP
while kill -0 $demo 2>/dev/null; do
    kill -0 "$maven" 2>/dev/null || end
    sleep 0.2 || true
done
wait $demo
