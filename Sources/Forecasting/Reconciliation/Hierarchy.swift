// SPDX-License-Identifier: Apache-2.0

/// Which nodes there are, and which bottom nodes each of them sums: company → region → office, family → item, or both crossed.
///
/// Any structure in which a node is the sum of some bottom nodes, each counted once; it need not be a tree. What is held is sparse: one
/// small number for each pair of an aggregate and one of its bottoms, by rows and by columns.
///
/// Nodes are numbered as they were first named. Inside, aggregates come first (a parent before its children), then bottoms: that is
/// a node's position.
public struct Hierarchy: Hashable, Sendable {
  /// A set of nodes with a name, each bottom in exactly one of them: all regions, all items.
  public struct Level: Hashable, Sendable {
    public let name: String
    public let nodes: [Int]
  }

  /// Pairs of an aggregate and one of its bottoms; more is refused.
  public static let pairLimit = 100_000_000

  /// Names of nodes, each once.
  public let names: [String]
  /// Numbers of nodes that sum others, parents before children.
  public let aggregates: [Int]
  /// Numbers of nodes that sum no other, in order.
  public let bottoms: [Int]
  /// From label columns: one for each grouping. From parents: depths of a tree, the topmost first. Empty where parents cross.
  public let levels: [Level]

  /// Where the bottoms of each aggregate begin in `rowBottoms`.
  let rowStarts: [Int]
  /// Places in `bottoms`, rising within a row.
  let rowBottoms: [Int32]
  /// Where the aggregates of each bottom begin in `columnAggregates`.
  let columnStarts: [Int]
  /// Places in `aggregates`, rising within a column.
  let columnAggregates: [Int32]
  /// Position of each node: aggregates, then bottoms.
  let positions: [Int]

  /// - Parameter rows: for each aggregate the places of its bottoms, rising, none twice.
  init(names: [String], aggregates: [Int], bottoms: [Int], rows: [[Int32]], levels: [Level]) {
    self.names = names
    self.aggregates = aggregates
    self.bottoms = bottoms
    self.levels = levels
    var starts = [0]
    starts.reserveCapacity(rows.count + 1)
    for row in rows { starts.append(starts[starts.count - 1] + row.count) }
    rowStarts = starts
    rowBottoms = rows.flatMap { $0 }
    var counts = [Int](repeating: 0, count: bottoms.count + 1)
    for bottom in rowBottoms { counts[Int(bottom) + 1] += 1 }
    for place in 0..<bottoms.count { counts[place + 1] += counts[place] }
    columnStarts = counts
    var columns = [Int32](repeating: 0, count: rowBottoms.count)
    for (aggregate, row) in rows.enumerated() {
      for bottom in row {
        columns[counts[Int(bottom)]] = Int32(aggregate)
        counts[Int(bottom)] += 1
      }
    }
    columnAggregates = columns
    var positions = [Int](repeating: 0, count: names.count)
    for (place, node) in aggregates.enumerated() { positions[node] = place }
    for (place, node) in bottoms.enumerated() { positions[node] = aggregates.count + place }
    self.positions = positions
  }

  public var count: Int { names.count }

  /// How many bottom nodes `node` sums; 1 for a bottom itself.
  public func bottomCount(of node: Int) -> Int {
    let place = positions[node]
    return place < aggregates.count ? rowStarts[place + 1] - rowStarts[place] : 1
  }

  /// Numbers of the bottom nodes that `node` sums, in order; itself for a bottom.
  public func bottoms(of node: Int) -> [Int] {
    let place = positions[node]
    guard place < aggregates.count else { return [node] }
    return rowBottoms[rowStarts[place]..<rowStarts[place + 1]].map { bottoms[Int($0)] }
  }

  public func isBottom(_ node: Int) -> Bool { positions[node] >= aggregates.count }

  /// Numbers of nodes by name.
  public var numbers: [String: Int] {
    Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
  }

  public func level(named name: String) throws(ForecastError) -> Level {
    if let level = levels.first(where: { $0.name == name }) { return level }
    let known = levels.map(\.name).joined(separator: ", ")
    throw ForecastError(
      .hierarchyUnsuited, subject: name, detail: "the hierarchy has no level of that name",
      hint: levels.isEmpty ? "its nodes have several parents and therefore no levels" : "it has: \(known)")
  }
}
