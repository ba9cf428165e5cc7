// SPDX-License-Identifier: Apache-2.0

extension Hierarchy {
  /// A child is a part of its parent.
  public struct Edge: Hashable, Sendable {
    public let parent: String
    public let child: String

    public init(parent: String, child: String) {
      self.parent = parent
      self.child = child
    }
  }

  /// From pairs of parent and child, in any order. A child may have several parents; who has no child is a bottom. A parent sums each bottom
  /// that can be reached from it, once.
  ///
  /// - Throws: `hierarchy-invalid`, with all that is wrong.
  public init(edges: [Edge]) throws(ForecastError) { try self.init(nodes: [], edges: edges, entries: Array(edges.indices), problems: []) }

  /// From nodes, each with the names of its parents (none: topmost).
  ///
  /// - Throws: `hierarchy-invalid`: a node or a parent twice, a parent that is not among the nodes, a cycle.
  public init(parents: [(node: String, parents: [String])]) throws(ForecastError) {
    var problems: [HierarchyProblem] = []
    var known: Set<String> = []
    for (entry, item) in parents.enumerated() where !known.insert(item.node).inserted {
      problems.append(HierarchyProblem(.duplicate, node: item.node, entry: entry, "\"\(item.node)\" is there twice"))
    }
    var edges: [Edge] = []
    var entries: [Int] = []
    for (entry, item) in parents.enumerated() {
      for parent in item.parents {
        if !known.contains(parent) {
          problems.append(
            HierarchyProblem(.unknown, node: item.node, entry: entry, "\"\(item.node)\" has a parent \"\(parent)\" that is not there"))
        }
        edges.append(Edge(parent: parent, child: item.node))
        entries.append(entry)
      }
    }
    try self.init(nodes: parents.map(\.node), edges: edges, entries: entries, problems: problems)
  }

  /// All that is wrong with pairs of parent and child, in the order of entries; empty when `init(edges:)` would take them.
  public static func problems(edges: [Edge]) -> [HierarchyProblem] {
    var parts = NodeParts(nodes: [], edges: edges, entries: Array(edges.indices))
    _ = parts.ordered()
    return parts.problems
  }

  private init(nodes: [String], edges: [Edge], entries: [Int], problems: [HierarchyProblem]) throws(ForecastError) {
    var parts = NodeParts(nodes: nodes, edges: edges, entries: entries)
    let order = parts.ordered()
    let found = problems + parts.problems
    guard found.isEmpty else { throw HierarchyProblem.error(found) }
    try self.init(parts, order: order)
  }

  private init(_ parts: NodeParts, order: [Int]) throws(ForecastError) {
    let aggregates = order.filter { !parts.children[$0].isEmpty }
    let bottoms = parts.names.indices.filter { parts.children[$0].isEmpty }
    var rows = [[Int32]](repeating: [], count: parts.names.count)
    for (place, node) in bottoms.enumerated() { rows[node] = [Int32(place)] }
    var seen = [Int32](repeating: -1, count: bottoms.count)
    var pairs = 0
    for node in aggregates.reversed() {
      var row: [Int32] = []
      for child in parts.children[node] {
        for bottom in rows[child] where seen[Int(bottom)] != Int32(node) {
          seen[Int(bottom)] = Int32(node)
          row.append(bottom)
        }
      }
      row.sort()
      pairs += row.count
      guard pairs <= Hierarchy.pairLimit else { throw Hierarchy.tooLarge(parts.names[node]) }
      rows[node] = row
    }
    self.init(
      names: parts.names, aggregates: aggregates, bottoms: bottoms, rows: aggregates.map { rows[$0] },
      levels: parts.depthLevels(order))
  }

  static func tooLarge(_ node: String) -> ForecastError {
    HierarchyProblem.error([
      HierarchyProblem(
        .tooLarge, node: node, entry: nil, "more than \(Hierarchy.pairLimit) pairs of a node and one of its bottoms, reached at \"\(node)\""
      )
    ])
  }
}

