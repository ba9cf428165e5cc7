// SPDX-License-Identifier: Apache-2.0

import Formulas
import Recalculation

extension ModelChecker {
  /// Puts blocks in the order of calculation, or reports circles without delay that no loop declares.
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
        reportCircle(circle(through: blocked, members), hint: ModelChecker.blockedHint)
        continue
      }
      guard let loop = loop(within: members) else { continue }
      guard let sorted = sortedWithoutDelay(group, members, loop) else { continue }
      order.append(
        BlockGroup(blocks: sorted, isCircular: true, loop: loop.variables.isEmpty ? nil : loop.plan))
    }
    reportIdleLoops(order)
    model.order = order
  }

  static let blockedHint = Wording(
    "lead、算子、atcutoff 和月日转换不能在循环上。",
    "lead, operators, atcutoff and the crossing between months and days cannot lie on a circle.")
  static let delayHint = Wording(
    "让其中一个取上一期：prev(…)；确实要在同一期里循环，就用 loop 声明。",
    "Take one of them from the period before: prev(…). A circle that is meant is declared: loop name (measure).")

  private func edges(
    within members: Set<Int>, where holds: (EdgeDelay) -> Bool
  ) -> [(reader: Int, read: Int)] {
    members.sorted().flatMap { reader in
      model.blocks[reader].operands.filter { members.contains($0.block) && holds($0.time.delay) }
        .map { (reader, $0.block) }
    }
  }

  /// The order within one period, guesses of a loop taken as known; nil after reporting a circle.
  private mutating func sortedWithoutDelay(_ group: [Int], _ members: Set<Int>, _ loop: DeclaredLoop) -> [Int]? {
    let position = Dictionary(uniqueKeysWithValues: group.enumerated().map { ($1, $0) })
    var reads = [[Int]](repeating: [], count: group.count)
    for edge in edges(within: members, where: { $0 == .immediate }) where !loop.variables.contains(edge.read) {
      if let reader = position[edge.reader], let read = position[edge.read] { reads[reader].append(read) }
    }
    let graph = DependencyGraph(reads: reads)
    if let circle = graph.circle() {
      reportCircle(circle.map { group[$0] }, hint: ModelChecker.delayHint)
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

  private mutating func reportCircle(_ blocks: [Int], hint: Wording) {
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
    let path = names.joined(separator: " → ")
    report(
      .circle, measure.formula?.place ?? measure.names.place, measure.id,
      Wording("\(path)：同一期里互相依赖。", "\(path): each needs the next in the same period."), hint: hint)
  }
}
