// SPDX-License-Identifier: Apache-2.0

/// What a wave recomputed, by name, in the order of calculation. What is not listed was not recomputed.
public struct RecalculationReport: Hashable, Sendable, CustomStringConvertible {
  public struct Line: Hashable, Sendable {
    /// Measure, or `measure#n` for a part of its formula.
    public let name: String
    public let touched: Int
    public let changed: Int
  }

  public internal(set) var lines: [Line] = []

  public init() {}

  /// `revenue 12 touched, 10 changed`, a line each.
  public var description: String {
    lines.map { "\($0.name) \($0.touched) touched, \($0.changed) changed" }.joined(separator: "\n")
  }
}
