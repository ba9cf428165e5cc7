// SPDX-License-Identifier: Apache-2.0

/// All lines of all bills, ordered so that every assembly is planned before its components.
///
/// The *low-level code* of an item is the longest way down to it from an item that is in nothing: 0 for what is only sold,
/// higher the deeper it lies. Items are planned by rising code, ties by position: the order depends on the lines alone.
public struct BillOfMaterials: Sendable {
  public let itemCount: Int
  /// All lines, by component, then assembly, then the order given: the order in which demands are summed.
  public let lines: [Component]
  /// Where the lines of a component begin in `lines`; one more entry than items.
  public let firstLineOfComponent: [Int32]
  /// Positions in `lines` ordered by assembly, then component.
  public let linesByAssembly: [Int32]
  /// Where the lines of an assembly begin in `linesByAssembly`; one more entry than items.
  public let firstLineOfAssembly: [Int32]
  /// Low-level code of each item.
  public let lowLevelCodes: [Int32]
  /// Item positions by rising low-level code, then position.
  public let planningOrder: [Int32]

  /// - Throws: `billLineNamesNoItem` and `quantityIsNotUsable` for a line that cannot be used,
  ///   `billOfMaterialsHasCircle` with the path when an item would go into itself.
  public init(itemCount: Int, lines given: [Component]) throws(SupplyError) {
    for (position, line) in given.enumerated() {
      try BillOfMaterials.check(line, position: position, itemCount: itemCount)
    }
    let order = given.indices.sorted { left, right in
      let (first, second) = (given[left], given[right])
      if first.component != second.component { return first.component < second.component }
      if first.assembly != second.assembly { return first.assembly < second.assembly }
      return left < right
    }
    let lines = order.map { given[$0] }
    self.itemCount = itemCount
    self.lines = lines
    self.firstLineOfComponent = BillOfMaterials.starts(itemCount, lines.map(\.component))
    let byAssembly = lines.indices.sorted {
      (lines[$0].assembly, $0) < (lines[$1].assembly, $1)
    }
    self.linesByAssembly = byAssembly.map { Int32($0) }
    self.firstLineOfAssembly = BillOfMaterials.starts(itemCount, byAssembly.map { lines[$0].assembly })
    let codes = try BillOfMaterials.levels(
      itemCount, lines: lines, byAssembly: linesByAssembly, starts: firstLineOfAssembly)
    self.lowLevelCodes = codes
    self.planningOrder = (0..<Int32(itemCount)).sorted { (codes[Int($0)], $0) < (codes[Int($1)], $1) }
  }

  /// Positions in `lines` of the lines whose component is `item`.
  public func linesInto(_ item: Int32) -> Range<Int> {
    Int(firstLineOfComponent[Int(item)])..<Int(firstLineOfComponent[Int(item) + 1])
  }

  /// Everything that lies below the given items, themselves included, in planning order.
  public func withDescendants(_ items: [Int32]) -> [Int32] {
    var isMarked = [Bool](repeating: false, count: itemCount)
    for item in items { isMarked[Int(item)] = true }
    var result: [Int32] = []
    for item in planningOrder where isMarked[Int(item)] {
      result.append(item)
      for slot in firstLineOfAssembly[Int(item)]..<firstLineOfAssembly[Int(item) + 1] {
        isMarked[Int(lines[Int(linesByAssembly[Int(slot)])].component)] = true
      }
    }
    return result
  }

  /// Everything that lies above the given items, themselves included, in planning order.
  public func withAncestors(_ items: [Int32]) -> [Int32] {
    var isMarked = [Bool](repeating: false, count: itemCount)
    for item in items { isMarked[Int(item)] = true }
    for item in planningOrder.reversed() where isMarked[Int(item)] {
      for position in linesInto(item) { isMarked[Int(lines[position].assembly)] = true }
    }
    return planningOrder.filter { isMarked[Int($0)] }
  }

  private static func check(_ line: Component, position: Int, itemCount: Int) throws(SupplyError) {
    let items = 0..<Int32(itemCount)
    guard items.contains(line.assembly), items.contains(line.component) else {
      throw SupplyError(
        .billLineNamesNoItem, subject: "bill line \(position)",
        detail: "assembly \(line.assembly), component \(line.component); there are \(itemCount) items",
        hint: "import the item first")
    }
    guard line.requirementPerUnit.isFinite, line.quantityPer > 0, line.scrapRate >= 0 else {
      throw SupplyError(
        .quantityIsNotUsable, subject: "bill line \(position)",
        detail: "quantity per \(line.quantityPer), scrap rate \(line.scrapRate)",
        hint: "a quantity per is above zero, a scrap rate is not below zero")
    }
  }

  /// Where each key's run begins in sorted `keys`; one more entry than keys can have values.
  private static func starts(_ count: Int, _ keys: [Int32]) -> [Int32] {
    var result = [Int32](repeating: 0, count: count + 1)
    for key in keys { result[Int(key) + 1] += 1 }
    for index in 0..<count { result[index + 1] += result[index] }
    return result
  }

  /// Longest way from a top, by taking away items that nothing open goes into (Kahn's order).
  private static func levels(
    _ count: Int, lines: [Component], byAssembly: [Int32], starts: [Int32]
  ) throws(SupplyError) -> [Int32] {
    var codes = [Int32](repeating: 0, count: count)
    var open = [Int32](repeating: 0, count: count)
    for line in lines { open[Int(line.component)] += 1 }
    var ready = (0..<Int32(count)).filter { open[Int($0)] == 0 }
    var next = 0
    while next < ready.count {
      let item = Int(ready[next])
      next += 1
      for slot in starts[item]..<starts[item + 1] {
        let component = Int(lines[Int(byAssembly[Int(slot)])].component)
        codes[component] = max(codes[component], codes[item] + 1)
        open[component] -= 1
        if open[component] == 0 { ready.append(Int32(component)) }
      }
    }
    guard next == count else {
      let path = circle(lines: lines, byAssembly: byAssembly, starts: starts, open: open)
      throw SupplyError(
        .billOfMaterialsHasCircle, subject: "item \(path.first ?? 0)",
        detail: "it goes into itself: " + path.map(String.init).joined(separator: " → "),
        hint: "end one of these lines", path: path)
    }
    return codes
  }

  /// One circle among the items that Kahn's order could not take away: assembly → component → … → the same assembly.
  private static func circle(
    lines: [Component], byAssembly: [Int32], starts: [Int32], open: [Int32]
  ) -> [Int32] {
    guard let first = open.firstIndex(where: { $0 > 0 }) else { return [] }
    // Every open item has an open assembly above it, so climbing must meet an item again.
    var above = [Int32](repeating: -1, count: open.count)
    for line in lines where open[Int(line.assembly)] > 0 && above[Int(line.component)] < 0 {
      above[Int(line.component)] = line.assembly
    }
    var seen = [Int](repeating: -1, count: open.count)
    var climbed: [Int32] = []
    var item = Int32(first)
    while seen[Int(item)] < 0 {
      seen[Int(item)] = climbed.count
      climbed.append(item)
      item = above[Int(item)]
    }
    let loop = climbed[seen[Int(item)]...]
    return [item] + loop.reversed()
  }
}
