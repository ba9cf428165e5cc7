#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds the C++ reference: build.sh OUTPUT
set -eu
here=$(dirname "$0")
mkdir -p "$(dirname "$1")"
exec "${CXX:-clang++}" -O3 -march=x86-64-v3 -ffp-contract=off -std=c++20 -Wall -Wextra -pthread ${CXXFLAGS:-} -o "$1" "$here/reference.cpp"
