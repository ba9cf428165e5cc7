// SPDX-License-Identifier: Apache-2.0

extension Hierarchy {
  /// From a table of labels: a row a bottom node, a column a way to group them; `groupings` says which columns are summed by.
  ///
  /// A grouping of no column is the total, `all`. A node is called by its labels joined with `/`, a level by its columns joined with `/`. The bottoms are the
  /// rows, and the last level.
  ///
  /// - Parameters:
  ///   - columns: headings, each once.
  ///   - labels: one row for each bottom, as many labels as columns; no row twice.
  ///   - groupings: names of columns for each level of aggregates.
  /// - Throws: `hierarchy-invalid`, with all that is wrong.
  public init(columns: [String], labels: [[String]], groupings: [[String]]) throws(ForecastError) {
    var problems: [HierarchyProblem] = []
    if labels.isEmpty {
      problems.append(HierarchyProblem(.empty, node: "hierarchy", entry: nil, "needs at least one row of labels, has none"))
    }
    let chosen = groupings.map { grouping in
      grouping.compactMap { name in
        let place = columns.firstIndex(of: name)
        if place == nil { problems.append(HierarchyProblem(.unknown, node: name, entry: nil, "no column is called \"\(name)\"")) }
        return place
      }
    }
    for (entry, row) in labels.enumerated() {
      if row.count != columns.count {
        let name = row.joined(separator: "/")
        problems.append(
          HierarchyProblem(.noName, node: name, entry: entry, "\"\(name)\" has \(row.count) labels, \(columns.count) are needed"))
      } else if let empty = row.firstIndex(of: "") {
        let name = row.joined(separator: "/")
        problems.append(HierarchyProblem(.noName, node: name, entry: entry, "\"\(name)\" has no label in column \"\(columns[empty])\""))
      }
    }
    guard problems.isEmpty else { throw HierarchyProblem.error(problems) }
    var sums: [(node: String, bottoms: [Int32])] = []
    var levelSizes: [Int] = []
    for places in chosen {
      var known: [[String]: Int] = [:]
      let before = sums.count
      for (bottom, row) in labels.enumerated() {
        let key = places.map { row[$0] }
        if let place = known[key] {
          sums[place].bottoms.append(Int32(bottom))
        } else {
          known[key] = sums.count
          sums.append((key.isEmpty ? "all" : key.joined(separator: "/"), [Int32(bottom)]))
        }
      }
      levelSizes.append(sums.count - before)
    }
    var levels: [Level] = []
    var begin = 0
    for (grouping, size) in zip(groupings, levelSizes) {
      levels.append(Level(name: grouping.isEmpty ? "all" : grouping.joined(separator: "/"), nodes: Array(begin..<(begin + size))))
      begin += size
    }
    levels.append(Level(name: columns.joined(separator: "/"), nodes: Array(begin..<(begin + labels.count))))
    try self.init(bottomNames: labels.map { $0.joined(separator: "/") }, sums: sums, levels: levels)
  }

  /// From the bottoms and, for each aggregate, the names of those it sums.
  ///
  /// - Throws: `hierarchy-invalid`: a name twice, a bottom that is not there, an aggregate without a bottom.
  public init(bottoms: [String], sums: [(node: String, bottoms: [String])]) throws(ForecastError) {
    var problems: [HierarchyProblem] = []
    let numbers = Dictionary(bottoms.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
    let rows = sums.enumerated().map { entry, sum in
      var row: [Int32] = []
      var seen: Set<String> = []
      for name in sum.bottoms {
        if !seen.insert(name).inserted {
          problems.append(HierarchyProblem(.duplicate, node: sum.node, entry: entry, "\"\(sum.node)\" sums \"\(name)\" twice"))
        } else if let number = numbers[name] {
          row.append(number)
        } else {
          problems.append(
            HierarchyProblem(.unknown, node: sum.node, entry: entry, "\"\(sum.node)\" sums \"\(name)\", which is no bottom node"))
        }
      }
      return (node: sum.node, bottoms: row.sorted())
    }
    guard problems.isEmpty else { throw HierarchyProblem.error(problems) }
    try self.init(bottomNames: bottoms, sums: rows, levels: [])
  }

  private init(bottomNames: [String], sums: [(node: String, bottoms: [Int32])], levels: [Level]) throws(ForecastError) {
    var problems: [HierarchyProblem] = []
    if bottomNames.isEmpty {
      problems.append(HierarchyProblem(.empty, node: "hierarchy", entry: nil, "needs at least one bottom node, has none"))
    }
    var known: Set<String> = []
    let names = sums.map(\.node) + bottomNames
    for (entry, name) in names.enumerated() {
      if name.isEmpty { problems.append(HierarchyProblem(.noName, node: name, entry: entry, "a node without a name")) }
      if !known.insert(name).inserted {
        problems.append(HierarchyProblem(.duplicate, node: name, entry: entry, "\"\(name)\" is there twice"))
      }
    }
    for (entry, sum) in sums.enumerated() where sum.bottoms.isEmpty {
      problems.append(HierarchyProblem(.noBottom, node: sum.node, entry: entry, "\"\(sum.node)\" sums no bottom node"))
    }
    guard problems.isEmpty else { throw HierarchyProblem.error(problems) }
    guard sums.reduce(0, { $0 + $1.bottoms.count }) <= Hierarchy.pairLimit else { throw Hierarchy.tooLarge(sums[0].node) }
    // The larger sum is the parent, the earlier one where both are as large.
    let aggregates = sums.indices.sorted { (-sums[$0].bottoms.count, $0) < (-sums[$1].bottoms.count, $1) }
    self.init(
      names: names, aggregates: aggregates, bottoms: Array(sums.count..<names.count), rows: aggregates.map { sums[$0].bottoms },
      levels: levels)
  }
}