/// Nodes and their children while a hierarchy is being built.
struct NodeParts {
  private(set) var names: [String] = []
  private(set) var children: [[Int]] = []
  private(set) var parents: [[Int]] = []
  private(set) var problems: [HierarchyProblem] = []

  init(nodes: [String], edges: [Hierarchy.Edge], entries: [Int]) {
    var numbers: [String: Int] = [:]
    func number(_ name: String, _ parts: inout NodeParts) -> Int {
      if let known = numbers[name] { return known }
      numbers[name] = parts.names.count
      parts.names.append(name)
      parts.children.append([])
      parts.parents.append([])
      return parts.names.count - 1
    }
    for node in nodes { _ = number(node, &self) }
    var seen: Set<Hierarchy.Edge> = []
    for (edge, entry) in zip(edges, entries) {
      guard !edge.parent.isEmpty, !edge.child.isEmpty else {
        problems.append(HierarchyProblem(.noName, node: edge.parent + edge.child, entry: entry, "a node without a name"))
        continue
      }
      guard seen.insert(edge).inserted else {
        problems.append(
          HierarchyProblem(.duplicate, node: edge.child, entry: entry, "\"\(edge.child)\" is a part of \"\(edge.parent)\" twice"))
        continue
      }
      let (parent, child) = (number(edge.parent, &self), number(edge.child, &self))
      children[parent].append(child)
      parents[child].append(parent)
    }
    if names.isEmpty && problems.isEmpty {
      problems.append(HierarchyProblem(.empty, node: "hierarchy", entry: nil, "needs at least one node, has none"))
    }
  }

  /// Every node after its parents. Nodes in cycles are missing, and told.
  mutating func ordered() -> [Int] {
    var waiting = parents.map(\.count)
    var order = names.indices.filter { waiting[$0] == 0 }
    var next = 0
    while next < order.count {
      for child in children[order[next]] {
        waiting[child] -= 1
        if waiting[child] == 0 { order.append(child) }
      }
      next += 1
    }
    if order.count < names.count { tellCycles(waiting) }
    return order
  }

  /// Follows parents among those that were never reached until one comes again.
  private mutating func tellCycles(_ waiting: [Int]) {
    var visit = [Int](repeating: -1, count: names.count)
    for start in names.indices where waiting[start] > 0 && visit[start] < 0 {
      var path: [Int] = []
      var node = start
      while visit[node] < 0 {
        visit[node] = start
        path.append(node)
        // A node that still waits has a parent that waits.
        guard let parent = parents[node].first(where: { waiting[$0] > 0 }) else { break }
        node = parent
      }
      guard visit[node] == start, let begin = path.firstIndex(of: node) else { continue }
      let ring = (path[begin...] + [node]).prefix(12).map { "\"\(names[$0])\"" }.joined(separator: " in ")
      problems.append(HierarchyProblem(.cycle, node: names[node], entry: nil, "\"\(names[node])\" is a part of itself: \(ring)"))
    }
  }

  /// The nodes of each depth of a tree, with bottoms that ended above; empty where a node has several parents.
  func depthLevels(_ order: [Int]) -> [Hierarchy.Level] {
    guard parents.allSatisfy({ $0.count <= 1 }) else { return [] }
    var depth = [Int](repeating: 0, count: names.count)
    for node in order { if let parent = parents[node].first { depth[node] = depth[parent] + 1 } }
    let deepest = depth.max() ?? 0
    // A chain of thousands of nodes has no levels worth a name, and would need their square in memory.
    guard deepest < 64 else { return [] }
    return (0...deepest).map { wanted in
      Hierarchy.Level(
        name: String(wanted), nodes: names.indices.filter { depth[$0] == wanted || (depth[$0] < wanted && children[$0].isEmpty) })
    }
  }
}
