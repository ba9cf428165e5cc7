// SPDX-License-Identifier: Apache-2.0
import Forecasting
import Foundation
import Testing

/// Australian domestic tourism, 425 nodes, reconciled by us and by hierarchicalforecast 1.5.3: `Reference/forecasting/make_reconciliation_references.py`.
/// Sees: a weight taken from the wrong end, a sum over the wrong nodes, a projection that is not one, shrinkage by another rule. Does not see: whether reconciled
/// forecasts are the better ones.
@Suite(.enabled(if: Tourism.isPresent, ReferenceFixtures.whereTheyLie))
struct ReconciliationReferenceTests {
  @Test("the base forecasts are those of the reference, so that the rest compares like with like")
  func base() throws {
    let tourism = try Tourism.crossed.get()
    #expect(tourism.hierarchy.count == 425)
    try tourism.compare(tourism.base, "base", tolerance: 1e-8)
  }

  @Test(
    "each method says what hierarchicalforecast says, to a millionth of the value",
    arguments: [
      (ReconciliationMethod.bottomUp, "bottom-up"), (.minimumTrace(.equal), "ols"), (.minimumTrace(.structural), "structural"),
      (.minimumTrace(.variance), "variance"), (.minimumTrace(.shrunk), "shrink"),
    ])
  func weighed(_ method: ReconciliationMethod, _ name: String) throws {
    let tourism = try Tourism.crossed.get()
    let found = try Reconciliation(tourism.hierarchy, method, residuals: tourism.residuals).reconcile(tourism.base)
    try tourism.compare(found, name, tolerance: 1e-6)
  }

  @Test(
    "shares of history and of forecasts are those of hierarchicalforecast, from the top and from the states",
    arguments: ReconciliationMethod.Proportions.allCases)
  func shared(_ proportions: ReconciliationMethod.Proportions) throws {
    let tourism = try Tourism.tree.get()
    let top = try Reconciliation(tourism.hierarchy, .topDown(proportions), history: tourism.history)
    try tourism.compare(try top.reconcile(tourism.base), "top-down-" + proportions.rawValue, tolerance: 1e-6)
    let states = try tourism.hierarchy.level(named: "state").nodes
    let middle = try Reconciliation(tourism.hierarchy, .middleOut(level: states, proportions), history: tourism.history)
    // Where a state has one region, the peer's forecast shares begin at the region and leave all of the state at 0.
    let single = proportions == .forecast ? "ACT" : nil
    try tourism.compare(try middle.reconcile(tourism.base), "middle-out-" + proportions.rawValue, tolerance: 1e-6, except: single)
  }

  @Test(
    "the nearest values of at least nought are those of an active set solver",
    arguments: [
      (ReconciliationMethod.ErrorWeighting.equal, "ols"), (.structural, "structural"), (.variance, "variance"), (.shrunk, "shrink"),
    ])
  func nonNegative(_ weighting: ReconciliationMethod.ErrorWeighting, _ name: String) throws {
    let tourism = try Tourism.crossed.get()
    let reconciliation = try Reconciliation(tourism.hierarchy, .minimumTrace(weighting), residuals: tourism.residuals, isNonNegative: true)
    let found = try reconciliation.reconcile(tourism.base)
    #expect(found.values.allSatisfy { $0 >= 0 })
    try tourism.compare(found, name + "-non-negative", tolerance: 1e-6)
  }

  @Test(
    "an interior point solver finds no values of at least nought that lie nearer",
    arguments: [(ReconciliationMethod.ErrorWeighting.equal, "ols"), (.structural, "structural"), (.variance, "variance")])
  func interiorPoint(_ weighting: ReconciliationMethod.ErrorWeighting, _ name: String) throws {
    let tourism = try Tourism.crossed.get()
    let reconciliation = try Reconciliation(tourism.hierarchy, .minimumTrace(weighting), residuals: tourism.residuals, isNonNegative: true)
    let found = try reconciliation.reconcile(tourism.base)
    // It stops where its barrier is small enough.
    try tourism.compare(found, name + "-interior-point", tolerance: 1e-2, ofSize: 1e-3)
    let theirs = try tourism.expected(name + "-interior-point")
    #expect(tourism.distance(found.values, weighting) <= tourism.distance(theirs, weighting) * (1 + 1e-9))
  }

  @Test(
    "standard deviations after reconciliation are those of hierarchicalforecast for normal errors",
    arguments: [
      (ReconciliationMethod.bottomUp, "bottom-up"), (.minimumTrace(.structural), "structural"), (.minimumTrace(.shrunk), "shrink"),
    ])
  func scales(_ method: ReconciliationMethod, _ name: String) throws {
    let tourism = try Tourism.crossed.get()
    let reconciliation = try Reconciliation(tourism.hierarchy, method, residuals: tourism.residuals)
    let found = try reconciliation.reconciledScales(tourism.scales, base: tourism.base)
    try tourism.compare(found, name + "-scale", tolerance: 1e-6)
  }
}

