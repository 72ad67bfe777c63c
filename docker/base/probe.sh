#!/bin/sh
# Asks Debian's mirror for one small file, and fails within seconds where nothing answers.
set -eu

release=$(apt-get --print-uris update | sed -n "s/^'\([^']*\)'.*/\1/p" | head -n 1)
timeout 30 /usr/lib/apt/apt-helper -o Acquire::Retries=0 -o Acquire::http::Timeout=10 -o Acquire::https::Timeout=10 \
  download-file "$release" /tmp/probe
