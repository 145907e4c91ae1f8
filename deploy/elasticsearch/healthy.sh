#!/bin/bash
# Whether the server answers somebody who may ask.
set -euo pipefail
printf 'user = "elastic:%s"\n' "$(cat /run/secrets/elastic_password)" \
    | curl --silent --fail --config - --cacert /usr/share/elasticsearch/config/certificates/ca.crt \
        "https://localhost:9200/_cluster/health?wait_for_status=yellow&timeout=5s" >/dev/null
