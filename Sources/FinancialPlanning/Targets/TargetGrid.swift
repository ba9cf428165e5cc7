// SPDX-License-Identifier: Apache-2.0

/// 年度目标: a year's target in minor units, by the places without children and by month. Every other figure is a sum of these, so that
/// year = quarters = months and company = regions = people, to the last 分.
public struct TargetGrid: Hashable, Sendable {
  /// Of one figure: a hundred trillion 元; sums of many stay within `Int64`.
  public static let limit: Int64 = 10_000_000_000_000_000

  public let tree: TargetTree
  /// Place × 12 + month; zero where a place has children.
  var cells: [Int64]
  /// Figures that stay when others are split again 锁定.
  public private(set) var locks: Swift.Set<TargetBox>

  public init(_ tree: TargetTree) {
    self.tree = tree
    cells = [Int64](repeating: 0, count: tree.count * 12)
    locks = []
  }

  /// - Parameter cells: place × 12 + month, not negative; what stands at a place with children is left out.
  public init(_ tree: TargetTree, cells: [Int64], locks: Swift.Set<TargetBox> = []) {
    precondition(cells.count == tree.count * 12, "twelve months a place")
    self.tree = tree
    self.cells = cells.enumerated().map { tree.children[$0.offset / 12].isEmpty ? max(0, $0.element) : 0 }
    self.locks = locks
  }

  /// Of one place without children, by month.
  public func months(ofLeaf place: Int) -> ArraySlice<Int64> { cells[place * 12..<place * 12 + 12] }

  public subscript(_ box: TargetBox) -> Int64 { indexes(box).reduce(0) { $0 + cells[$1] } }

  public mutating func lock(_ box: TargetBox) { locks.insert(box) }
  public mutating func unlock(_ box: TargetBox) { locks.remove(box) }

  /// Cells that make up a box, by place and month.
  func indexes(_ box: TargetBox) -> [Int] {
    tree.leaves[box.place].flatMap { leaf in box.span.months.map { leaf * 12 + $0 } }
  }

  func contains(_ box: TargetBox, _ other: TargetBox) -> Bool {
    box.span.contains(other.span) && tree.contains(box.place, other.place)
  }
}
