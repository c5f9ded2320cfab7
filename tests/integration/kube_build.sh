#!/bin/sh
# Build etcd and kube-apiserver from their Go modules into the folder $1 (ten minutes on two cores).
set -eu
minor=33.4
out=$(mkdir -p "$1" && cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir apiserver etcd
printf 'module envtest\ngo 1.24.0\nrequire k8s.io/kubernetes v1.%s\n' "$minor" > go.mod
for module in api apiextensions-apiserver apimachinery apiserver cli-runtime client-go \
  cloud-provider cluster-bootstrap code-generator component-base component-helpers \
  controller-manager cri-api cri-client csi-translation-lib dynamic-resource-allocation \
  endpointslice externaljwt kms kube-aggregator kube-controller-manager kube-proxy \
  kube-scheduler kubectl kubelet metrics mount-utils pod-security-admission sample-apiserver \
  sample-cli-plugin sample-controller; do
  echo "replace k8s.io/$module => k8s.io/$module v0.$minor" >> go.mod
done
cat > apiserver/main.go <<'GO'
package main

import (
	"os"

	"k8s.io/component-base/cli"
	"k8s.io/kubernetes/cmd/kube-apiserver/app"
)

func main() { os.Exit(cli.Run(app.NewAPIServerCommand())) }
GO
cat > etcd/main.go <<'GO'
package main

import (
	"os"

	"go.etcd.io/etcd/server/v3/etcdmain"
)

func main() { etcdmain.Main(os.Args) }
GO
go mod tidy
version=k8s.io/component-base/version
go build -ldflags '-s -w' -o "$out/etcd" ./etcd
go build -o "$out/kube-apiserver" -ldflags \
  "-s -w -X $version.gitVersion=v1.$minor -X $version.gitMajor=1 -X $version.gitMinor=33" ./apiserver
