#!/bin/sh
# Measures what docs/performance.md shows. SHARED is the folder with peers, posteriordb and limits-src beside the project.
set -eu
cd "$(dirname "$0")/../.."
shared=${1:?usage: measure.sh SHARED}
limits=$(mktemp)

# By its project: within the solution the hand-written kernels would be built without optimisation.
dotnet build tests/Exmc.Benchmarks -c Release -v quiet
exmc="dotnet src/Exmc.Cli/bin/Release/net10.0/Exmc.Cli.dll"
benchmarks="dotnet tests/Exmc.Benchmarks/bin/Release/net10.0/Exmc.Benchmarks.dll"
$benchmarks beside "$limits"
$exmc bench --data "$shared/peers/data" "$shared/posteriordb" --stan "$shared/peers/results.json" --limits "$limits"
$exmc bench --scaling
for model in eight_schools logistic sv sensor; do $benchmarks cold $model; done
rm "$limits"
