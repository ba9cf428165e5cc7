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

/// Of an angle in radians.
public func cosine(_ angle: Double) -> Double { cos(angle) }

/// Of an angle in radians.
public func sine(_ angle: Double) -> Double { sin(angle) }

/// The natural logarithm; below nought there is none (NaN).
public func logarithm(_ value: Double) -> Double { log(value) }
