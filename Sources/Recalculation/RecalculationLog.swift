// SPDX-License-Identifier: Apache-2.0

/// What one wave recomputed, per node, and what it therefore did not.
public struct RecalculationLog: Hashable, Sendable {
  public struct Entry: Hashable, Sendable {
    public let node: Int
    /// Cells recomputed.
    public var touched: Int
    /// Cells whose bits changed.
    public var changed: Int
  }

  /// In the order of calculation; a node on a circle stands once, with all its periods.
  public private(set) var entries: [Entry] = []
  /// Where entries of nodes that come again stand: those of circles, few.
  private var positions: [Int: Int] = [:]

  public init() {}

  /// A node that is calculated once in a wave.
  public mutating func add(node: Int, touched: Int, changed: Int) {
    entries.append(Entry(node: node, touched: touched, changed: changed))
  }

  /// A node that may be calculated several times in a wave.
  public mutating func addAgain(node: Int, touched: Int, changed: Int) {
    if let known = positions[node] {
      entries[known].touched += touched
      entries[known].changed += changed
    } else {
      positions[node] = entries.count
      entries.append(Entry(node: node, touched: touched, changed: changed))
    }
  }

  public var touched: Int { entries.reduce(0) { $0 + $1.touched } }
  public var changed: Int { entries.reduce(0) { $0 + $1.changed } }
}
