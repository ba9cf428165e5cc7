// SPDX-License-Identifier: Apache-2.0

/// Which node reads which, and the order in which they can be calculated.
///
/// Knows numbers only: what a node is, and what it means to read one with delay, is the caller's business.
public struct DependencyGraph: Sendable {
  /// `reads[node]`: the nodes whose values it needs.
  private let reads: [[Int]]

  public init(reads: [[Int]]) { self.reads = reads }

  /// Groups of nodes that reach each other, every group after the groups it reads.
  ///
  /// Tarjan's algorithm (1972), without recursion, so that a long chain cannot overflow the stack.
  ///
  /// - Complexity: O(nodes + edges). Deterministic: nodes are visited by number.
  public func groups() -> [[Int]] {
    var search = GroupSearch(reads: reads)
    for node in reads.indices { search.visit(node) }
    return search.groups
  }

  /// A shortest circle through the lowest-numbered node that lies on one: `[a, b, c]` means a reads b reads c reads a.
  public func circle() -> [Int]? {
    let candidates = groups().filter { $0.count > 1 || reads[$0[0]].contains($0[0]) }
    guard let group = candidates.min(by: { ($0.min() ?? 0) < ($1.min() ?? 0) }), let start = group.min()
    else {
      return nil
    }
    let members = Set(group)
    var from: [Int: Int] = [:]
    var queue = [start]
    var position = 0
    while position < queue.count {
      let node = queue[position]
      position += 1
      for next in reads[node] where members.contains(next) {
        if next == start {
          var path = [node]
          while let before = from[path[path.count - 1]], path[path.count - 1] != start { path.append(before) }
          return path.reversed()
        }
        if from[next] == nil {
          from[next] = node
          queue.append(next)
        }
      }
    }
    return nil
  }
}

/// The state of one search for groups.
private struct GroupSearch {
  let reads: [[Int]]
  var groups: [[Int]] = []
  private var index: [Int]
  private var low: [Int]
  private var isOpen: [Bool]
  private var open: [Int] = []
  private var counter = 0

  init(reads: [[Int]]) {
    self.reads = reads
    index = [Int](repeating: -1, count: reads.count)
    low = index
    isOpen = [Bool](repeating: false, count: reads.count)
  }

  mutating func visit(_ root: Int) {
    guard index[root] < 0 else { return }
    var path: [(node: Int, next: Int)] = []
    enter(root, &path)
    while let (node, next) = path.last {
      if next < reads[node].count {
        path[path.count - 1].next += 1
        let read = reads[node][next]
        if index[read] < 0 {
          enter(read, &path)
        } else if isOpen[read] {
          low[node] = min(low[node], index[read])
        }
      } else {
        path.removeLast()
        if let parent = path.last { low[parent.node] = min(low[parent.node], low[node]) }
        if low[node] == index[node] { close(node) }
      }
    }
  }

  private mutating func enter(_ node: Int, _ path: inout [(node: Int, next: Int)]) {
    index[node] = counter
    low[node] = counter
    counter += 1
    isOpen[node] = true
    open.append(node)
    path.append((node, 0))
  }

  private mutating func close(_ node: Int) {
    var group: [Int] = []
    repeat {
      let member = open.removeLast()
      isOpen[member] = false
      group.append(member)
    } while group[group.count - 1] != node
    groups.append(group.sorted())
  }
}
