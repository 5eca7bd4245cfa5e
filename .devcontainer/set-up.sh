#!/usr/bin/env bash
set -euo pipefail

npm ci --ignore-scripts --no-audit --no-fund --prefix tools/azurite
npm ci --ignore-scripts --no-audit --no-fund --prefix tools/bicep
npm ci --ignore-scripts --no-audit --no-fund --prefix tools/chatra
# Core Tools come as a download that this package's own script fetches.
npm install --global azure-functions-core-tools@4
dotnet restore ChatraFunctions.sln
