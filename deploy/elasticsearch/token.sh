#!/bin/bash
# Makes a token by which Kibana may speak to the server: token.sh ELASTICSEARCH_HOME TOKEN_DIR
set -euo pipefail
tokens=$1/bin/elasticsearch-service-tokens
# What the server knows lies in its container, the token in a volume: where either is new, so is
# the token.
if [ -s "$2/kibana" ] && "$tokens" list elastic/kibana | grep -q "/compose$"; then
    exit 0
fi
"$tokens" delete elastic/kibana compose >/dev/null 2>&1 || true
umask 077
"$tokens" create elastic/kibana compose | sed 's/.*= //' > "$2/kibana"
