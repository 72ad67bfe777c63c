#!/bin/sh
# Applies what the builder's own machine says about mirrors and certificates, then asks the Debian mirror for its lists.
# This is also the probe of the build's network, so that it gives up within seconds where nothing answers.
set -eu

suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
if [ -s /client/debian-mirror ]; then
  rm -rf /etc/apt/sources.list /etc/apt/sources.list.d
  echo "deb $(cat /client/debian-mirror) $suite main" > /etc/apt/sources.list
fi
if [ -s /client/ca-certificates.crt ]; then
  echo 'Acquire::https::CAInfo "/client/ca-certificates.crt";' > /etc/apt/apt.conf.d/90client
fi
cp /client/pip.conf /etc/pip.conf

export DEBIAN_FRONTEND=noninteractive
timeout 90 apt-get update -o Acquire::Retries=0 -o Acquire::http::Timeout=10 -o Acquire::https::Timeout=10 \
  -o APT::Update::Error-Mode=any
