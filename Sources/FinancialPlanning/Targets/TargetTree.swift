// SPDX-License-Identifier: Apache-2.0

/// Who carries a target: the company, below it regions, below them people. Places are numbered; the company is 0 and a parent comes before its children.
public struct TargetTree: Hashable, Sendable {
  public let parents: [Int?]
  public let children: [[Int]]
  /// Those without children, at or below each place.
  public let leaves: [[Int]]

  /// - Parameter parents: of each place, nil for the first alone.
  public init(parents: [Int?]) {
    precondition(!parents.isEmpty && parents[0] == nil, "the first place is the company")
    precondition(parents.indices.dropFirst().allSatisfy { (parents[$0] ?? $0) < $0 }, "a parent comes before its children")
    self.parents = parents
    var children = parents.map { _ in [Int]() }
    for (place, parent) in parents.enumerated() {
      if let parent { children[parent].append(place) }
    }
    var leaves = parents.map { _ in [Int]() }
    for place in parents.indices.reversed() {
      leaves[place] = children[place].isEmpty ? [place] : children[place].flatMap { leaves[$0] }
    }
    (self.children, self.leaves) = (children, leaves)
  }

  public var count: Int { parents.count }

  public func contains(_ place: Int, _ other: Int) -> Bool {
    var at: Int? = other
    while let here = at {
      if here == place { return true }
      at = parents[here]
    }
    return false
  }
}

/// One figure of a target: a place in a span of the year.
public struct TargetBox: Hashable, Sendable {
  public let place: Int
  public let span: TargetSpan

  public init(_ place: Int, _ span: TargetSpan) {
    self.place = place
    self.span = span
  }
}
