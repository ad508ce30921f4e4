#!/usr/bin/env bash
# Whether the TaskRelay on this machine is ready: 0 or 1. Needs no program that an image may lack.
#
#   health.sh [PORT]
set -u
port=${1:-8080}
exec 3<>"/dev/tcp/127.0.0.1/$port" || exit 1
printf 'GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
read -r -t 8 line <&3 || exit 1
case $line in
    'HTTP/1.1 200 '*) exit 0 ;;
    *) echo "$line" && exit 1 ;;
esac
