// SPDX-License-Identifier: Apache-2.0

import Formulas
import Recalculation

extension ModelChecker {
  /// Puts blocks in the order of calculation, or reports circles without delay.
  mutating func orderBlocks() {
    let reads = model.blocks.map { $0.operands.map(\.block) }
    var order: [BlockGroup] = []
    for group in DependencyGraph(reads: reads).groups() {
      if group.count == 1, !reads[group[0]].contains(group[0]) {
        order.append(BlockGroup(blocks: group, isCircular: false))
        continue
      }
      let members = Set(group)
      if let blocked = edges(within: members, where: { $0 == .blocked }).first {
        reportCircle(
          circle(through: blocked, members),
          hint: "lead, operators, atcutoff and the crossing between months and days cannot lie on a circle.")
        continue
      }
      guard let sorted = sortedWithoutDelay(group, members) else { continue }
      order.append(BlockGroup(blocks: sorted, isCircular: true))
    }
    model.order = order
  }

  private func edges(
    within members: Set<Int>, where holds: (EdgeDelay) -> Bool
  ) -> [(reader: Int, read: Int)] {
    members.sorted().flatMap { reader in
      model.blocks[reader].operands.filter { members.contains($0.block) && holds($0.time.delay) }
        .map { (reader, $0.block) }
    }
  }

  /// The order within one period; nil after reporting a circle.
  private mutating func sortedWithoutDelay(_ group: [Int], _ members: Set<Int>) -> [Int]? {
    let position = Dictionary(uniqueKeysWithValues: group.enumerated().map { ($1, $0) })
    var reads = [[Int]](repeating: [], count: group.count)
    for edge in edges(within: members, where: { $0 == .immediate }) {
      if let reader = position[edge.reader], let read = position[edge.read] { reads[reader].append(read) }
    }
    let graph = DependencyGraph(reads: reads)
    if let circle = graph.circle() {
      reportCircle(circle.map { group[$0] }, hint: "Take one of them from the period before: prev(…).")
      return nil
    }
    return graph.groups().map { group[$0[0]] }
  }

  /// A way from the block that is read back to its reader.
  private func circle(through edge: (reader: Int, read: Int), _ members: Set<Int>) -> [Int] {
    var from: [Int: Int] = [edge.read: -1]
    var queue = [edge.read]
    var position = 0
    while position < queue.count, from[edge.reader] == nil {
      let node = queue[position]
      position += 1
      for operand in model.blocks[node].operands
      where members.contains(operand.block) && from[operand.block] == nil {
        from[operand.block] = node
        queue.append(operand.block)
      }
    }
    var path: [Int] = []
    var node = edge.reader
    while node >= 0, path.count <= members.count {
      path.append(node)
      node = from[node] ?? -1
    }
    return path.reversed()
  }

  private mutating func reportCircle(_ blocks: [Int], hint: String) {
    // Parts belong to their measure; the circle names each measure once in a row.
    var names: [String] = []
    var first: Int?
    for block in blocks {
      guard let measure = model.blocks[block].measure else { continue }
      if first == nil { first = measure }
      let name = model.measures[measure].id
      if names.last != name { names.append(name) }
    }
    guard let first else { return }
    let measure = model.measures[first]
    if names.count == 1 || names.first != names.last { names.append(measure.id) }
    report(
      .circle, measure.formula?.place ?? measure.names.place, measure.id,
      names.joined(separator: " → ") + ": each needs the next in the same period.", hint: hint)
  }
}
