#!/bin/sh
# Ends at the first command that fails.
set -eu

job_start() {
    echo "[$(date '+%Y-%m-%d %H:%M:%S')] start"
}

job_success() {
    echo "job_success:[$*]"
    exit 0
}

job_fail() {
    echo "job_fail:[$*]"
    exit 1
}

job_start

uname -n || job_fail "no name"

job_success "done"
