// SPDX-License-Identifier: Apache-2.0
import ForecastMethods
import Forecasting
import Foundation
import NumericalMethods
import Testing

/// Series taken apart by us and by statsmodels 0.15.0 (`make_decomposition_references.py`). Sees a window, an end or an iteration that is
/// another one.
@Suite(.enabled(if: DecompositionReferences.arePresent, ReferenceFixtures.whereTheyLie))
struct DecompositionReferenceTests {
  @Test("trend, seasons and trust are statsmodels' to 1e-8 of the largest value, plain and robust, one season and two")
  func reference() throws {
    let series = try DecompositionReferences.training()
    let rows = try ReferenceFixtures.rows("decomposition.csv")
    #expect(rows.count == 64)
    var farthest = 0.0
    for row in rows {
      let values = try #require(series["\(row[0]) \(row[1])"])
      let found = try DecompositionReferences.decompose(row, values)
      let size = found.observed.reduce(0) { max($0, abs($1)) }
      let places = ReferenceFixtures.numbers(row[9]).map { Int($0) }
      var pairs = [(found.trend, ReferenceFixtures.numbers(row[10]), size), (found.trust, ReferenceFixtures.numbers(row[12]), 1)]
      let seasons = row[11].split(separator: "/")
      #expect(seasons.count == found.seasons.count)
      for (season, expected) in zip(found.seasons, seasons) { pairs.append((season.values, ReferenceFixtures.numbers(expected), size)) }
      for (part, expected, unit) in pairs {
        #expect(expected.count == places.count && places.count > 10)
        for (place, value) in zip(places, expected) { farthest = max(farthest, abs(part[place] - value) / unit) }
      }
      #expect(farthest < 1e-8, "\(row[0...8]): \(farthest)")
    }
    print("decompositions: farthest from statsmodels \(farthest)")
  }
}

enum DecompositionReferences {
  static let tables = ["m1_monthly", "m1_quarterly", "sales_ausretail", "m4_weekly", "m4_hourly"]
  static let arePresent = tables.allSatisfy { FileManager.default.fileExists(atPath: ReferenceFixtures.path($0)) }

  static func training() throws -> [String: [Double]] {
    let wanted = Swift.Set(try ReferenceFixtures.rows("decomposition.csv").map { "\($0[0]) \($0[1])" })
    var found: [String: [Double]] = [:]
    for table in tables {
      for line in try ReferenceFixtures.unpacked(ReferenceFixtures.path(table)).split(separator: "\n").dropFirst() {
        let cells = line.split(separator: ",")
        guard wanted.contains("\(table) \(cells[0])") else { continue }
        let horizon = try #require(Int(cells[2]))
        found["\(table) \(cells[0])"] = cells.dropFirst(3).dropLast(horizon).compactMap { Double($0) }
      }
    }
    return found
  }

