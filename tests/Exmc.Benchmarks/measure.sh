#!/bin/sh
# Measures what docs/performance.md shows. SHARED is the folder with peers, posteriordb and limits-src beside the project. Build first:
# dotnet build -c Release
set -eu
cd "$(dirname "$0")/../.."
shared=${1:?usage: measure.sh SHARED}
limits=$(mktemp)
exmc="dotnet src/Exmc.Cli/bin/Release/net10.0/Exmc.Cli.dll"
benchmarks="dotnet tests/Exmc.Benchmarks/bin/Release/net10.0/Exmc.Benchmarks.dll"
$benchmarks beside "$limits"
$exmc bench --data "$shared/peers/data" "$shared/posteriordb" --stan "$shared/peers/results.json" --limits "$limits"
$exmc bench --scaling
for model in eight_schools logistic sv sensor; do $benchmarks cold $model; done
rm "$limits"
