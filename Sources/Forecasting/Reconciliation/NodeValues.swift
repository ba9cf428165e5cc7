// SPDX-License-Identifier: Apache-2.0

/// Numbers of every node of a hierarchy at every step: forecasts, history or residuals, in one piece of memory.
public struct NodeValues: Hashable, Sendable {
  public let nodeCount: Int
  public let stepCount: Int
  /// Node after node in the numbering of the hierarchy, each with all of its steps.
  public internal(set) var values: [Double]

  /// - Precondition: `nodeCount` × `stepCount` values.
  public init(nodeCount: Int, stepCount: Int, values: [Double]) {
    precondition(values.count == nodeCount * stepCount, "each node has a value at each step")
    self.nodeCount = nodeCount
    self.stepCount = stepCount
    self.values = values
  }

  /// - Throws: `nodes-mismatched` unless all rows are as long.
  public init(_ rows: [[Double]]) throws(ForecastError) {
    let steps = rows.first?.count ?? 0
    if let other = rows.firstIndex(where: { $0.count != steps }) {
      throw ForecastError(
        .nodesMismatched, subject: "node \(other)", detail: "has \(rows[other].count) steps, the first node has \(steps)",
        hint: "give every node the same steps")
    }
    self.init(nodeCount: rows.count, stepCount: steps, values: rows.flatMap { $0 })
  }

  public subscript(node: Int, step: Int) -> Double { values[node * stepCount + step] }

  /// All steps of one node.
  public func steps(of node: Int) -> [Double] { Array(values[(node * stepCount)..<((node + 1) * stepCount)]) }

  /// - Throws: `nodes-mismatched`, and `not-finite` unless gaps (NaN) are allowed.
  func check(_ hierarchy: Hierarchy, _ what: String, allowsGaps: Bool = false) throws(ForecastError) {
    guard nodeCount == hierarchy.count else {
      throw ForecastError(
        .nodesMismatched, subject: what, detail: "are there for \(nodeCount) nodes, the hierarchy has \(hierarchy.count)",
        hint: "give them for every node, in the numbering of the hierarchy")
    }
    // Squares of larger numbers leave the range of a Double.
    if let bad = values.firstIndex(where: { allowsGaps ? abs($0) > 1e100 : !(abs($0) <= 1e100) }) {
      throw ForecastError(
        .notFinite, subject: hierarchy.names[bad / stepCount],
        detail: "\(what): the value \(values[bad]) at step \(bad % stepCount + 1) is not a number that can be added up",
        hint: "mend the forecast of this node")
    }
  }
}