  static func decompose(_ row: [Substring], _ values: [Double]) throws -> Decomposition {
    let lengths = ReferenceFixtures.numbers(row[7]).map { Int($0) }
    let series = try Series(values, seasonLength: lengths[0])
    if row[2] == "stl" {
      let stl = STL(
        seasonLength: lengths[0], seasonalWindow: try #require(Int(row[3])), seasonalDegree: try #require(Int(row[4])),
        trendDegree: try #require(Int(row[5])), isRobust: row[6] == "1")
      return try stl.decompose(series)
    }
    let transformation: MSTL.Transformation = row[8].isEmpty ? .none : row[8] == "0" ? .logarithm : .power(try #require(Double(row[8])))
    return try MSTL(seasonLengths: lengths.reversed(), transformation: transformation, isRobust: row[6] == "1").decompose(series)
  }
}

/// What a decomposition promises of any series. Sees parts that do not add up, a season that is no season, an outlier that bends the trend.
@Suite struct DecompositionTests {
  private func noisy(_ count: Int, _ season: [Double], noise: Double = 0, slope: Double = 0.5, seed: UInt64 = 4) -> [Double] {
    var random = RandomStream(seed: seed)
    return (0..<count).map { 100 + slope * Double($0) + season[$0 % season.count] + noise * random.normal() }
  }

  private func farthest(_ one: [Double], _ other: [Double]) -> Double { zip(one, other).reduce(0) { max($0, abs($1.0 - $1.1)) } }

  static let season: [Double] = [-20, -30, -5, 0, 5, 12, 8, 3, -2, 6, 5, 18]

  @Test("a straight line with a fixed season is taken apart as it was put together")
  func exact() throws {
    for count in [24, 25, 36, 47, 120, 500] {
      let series = try Series(noisy(count, Self.season), seasonLength: 12)
      for isRobust in [false, true] {
        let parts = try STL(seasonLength: 12, isRobust: isRobust).decompose(series)
        #expect(parts.remainder.allSatisfy { abs($0) < 1e-5 }, "\(count) \(isRobust)")
        #expect(farthest(parts.trend, (0..<count).map { 100 + 0.5 * Double($0) }) < 1e-5, "\(count)")
        #expect(farthest(parts.seasons[0].values, (0..<count).map { Self.season[$0 % 12] }) < 1e-5, "\(count)")
      }
    }
  }

  @Test("parts add up to the series, to the last digit of the largest")
  func sums() throws {
    for isRobust in [false, true] {
      let values = noisy(200, Self.season, noise: 12)
      let parts = try MSTL(seasonLengths: [12, 30], isRobust: isRobust).decompose(try Series(values, seasonLength: 12))
      #expect(parts.seasons.map(\.length) == [12, 30])
      for index in values.indices {
        let sum = parts.trend[index] + parts.seasonal[index] + parts.remainder[index]
        #expect(abs(sum - values[index]) <= 4 * values[index].ulp)
      }
      #expect(parts.trust.allSatisfy { (0...1).contains($0) })
    }
  }

  @Test("two seasons of a day and a week of hours are told apart")
  func twoSeasons() throws {
    let week = (0..<168).map { 10 * sine(2 * Double.pi * Double($0) / 168) }
    let day = (0..<24).map { 15 * cosine(2 * Double.pi * Double($0) / 24) }
    var random = RandomStream(seed: 2)
    let values = (0..<1_400).map { 300 + day[$0 % 24] + week[$0 % 168] + random.normal() }
    let parts = try MSTL(seasonLengths: [168, 24]).decompose(try Series(values, seasonLength: 24))
    #expect(farthest(parts.seasonal, values.indices.map { day[$0 % 24] + week[$0 % 168] }) < 4)
    #expect(parts.strength(of: parts.seasons[0]) > 0.95 && parts.strength(of: parts.seasons[1]) > 0.9)
    let none = try STL(seasonLength: 24).decompose(try Series((0..<480).map { _ in random.normal() }, seasonLength: 24))
    #expect(none.strength(of: none.seasons[0]) < 0.6)
  }

  @Test("a wild value bends trend and season of the plain decomposition and not those of the robust one, where it has no say")
  func robust() throws {
    let clean = noisy(120, Self.season, noise: 1)
    var wild = clean
    wild[60] += 500
    let series = try Series(wild, seasonLength: 12)
    let expected = try STL(seasonLength: 12, isRobust: true).decompose(try Series(clean, seasonLength: 12))
    let robust = try STL(seasonLength: 12, isRobust: true).decompose(series)
    let plain = try STL(seasonLength: 12).decompose(series)
    #expect(farthest(plain.trend, expected.trend) > 10)
    #expect(farthest(robust.trend, expected.trend) < 1 && abs(robust.remainder[60] - 500) < 5)
    #expect(robust.trust[60] == 0 && plain.trust.allSatisfy { $0 == 1 })
  }

  @Test("a power of two changes no digit, and neither 1e300 nor 1e−300 breaks anything")
  func scale() throws {
    let values = noisy(100, Self.season, noise: 5)
    func parts(_ factor: Double) throws -> Decomposition {
      try STL(seasonLength: 12, isRobust: true).decompose(try Series(values.map { $0 * factor }, seasonLength: 12))
    }
    let plain = try parts(1)
    #expect(try parts(1_024).trend == plain.trend.map { $0 * 1_024 })
    for factor in [1e297, 1e-300] {
      let far = try parts(factor)
      #expect(farthest(far.trend.map { $0 / factor }, plain.trend) < 1e-9, "\(factor)")
    }
  }

  @Test("a window far longer than the series asks for the same season every time, and a table of its weights is not made")
  func longWindow() throws {
    let values = noisy(120, Self.season, noise: 5)
    let parts = try STL(seasonLength: 12, seasonalWindow: 100_001, seasonalDegree: 0).decompose(try Series(values, seasonLength: 12))
    for index in 12..<108 { #expect(abs(parts.seasons[0].values[index] - parts.seasons[0].values[index - 12]) < 0.05) }
    // 2,900 rows of 2,901 weights are more than a table may have.
    let long = try Series((0..<3_000).map { Double($0 % 2) }, seasonLength: 2)
    let flat = try STL(seasonLength: 2, trendWindow: 2_901).decompose(long)
    #expect(flat.trend.allSatisfy { abs($0 - 0.5) < 1e-6 } && flat.remainder.allSatisfy { abs($0) < 1e-6 })
  }

  @Test("too short, empty or unfit series are refused with what to do; gaps are filled from the seasons around")
  func refused() throws {
    let stl = STL(seasonLength: 12)
    let short = #expect(throws: ForecastError.self) { try stl.decompose(try Series([Double](repeating: 1, count: 23), seasonLength: 12)) }
    #expect(short?.code == .seriesTooShort && short?.detail.contains("23") == true && short?.hint.isEmpty == false)
    let empty = #expect(throws: ForecastError.self) { try stl.decompose(try Series([nil, nil], seasonLength: 12)) }
    #expect(empty?.code == .noObservations)
    let none = #expect(throws: ForecastError.self) { try MSTL(seasonLengths: []).decompose(try Series([1, 2, 3], seasonLength: 1)) }
    #expect(none?.code == .seriesTooShort)
    let zero = #expect(throws: ForecastError.self) {
      try MSTL(seasonLengths: [4], transformation: .logarithm).decompose(
        try Series((0..<20).map { Double($0) }, seasonLength: 4))
    }
    #expect(zero?.code == .valuesNotSuited && zero?.detail.contains("value 1") == true)
    var values: [Double?] = noisy(72, Self.season)
    values[30] = nil
    let parts = try stl.decompose(try Series(values, seasonLength: 12))
    #expect(abs(parts.observed[30] - 115 - Self.season[6]) < 1e-9 && parts.remainder.allSatisfy { abs($0) < 1e-5 })
  }

  @Test("the median of any values is that of the sorted ones")
  func medians() {
    var random = RandomStream(seed: 8)
    for count in 1..<60 {
      let values = (0..<count).map { _ in (random.normal() * 3).rounded() }
      let sorted = values.sorted()
      let expected = count % 2 == 1 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2
      #expect(median(values) == expected)
      var scratch = values
      for rank in 0..<count {
        #expect(scratch.withUnsafeMutableBufferPointer { selectOrder($0.baseAddress!, count: count, rank: rank) } == sorted[rank])
      }
    }
    #expect(median([]).isNaN)
  }
}
