// SPDX-License-Identifier: Apache-2.0
import ForecastMethods
import Forecasting
import Foundation
import NumericalMethods
import Testing

/// Monthly sales of car parts, most of them nought, forecast by us and by statsforecast 2.1.1 (`peers`).
/// Sees: a recursion that starts elsewhere, an interval counted from another end, buckets cut at the wrong side. Does not see: whether intermittent
/// demand should be forecast so.
@Suite(.enabled(if: CarParts.arePresent, ReferenceFixtures.whereTheyLie))
struct CarPartsTests {
  @Test(
    "each method for intermittent demand says what statsforecast says, to the digits that are kept; where α is sought, to a ten-thousandth",
    arguments: [
      (ForecastMethod.syntetosBoylan, "CrostonSBA", 1e-7, 0), (.teunterSyntetosBabai, "TSB", 1e-7, 0),
      (.crostonOptimised, "CrostonOpt", 1e-4, 34),
      (.aggregateDisaggregate, "ADIDA", 1e-4, 1), (.multipleAggregation, "IMAPA", 1e-4, 2),
    ])
  func peers(_ method: ForecastMethod, _ peer: String, _ tolerance: Double, _ others: Int) throws {
    // `others`: series whose errors are the same for every α, so that any will do, and four with two valleys of which the peer's search ended in the higher one.
    let theirs = try CarParts.forecasts(of: peer)
    #expect(theirs.count == 2_509)
    var (compared, far) = (0, [String]())
    for part in try CarParts.all() {
      guard let expected = theirs[part.id] else { continue }
      let found = try method.fit(part.training).forecast(horizon: 12).mean
      compared += 1
      let size = max(abs(expected), 1e-12)
      if abs(found[0] - expected) > tolerance * size || found[0] != found[11] { far.append("\(part.id): \(found[0]) for \(expected)") }
    }
    #expect(compared == 2_509)
    #expect(far.count <= others, "\(method.name): \(far.count) of \(compared), \(far.prefix(5))")
  }

  @Test("on the year that was held out the mean of several bucket lengths has the smallest squared error of them, as published")
  func accuracy() throws {
    var errors: [(name: String, rmsse: Double)] = []
    for method in [
      ForecastMethod.multipleAggregation, .aggregateDisaggregate, .teunterSyntetosBabai, .crostonOptimised, .syntetosBoylan, .croston,
      .mean,
      .naive,
    ] {
      let scores = try CarParts.all().compactMap { part in
        part.rootScaledError(try method.fit(part.training).forecast(horizon: 12).mean)
      }
      errors.append((method.name, stableMean(scores)))
    }
    print("car parts, RMSSE: \(errors.map { "\($0.name) \(($0.rmsse * 10_000).rounded() / 10_000)" }.joined(separator: ", "))")
    #expect(errors.min { $0.rmsse < $1.rmsse }?.name == "imapa")
    #expect(abs(errors[0].rmsse - 0.597) < 0.001)
  }

  @Test("the automatic choice knows demand that comes now and then, and is next to the best of the methods made for it")
  func automatic() throws {
    let parts = try CarParts.all()
    var scores: [Double] = []
    for part in parts {
      let mean = try AutomaticChoice(horizon: 12).fit(part.training).forecast(horizon: 12).mean
      if let score = part.rootScaledError(mean) { scores.append(score) }
    }
    let rmsse = stableMean(scores)
    print("car parts, RMSSE: auto \((rmsse * 10_000).rounded() / 10_000)")
    #expect(rmsse < 0.6015)
  }
}

struct CarParts {
  let id: String
  let training: Series
  let test: [Double]

  private static let path = ReferenceFixtures.folder.appendingPathComponent("sales_carparts.csv.gz").path
  static let arePresent = FileManager.default.fileExists(atPath: path)

  static func all() throws -> [CarParts] { try known.get() }
  private static let known = Swift.Result { try readAll() }

  private static func readAll() throws -> [CarParts] {
    try ReferenceFixtures.unpacked(path).split(separator: "\n").dropFirst().map { line in
      let cells = line.split(separator: ",")
      let horizon = try #require(Int(cells[2]))
      let values = cells.dropFirst(3).compactMap { Double($0) }
      return CarParts(
        id: String(cells[0]), training: try Series(Array(values.dropLast(horizon)), seasonLength: 12),
        test: Array(values.suffix(horizon)))
    }
  }

  static func forecasts(of peer: String) throws -> [String: Double] {
    let path = ReferenceFixtures.folder.appendingPathComponent("peers/sales_carparts__\(peer).csv.gz").path
    let pairs = try ReferenceFixtures.unpacked(path).split(separator: "\n").map { line in
      let cells = line.split(separator: ",")
      return (String(cells[0]), try #require(Double(cells[1])))
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  /// √(mean squared error ÷ mean squared step of the history from its first demand on), as in the M5 competition; nil where that does not move.
  func rootScaledError(_ forecast: [Double]) -> Double? {
    let history = training.values.drop { $0 == 0 }
    let steps = zip(history.dropFirst(), history).map { ($0 - $1) * ($0 - $1) }
    guard !steps.isEmpty else { return nil }
    let scale = stableMean(steps)
    guard scale > 0 else { return nil }
    return (stableMean(zip(test, forecast).map { ($0 - $1) * ($0 - $1) }) / scale).squareRoot()
  }
}
