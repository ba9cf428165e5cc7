// SPDX-License-Identifier: Apache-2.0
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// e to the power of `value`.
public func exponential(_ value: Double) -> Double { exp(value) }

/// The natural logarithm; below nought there is none (NaN).
public func logarithm(_ value: Double) -> Double { log(value) }
