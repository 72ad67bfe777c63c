#!/bin/sh
# Applies what the builder's own machine says about mirrors, certificates and the package index.
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
