#!/bin/bash
# Starts Elasticsearch with the users of Offerwatch, and leaves a token for Kibana.
set -euo pipefail
bash /deploy/users.sh /usr/share/elasticsearch /run/secrets
bash /deploy/token.sh /usr/share/elasticsearch /token
exec /bin/tini -- /usr/local/bin/docker-entrypoint.sh eswrapper
