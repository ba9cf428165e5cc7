// SPDX-License-Identifier: Apache-2.0

/// One thing wrong with the description of a hierarchy: which node, which entry of the description, and why.
public struct HierarchyProblem: Hashable, Sendable, CustomStringConvertible {
  public enum Kind: String, Hashable, Sendable {
    /// Nothing was described.
    case empty
    /// A name without a character.
    case noName
    /// The same node, or the same pair of parent and child, for the second time.
    case duplicate
    /// A node that nobody described is called a parent or a bottom.
    case unknown
    /// A node is a part of itself.
    case cycle
    /// A node that sums nothing.
    case noBottom
    /// Too many pairs of a node and one of its bottoms.
    case tooLarge
  }

  public let kind: Kind
  public let node: String
  /// Place of the entry in what was given, 0 is the first; nil when it is about no single entry.
  public let entry: Int?
  /// Lower case, no full stop.
  public let reason: String

  init(_ kind: Kind, node: String, entry: Int?, _ reason: String) {
    self.kind = kind
    self.node = node
    self.entry = entry
    self.reason = reason
  }

  public var description: String { reason }

  /// One error that tells the first ten.
  static func error(_ problems: [HierarchyProblem]) -> ForecastError {
    let shown = problems.prefix(10).map(\.reason).joined(separator: "; ")
    let rest = problems.count > 10 ? "; and \(problems.count - 10) more" : ""
    return ForecastError(
      .hierarchyInvalid, subject: problems.first?.node ?? "hierarchy", detail: shown + rest,
      hint: "each node but the topmost is a part of others, and none is a part of itself")
  }
}
