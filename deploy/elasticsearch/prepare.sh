#!/bin/bash
# Makes an authority and a certificate for the server `elasticsearch`, unless they are there, and a
# folder for Kibana's token: prepare.sh ELASTICSEARCH_HOME CERTIFICATES_DIR TOKEN_DIR [OWNER]
set -euo pipefail
home=$1
certificates=$2
token=$3
owner=${4:-}
chmod 700 "$token"
if [ -n "$owner" ]; then
    chown "$owner" "$token"
fi
if [ -s "$certificates/elasticsearch.crt" ]; then
    exit 0
fi
made=$(mktemp -d)
"$home/bin/elasticsearch-certutil" ca --silent --pem --days 3650 --out "$made/ca.zip"
unzip -q "$made/ca.zip" -d "$made"
"$home/bin/elasticsearch-certutil" cert --silent --pem --days 1825 --name elasticsearch \
    --dns elasticsearch,localhost --ip 127.0.0.1 \
    --ca-cert "$made/ca/ca.crt" --ca-key "$made/ca/ca.key" --out "$made/server.zip"
unzip -q "$made/server.zip" -d "$made"
# The authority's key is not kept: nobody can make another certificate that is believed. The
# server's own lies in a volume that only containers see; the certificate comes last, as the mark
# that all is there.
cp "$made/ca/ca.crt" "$made/elasticsearch/elasticsearch.key" "$certificates/"
chmod 644 "$certificates/ca.crt" "$certificates/elasticsearch.key"
cp "$made/elasticsearch/elasticsearch.crt" "$certificates/"
chmod 644 "$certificates/elasticsearch.crt"
rm -r "$made"
