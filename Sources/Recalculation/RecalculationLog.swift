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

  public private(set) var entries: [Entry] = []

  public init() {}

  public mutating func add(node: Int, touched: Int, changed: Int) {
    if let last = entries.indices.last, entries[last].node == node {
      entries[last].touched += touched
      entries[last].changed += changed
    } else {
      entries.append(Entry(node: node, touched: touched, changed: changed))
    }
  }

  public var touched: Int { entries.reduce(0) { $0 + $1.touched } }
  public var changed: Int { entries.reduce(0) { $0 + $1.changed } }
}
