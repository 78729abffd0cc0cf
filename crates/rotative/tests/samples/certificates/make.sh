#!/bin/sh
# Makes an authority, the certificate of `localhost` that it signs, and another authority that signs nothing, for a hundred
# years: only tests use them, and only on the machine itself. Needs openssl 3.
set -eu
cd "$(dirname "$0")"
for name in authority stranger; do
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 36500 -sha256 \
        -subj "/CN=An authority of tests: $name" -keyout $name.key -out $name.pem \
        -addext "basicConstraints=critical,CA:TRUE" -addext "keyUsage=critical,keyCertSign"
done
openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -sha256 -subj "/CN=localhost" \
    -keyout localhost.key -out localhost.csr
printf 'subjectAltName=DNS:localhost\nbasicConstraints=critical,CA:FALSE\nextendedKeyUsage=serverAuth\n' > localhost.ext
openssl x509 -req -in localhost.csr -CA authority.pem -CAkey authority.key -CAcreateserial -days 36500 -sha256 \
    -extfile localhost.ext -out localhost.pem
rm -f authority.key stranger.key authority.srl localhost.csr localhost.ext
