#!/bin/bash
# Starts Kibana with the token that Elasticsearch left for it.
set -euo pipefail
ELASTICSEARCH_SERVICEACCOUNTTOKEN=$(cat /token/kibana)
export ELASTICSEARCH_SERVICEACCOUNTTOKEN
exec /bin/tini -- /usr/local/bin/kibana-docker
