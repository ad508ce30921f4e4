#!/bin/sh
# Builds the worker's image and tries it: the cage, and each agent's CLI. With a name it is pushed, and its digest, which
# goes into Fly:WorkerImage, is printed.
#
#   worker/build.sh                               builds and tries it
#   worker/build.sh registry.fly.io/APP           and pushes it
set -eu
cd "$(dirname "$0")/.."

engine=
for name in docker podman; do
    if command -v "$name" >/dev/null 2>&1 && "$name" info >/dev/null 2>&1; then
        engine=$name
        break
    fi
done
if [ -z "$engine" ]; then
    echo "No container engine answers here: install docker or podman." >&2
    exit 2
fi

image=${1:-taskrelay-worker}
"$engine" build --file worker/Dockerfile --tag "$image" .

# User namespaces are what Fly's Machines allow and a container's default profile does not.
run() { "$engine" run --rm --security-opt seccomp=unconfined --cap-add SYS_ADMIN "$@"; }

echo "The cage:"
run "$image" probe | tee /dev/stderr | grep -q '"bubblewrap":true'
echo "The agents:"
for agent in claude codex gemini opencode; do
    printf '  %s ' "$agent"
    run --entrypoint "$agent" "$image" --version | head -n 1
done
echo "Without a ticket it does nothing:"
if run "$image" </dev/null; then
    echo "It should have refused to start." >&2
    exit 1
fi

if [ $# -gt 0 ]; then
    "$engine" push "$image"
    "$engine" image inspect --format '{{index .RepoDigests 0}}' "$image"
fi
