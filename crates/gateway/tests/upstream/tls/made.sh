#!/bin/sh
# Makes the certificates of this folder anew: an authority, and a server at 127.0.0.1 that it vouches for, for a
# hundred years. The authority's key is thrown away, so it can vouch for nothing else.
set -eu
cd "$(dirname "$0")"
key=$(mktemp)
request=$(mktemp)
trap 'rm -f "$key" "$request"' EXIT
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 36500 -keyout "$key" -out authority.pem \
    -subj "/CN=fastexec test authority" -addext "basicConstraints=critical,CA:TRUE" -addext "keyUsage=critical,keyCertSign"
openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout server-key.pem -out "$request" \
    -subj "/CN=fastexec test server"
openssl x509 -req -in "$request" -CA authority.pem -CAkey "$key" -days 36500 -out server.pem -extfile /dev/stdin <<'EOF'
basicConstraints = critical, CA:FALSE
extendedKeyUsage = serverAuth
subjectAltName = IP:127.0.0.1
EOF