/// The tourism series, summed by labels, with the base forecasts of the reference.
struct Tourism: Sendable {
  let hierarchy: Hierarchy
  let history: NodeValues
  let base: NodeValues
  let residuals: NodeValues
  let scales: NodeValues
  private let structure: String

  private static let path = ReferenceFixtures.path("hier_tourism_q")
  static let isPresent = FileManager.default.fileExists(atPath: path)
  static let crossed = Swift.Result {
    try Tourism("crossed", [[], ["state"], ["state", "region"], ["purpose"], ["state", "purpose"]])
  }
  static let tree = Swift.Result { try Tourism("tree", [[], ["state"], ["state", "region"]]) }
  static let steps = 2

  private init(_ structure: String, _ groupings: [[String]]) throws {
    self.structure = structure
    var labels: [[String]] = []
    var bottoms: [[Double]] = []
    for line in try ReferenceFixtures.unpacked(Self.path).split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",")
      labels.append(cells[0].split(separator: "|").map(String.init))
      bottoms.append(cells.dropFirst(3).dropLast(try #require(Int(cells[2]))).compactMap { Double($0) })
    }
    hierarchy = try Hierarchy(columns: ["region", "state", "purpose"], labels: labels, groupings: groupings)
    let places = Dictionary(uniqueKeysWithValues: hierarchy.bottoms.enumerated().map { ($1, $0) })
    var (history, base, residuals, scales) = ([[Double]](), [[Double]](), [[Double]](), [[Double]]())
    for node in 0..<hierarchy.count {
      let rows = hierarchy.bottoms(of: node).compactMap { places[$0].map { bottoms[$0] } }
      let values = (rows.first ?? []).indices.map { period in rows.reduce(0) { $0 + $1[period] } }
      let known = Array(values.dropFirst(8))
      let errors = zip(known, (8..<values.count).map { Self.next(Array(values[..<$0])) }).map { $0 - $1 }
      history.append(known)
      residuals.append(errors)
      let growth = Self.growth(values)
      base.append(values.suffix(4).prefix(Self.steps).map { $0 * growth })
      let size = (errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)).squareRoot()
      scales.append((1...Self.steps).map { size * Double($0).squareRoot() })
    }
    (self.history, self.base) = (try NodeValues(history), try NodeValues(base))
    (self.residuals, self.scales) = (try NodeValues(residuals), try NodeValues(scales))
  }

  /// Growth of the last four quarters over the four before, kept between a half and two.
  private static func growth(_ values: [Double]) -> Double {
    let (last, before) = (values.suffix(4).reduce(0, +), values.suffix(8).prefix(4).reduce(0, +))
    return before > 0 ? min(2, max(0.5, last / before)) : 1
  }

  private static func next(_ values: [Double]) -> Double { values[values.count - 4] * growth(values) }

  func expected(_ method: String) throws -> [Double] {
    let rows = try ReferenceFixtures.rows("reconciliation.csv")
    return ReferenceFixtures.numbers(try #require(rows.first { $0[0] == structure && $0[1] == method })[2])
  }

  /// Σ (value − base)² ÷ error variance.
  func distance(_ values: [Double], _ weighting: ReconciliationMethod.ErrorWeighting) -> Double {
    var sum = 0.0
    for (place, value) in values.enumerated() {
      let node = place / Self.steps
      let errors = residuals.steps(of: node)
      let weight =
        switch weighting {
        case .equal: 1.0
        case .structural: Double(hierarchy.bottomCount(of: node))
        default: errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)
        }
      sum += (value - base.values[place]) * (value - base.values[place]) / weight
    }
    return sum
  }

  /// Compares with a method of the fixture, relative to each value, and to at least `ofSize` × the largest.
  func compare(_ found: NodeValues, _ method: String, tolerance: Double, ofSize: Double = 1e-6, except: String? = nil) throws {
    let rows = try ReferenceFixtures.rows("reconciliation.csv").filter { $0[0] == structure }
    let names = try #require(rows.first { $0[1] == "nodes" })[2].split(separator: "|").map(String.init)
    let expected = try expected(method)
    #expect(names == hierarchy.names)
    try #require(expected.count == found.values.count)
    let largest = expected.reduce(0) { max($0, abs($1)) }
    var worst = (difference: 0.0, node: "")
    for (place, value) in expected.enumerated() {
      if let except, names[place / Self.steps].contains(except) { continue }
      let difference = abs(found.values[place] - value) / max(abs(value), ofSize * largest)
      if difference > worst.difference { worst = (difference, names[place / Self.steps]) }
    }
    #expect(worst.difference < tolerance, "\(method): \(worst.node) differs by \(worst.difference)")
    print("reconciliation, \(structure) \(method): largest difference \(worst.difference)")
  }
}
