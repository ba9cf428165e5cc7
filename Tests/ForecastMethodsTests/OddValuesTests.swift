// SPDX-License-Identifier: Apache-2.0
import ForecastMethods
import Forecasting
import NumericalMethods
import Testing

/// Outliers, shifts, gaps and runs of noughts that were planted, and series in which nothing was. Sees what is missed and what is made up.
/// Does not see: whether a company calls the same things odd.
@Suite struct OddValuesTests {
  /// Clean series of one kind, and the size of a usual error.
  struct Kind: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let seasonLength: Int
    let spread: Double
    /// Recall of outliers of five usual errors, and share of clean series with a false alarm, that this kind is held to.
    let recall: Double
    let alarms: Double
    let make: @Sendable (inout RandomStream, Int) -> [Double]
  }

  private static let season: [Double] = [-20, -30, -5, 0, 5, 12, 8, 3, -2, 6, 5, 48]

  private static func noise(_ random: inout RandomStream, _ count: Int) -> [Double] {
    var values: [Double] = []
    for _ in 0..<count { values.append(100 + 5 * random.normal()) }
    return values
  }

  static let kinds: [Kind] = [
    Kind(testDescription: "noise around a level", seasonLength: 1, spread: 5, recall: 0.9, alarms: 0.25, make: noise),
    Kind(testDescription: "a rising line", seasonLength: 1, spread: 5, recall: 0.9, alarms: 0.25) { random, count in
      var values = noise(&random, count)
      for index in values.indices { values[index] += Double(index) }
      return values
    },
    Kind(testDescription: "a level that walks below noise", seasonLength: 1, spread: 6.1, recall: 0.9, alarms: 0.25) { random, count in
      var values = noise(&random, count)
      var level = 0.0
      for index in values.indices {
        level += 2 * random.normal()
        values[index] += level
      }
      return values
    },
    Kind(testDescription: "a random walk", seasonLength: 1, spread: 5, recall: 0.9, alarms: 0.3) { random, count in
      var values: [Double] = []
      var level = 100.0
      for _ in 0..<count {
        level += 5 * random.normal()
        values.append(level)
      }
      return values
    },
    Kind(testDescription: "errors that last", seasonLength: 1, spread: 5, recall: 0.9, alarms: 0.3) { random, count in
      var values: [Double] = []
      var rest = 0.0
      for _ in 0..<count {
        rest = 0.5 * rest + 5 * random.normal()
        values.append(100 + rest)
      }
      return values
    },
    Kind(testDescription: "a season with a peak on a line", seasonLength: 12, spread: 5, recall: 0.9, alarms: 0.3) { random, count in
      var values = noise(&random, count)
      for index in values.indices { values[index] += 0.3 * Double(index) + season[index % 12] }
      return values
    },
  ]

  @Test("outliers of five usual errors are found nine times in ten, among 120 values of each kind", arguments: kinds)
  func outliers(_ kind: Kind) throws {
    var random = RandomStream(seed: 101)
    var (hits, planted) = (0, 0)
    for _ in 0..<150 {
      var values = kind.make(&random, 120)
      let places = [Int(random.uniform() * 58), 60 + Int(random.uniform() * 58)]
      for place in places { values[place] += (random.uniform() < 0.5 ? -5 : 5) * kind.spread }
      let odd = try OddValues(Series(values, seasonLength: kind.seasonLength)).found.filter { $0.kind == .outlier }
      planted += 2
      hits += places.count { place in odd.contains { $0.index == place } }
    }
    let recall = Double(hits) / Double(planted)
    print("\(kind.testDescription): outliers found \(recall)")
    #expect(recall >= kind.recall)
  }

  @Test("of clean series of each kind no more are called odd than were allowed, by and large", arguments: kinds)
  func falseAlarms(_ kind: Kind) throws {
    var random = RandomStream(seed: 102)
    var (odd, values) = (0, 0)
    for _ in 0..<200 {
      let found = try OddValues(Series(kind.make(&random, 120), seasonLength: kind.seasonLength)).found
      if !found.isEmpty { odd += 1 }
      values += found.count
    }
    let alarms = Double(odd) / 200
    print("\(kind.testDescription): clean series with an alarm \(alarms), values called odd \(Double(values) / 200 / 120)")
    #expect(alarms <= kind.alarms && Double(values) / 200 / 120 < 0.005)
    #expect(odd > 0, "one in five was allowed: a search that never errs does not look")
  }

  @Test("a season's peak of ten usual errors is no outlier, and in less than two seasons nobody knows what a peak is")
  func peak() throws {
    var random = RandomStream(seed: 108)
    var odd = 0
    for _ in 0..<100 {
      var values = Self.noise(&random, 72)
      for index in values.indices where index % 12 == 11 { values[index] += 50 }
      odd += try OddValues(Series(values, seasonLength: 12)).found.count { $0.index % 12 == 11 }
      #expect(try OddValues(Series(Array(values.prefix(23)), seasonLength: 12)).found.isEmpty)
    }
    // Six hundred peaks: as many are called odd as other months are.
    #expect(odd <= 12, "\(odd)")
  }

  @Test("a level that shifts by five usual errors is found where it did, and what lies before it is moved or cut")
  func shifts() throws {
    var random = RandomStream(seed: 103)
    var (hits, moved) = (0, 0.0)
    for turn in 0..<150 {
      var values = Self.noise(&random, 100)
      let place = 20 + Int(random.uniform() * 60)
      for index in place..<100 { values[index] += turn % 2 == 0 ? 25 : -25 }
      let odd = try OddValues(Series(values, seasonLength: 1))
      guard let shift = odd.found.first(where: { $0.kind == .levelShift && abs($0.index - place) <= 2 }) else { continue }
      hits += 1
      #expect(abs(abs(shift.size ?? 0) - 25) < 12 && abs(shift.spreads ?? 0) > 3 && shift.certainty > 0.8)
      let before = odd.cleaned(.adjusted).values.prefix(place - 3)
      moved += abs(before.reduce(0, +) / Double(before.count) - values.suffix(100 - place).reduce(0, +) / Double(100 - place))
      #expect(odd.cleaned(.cut).count <= 100 - place + 2 && odd.cleaned(.kept).count == 100)
    }
    #expect(Double(hits) / 150 >= 0.95, "\(hits)")
    #expect(moved / Double(hits) < 3, "what was before lies where the rest does")
  }

  @Test("a new level of the last two months is no pair of outliers: nobody knows yet whether it stays")
  func lateShift() throws {
    var random = RandomStream(seed: 104)
    var values = Self.noise(&random, 60)
    values[58] += 60
    values[59] += 60
    let found = try OddValues(Series(values, seasonLength: 1)).found
    #expect(found.map(\.kind) == [.levelShift] && found[0].index == 58)
  }

  @Test("an outlier's correction is what the season and its neighbours let expect; all other values stay to the last bit")
  func correction() throws {
    var random = RandomStream(seed: 105)
    var (errors, count) = (0.0, 0)
    for _ in 0..<60 {
      var values = Self.noise(&random, 96)
      func expected(_ index: Int) -> Double { 300 + Self.season[index % 12] + 0.5 * Double(index) }
      for index in values.indices { values[index] = expected(index) + 0.6 * (values[index] - 100) }
      let place = 12 + Int(random.uniform() * 72)
      values[place] += 40
      let odd = try OddValues(Series(values, seasonLength: 12))
      guard let found = odd.found.first(where: { $0.index == place && $0.kind == .outlier }) else { continue }
      errors += abs(found.corrected[0] - expected(place))
      count += 1
      #expect(abs((found.size ?? 0) - (values[place] - found.corrected[0])) < 1e-9)
      let cleaned = odd.cleaned(.kept).values
      #expect(cleaned[place] == found.corrected[0] && odd.series.values == values)
      let touched = Set(odd.found.filter { $0.kind == .outlier }.map(\.index))
      #expect(values.indices.allSatisfy { touched.contains($0) || cleaned[$0] == values[$0] })
    }
    #expect(count == 60 && errors / Double(count) < 3, "\(count) \(errors / Double(count))")
  }

  @Test("gaps are named and filled; noughts where much was sold are a run, noughts of demand that comes now and then are not")
  func runs() throws {
    var random = RandomStream(seed: 106)
    var values: [Double?] = Self.noise(&random, 72)
    (values[20], values[21], values[40], values[41], values[42]) = (nil, nil, 0, 0, 0)
    let odd = try OddValues(Series(values, seasonLength: 12))
    let gap = try #require(odd.found.first { $0.kind == .missing })
    let closed = try #require(odd.found.first { $0.kind == .zeroRun })
    #expect(gap.index == 20 && gap.length == 2 && gap.size == nil && gap.certainty == 1 && gap.corrected.count == 2)
    #expect(closed.index == 40 && closed.length == 3 && closed.certainty > 0.99)
    #expect((gap.corrected + closed.corrected).allSatisfy { abs($0 - 100) < 15 } && (closed.size ?? 0) < -85)
    #expect(!odd.cleaned().hasGaps && odd.cleaned().values[41] == closed.corrected[1])
    let parts = (0..<60).map { $0 % 3 == 0 ? Double($0 % 5 + 1) : 0 }
    #expect(try OddValues(Series(parts, seasonLength: 1)).found.allSatisfy { $0.kind != .zeroRun })
    let young = [Double](repeating: 0, count: 20) + Self.noise(&random, 40)
    #expect(try OddValues(Series(young, seasonLength: 1)).found.allSatisfy { $0.kind != .zeroRun }, "before the first sale there is no run")
  }

  @Test("the fewer false alarms are allowed, the fewer things are found; the same series gives the same bits; a unit changes nothing")
  func settings() throws {
    var random = RandomStream(seed: 107)
    let values = (0..<40).flatMap { _ in Self.noise(&random, 3) }
    let series = try Series(values, seasonLength: 1)
    let counts = try [0.5, 0.2, 0.01, 1e-6].map { try OddValues(series, falseAlarmRate: $0).found.count }
    #expect(counts == counts.sorted(by: >))
    #expect(try OddValues(series) == OddValues(series))
    var dirty = values
    dirty[50] += 60
    let plain = try OddValues(Series(dirty, seasonLength: 1)).found
    let thousands = try OddValues(Series(dirty.map { $0 * 1_024 }, seasonLength: 1)).found
    #expect(plain.contains { $0.index == 50 } && plain.map(\.index) == thousands.map(\.index))
    #expect(zip(plain, thousands).allSatisfy { abs(($0.size ?? 0) * 1_024 - ($1.size ?? 0)) < 1e-9 * 1_024 * abs($0.size ?? 0) })
  }

  @Test("the series of real companies break nothing, and cleaned they can be forecast", arguments: DifficultSeriesTests.difficult)
  func difficult(_ example: DifficultSeriesTests.Difficult) throws {
    for seasonLength in [1, 4, 12, 52] {
      let series = try Series(example.values, seasonLength: seasonLength)
      let odd = try OddValues(series)
      for before in OddValues.BeforeShift.allCases {
        let cleaned = odd.cleaned(before)
        #expect(cleaned.values.allSatisfy(\.isFinite) && cleaned.seasonLength == seasonLength, "\(example.testDescription)")
        if series.naturalFloor == 0 { #expect(cleaned.values.allSatisfy { $0 >= 0 }, "\(example.testDescription)") }
      }
      for value in odd.found {
        #expect(value.corrected.count == value.length && value.corrected.allSatisfy(\.isFinite) && (0...1).contains(value.certainty))
        #expect((value.size ?? 0).isFinite && (value.spreads ?? 0).isFinite, "\(example.testDescription)")
      }
    }
    #expect(throws: ForecastError.self) { try OddValues(Series([nil, nil], seasonLength: 1)) }
  }
}
