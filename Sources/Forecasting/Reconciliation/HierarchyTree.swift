// SPDX-License-Identifier: Apache-2.0

extension Hierarchy {
  /// Who is next above whom, where each node has one parent alone.
  struct Tree {
    /// Positions of the parents; −1 for a topmost node.
    let parents: [Int32]
    /// Positions of children, in order.
    let children: [[Int32]]
  }

  /// The nodes of a tree that nothing sums.
  func topmost(_ tree: Tree) -> [Int] { names.indices.filter { tree.parents[positions[$0]] < 0 } }

  /// - Throws: `hierarchy-unsuited` where two nodes overlap and neither is a part of the other.
  func tree() throws(ForecastError) -> Tree {
    let unknown: Int32 = -2
    var parents = [Int32](repeating: unknown, count: count)
    for bottom in bottoms.indices {
      // From the smallest sum to the largest; the later of two equal ones is the child.
      let chain = columnAggregates[columnStarts[bottom]..<columnStarts[bottom + 1]].sorted { left, right in
        let sizes = (rowStarts[Int(left) + 1] - rowStarts[Int(left)], rowStarts[Int(right) + 1] - rowStarts[Int(right)])
        return sizes.0 != sizes.1 ? sizes.0 < sizes.1 : left > right
      }
      var node = Int32(aggregates.count + bottom)
      for parent in chain + [-1] {
        if parents[Int(node)] == unknown { parents[Int(node)] = parent }
        guard parents[Int(node)] == parent else {
          let all = aggregates + bottoms
          let first = names[all[Int(node)]]
          throw ForecastError(
            .hierarchyUnsuited, subject: first,
            detail: "\"\(first)\" has several parents, and this method shares out from one parent to its parts",
            hint: "use structural or variance weights, which take any structure")
        }
        if parent < 0 { break }
        node = parent
      }
    }
    var children = [[Int32]](repeating: [], count: count)
    for (child, parent) in parents.enumerated() where parent >= 0 { children[Int(parent)].append(Int32(child)) }
    return Tree(parents: parents, children: children)
  }

  /// Checks that each bottom is in exactly one of `nodes`.
  func checkPartition(_ nodes: [Int], named level: String) throws(ForecastError) {
    var owner = [Int](repeating: -1, count: bottoms.count)
    for node in nodes {
      guard names.indices.contains(node) else {
        throw ForecastError(
          .hierarchyUnsuited, subject: level, detail: "there is no node number \(node)", hint: "take numbers from the hierarchy")
      }
      for bottom in bottoms(of: node) {
        let place = positions[bottom] - aggregates.count
        guard owner[place] < 0 else {
          throw ForecastError(
            .hierarchyUnsuited, subject: level,
            detail: "\"\(names[bottom])\" is a part of both \"\(names[owner[place]])\" and \"\(names[node])\"",
            hint: "a level holds each bottom node once")
        }
        owner[place] = node
      }
    }
    if let missing = owner.firstIndex(of: -1) {
      throw ForecastError(
        .hierarchyUnsuited, subject: level, detail: "\"\(names[bottoms[missing]])\" is a part of no node of the level",
        hint: "a level holds each bottom node once")
    }
  }
}
