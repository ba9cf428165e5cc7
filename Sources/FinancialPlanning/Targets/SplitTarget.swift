// SPDX-License-Identifier: Apache-2.0
import Quantities

/// How a figure is split below itself.
public enum TargetShape: Sendable {
  /// Alike at every level: regions alike, people of a region alike, quarters alike, months alike.
  case even
  /// In proportion to weights, place × 12 + month, not negative; alike where all are zero.
  case weights([Double])
}

/// What becomes of the sums above a figure that changes.
public enum TargetSums: String, Sendable, CaseIterable {
  /// They follow.
  case follow
  /// The place's year stays: its other months take up the difference.
  case periods
  /// The parent's figure of the same span stays: the other places below it take up the difference.
  case places
}

extension TargetGrid {
  /// The direct parts of a figure.
  public enum Axis: String, Sendable, CaseIterable { case places, periods }

  public func parts(of box: TargetBox, _ axis: Axis) -> [TargetBox] {
    switch axis {
    case .places: tree.children[box.place].map { TargetBox($0, box.span) }
    case .periods: box.span.parts.map { TargetBox(box.place, $0) }
    }
  }

  /// Sets one figure and splits it again below: first over places, then quarters, then months, by largest remainder at each level.
  ///
  /// Figures that are locked within it, or among those that take up the difference, keep their amount; of locked figures around it the sum stays.
  /// - Parameters:
  ///   - amount: minor units, 0...`limit`.
  ///   - shares: weights of the direct parts along one axis, instead of the shape at that level.
  /// - Throws: `TargetRefusal`.
  public func setting(
    _ box: TargetBox, to amount: Int64, _ shape: TargetShape, shares: (axis: Axis, weights: [Int64])? = nil, sums: TargetSums = .follow
  ) throws(TargetRefusal) -> TargetGrid {
    guard (0...Self.limit).contains(amount) else { throw .outOfRange }
    guard !locks.contains(box) else { throw .locked }
    let fixed = fixedCells(around: box)
    let own = indexes(box)
    guard own.contains(where: { !fixed[$0] }) else { throw .allLocked(self[box]) }
    var grid = self
    try grid.fill(box, amount, shape, shares, fixed)
    if sums != .follow { try grid.balance(box, before: self, sums, fixed) }
    for lock in locks where grid[lock] != self[lock] { throw .movesLocked(lock) }
    return grid
  }

  /// Cells of locked figures that do not contain the one that is set: of those that do, only the sum has to stay.
  private func fixedCells(around box: TargetBox) -> [Bool] {
    var fixed = [Bool](repeating: false, count: cells.count)
    for lock in locks where !contains(lock, box) {
      for index in indexes(lock) { fixed[index] = true }
    }
    return fixed
  }

  private func kept(_ box: TargetBox, _ fixed: [Bool]) -> Int64 { indexes(box).reduce(0) { $0 + (fixed[$1] ? cells[$1] : 0) } }

  private mutating func fill(
    _ box: TargetBox, _ amount: Int64, _ shape: TargetShape, _ shares: (axis: Axis, weights: [Int64])?, _ fixed: [Bool]
  ) throws(TargetRefusal) {
    let kept = kept(box, fixed)
    guard amount >= kept else { throw .belowLocked(box, kept) }
    guard let shares else { return spread(amount - kept, box, shape, fixed) }
    let parts = parts(of: box, shares.axis)
    guard parts.count == shares.weights.count, shares.weights.allSatisfy({ $0 >= 0 }), shares.weights.contains(where: { $0 > 0 }) else {
      throw .sharesMissing(parts.count)
    }
    let open = parts.indices.filter { part in indexes(parts[part]).contains { !fixed[$0] } }
    let closed = parts.indices.filter { !open.contains($0) }.reduce(Int64(0)) { $0 + self[parts[$1]] }
    let amounts = Allocation.split(amount - closed, by: open.map { shares.weights[$0] })
    for (part, share) in zip(open, amounts) {
      let least = self.kept(parts[part], fixed)
      guard share >= least else { throw .belowLocked(parts[part], least) }
      spread(share - least, parts[part], shape, fixed)
    }
  }

  /// Splits what is free of a box over its free cells.
  private mutating func spread(_ free: Int64, _ box: TargetBox, _ shape: TargetShape, _ fixed: [Bool]) {
    let parts = tree.children[box.place].isEmpty ? self.parts(of: box, .periods) : self.parts(of: box, .places)
    if parts.isEmpty {
      let index = box.place * 12 + box.span.months.lowerBound
      if !fixed[index] { cells[index] = free }
      return
    }
    var weights = parts.map { weight($0, shape, fixed) }
    if !weights.contains(where: { $0 > 0 }) { weights = parts.map { weight($0, .even, fixed) } }
    for (part, share) in zip(parts, Allocation.split(free, by: weights)) { spread(share, part, shape, fixed) }
  }

  /// Zero where nothing is free.
  private func weight(_ box: TargetBox, _ shape: TargetShape, _ fixed: [Bool]) -> Double {
    let all = indexes(box)
    switch shape {
    case .even: return Double(all.count { !fixed[$0] }) / Double(all.count)
    case .weights(let weights): return all.reduce(0) { $0 + (fixed[$1] ? 0 : max(0, weights[$1])) }
    }
  }

  /// Brings a sum above back to what it was: those who are to take up the difference do so in proportion to what they have.
  private mutating func balance(
    _ box: TargetBox, before: TargetGrid, _ sums: TargetSums, _ fixed: [Bool]
  ) throws(TargetRefusal) {
    guard self[box] != before[box] else { return }
    let whole = sums == .periods ? TargetBox(box.place, .year) : tree.parents[box.place].map { TargetBox($0, box.span) }
    guard let whole else { throw .nobodyElse }
    var fixed = fixed
    for index in indexes(box) { fixed[index] = true }
    let others = indexes(whole).filter { !fixed[$0] }
    guard !others.isEmpty else { throw .nobodyElse }
    let rest = before[whole] - kept(whole, fixed)
    guard rest >= 0 else { throw .othersTooSmall(others.reduce(0) { $0 + cells[$1] }) }
    spread(rest, whole, .weights(cells.map { Double($0) }), fixed)
  }
}
