#!/bin/sh
# Makes the passwords that compose.yaml hands on, unless they are there: sh deploy/secrets.sh [DIR]
set -eu
folder=${1:-secrets}
umask 077
mkdir -p "$folder"
for name in elastic owner writer analyst; do
    file=$folder/${name}_password
    [ -s "$file" ] || head -c 24 /dev/urandom | base64 | tr '+/' 'xy' > "$file"
    # The programs in the containers are user 1000, and Elasticsearch takes no password that others
    # could read.
    [ "$(id -u)" != 0 ] || chown 1000:1000 "$folder" "$file"
    echo "$file"
done
