// SPDX-License-Identifier: Apache-2.0
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The system's logarithm for files that import nothing else of the system.
enum ETSLogarithm {
  static func natural(_ value: Double) -> Double { log(value) }
}
