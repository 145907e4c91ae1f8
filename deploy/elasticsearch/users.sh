#!/bin/bash
# Enters the users of Offerwatch with the passwords of today: users.sh ELASTICSEARCH_HOME SECRETS_DIR
set -euo pipefail
home=$1
secrets=$2
known=$("$home/bin/elasticsearch-users" list)
# Kibana lets nobody in by what they may read alone.
declare -A beside=([analyst]=,kibana_admin)
for role in owner writer analyst; do
    password=$(cat "$secrets/${role}_password")
    if grep -q "^$role " <<< "$known"; then
        "$home/bin/elasticsearch-users" passwd "$role" -p "$password"
    else
        "$home/bin/elasticsearch-users" useradd "$role" -p "$password" -r "offerwatch_$role${beside[$role]:-}"
    fi
done
