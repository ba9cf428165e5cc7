// SPDX-License-Identifier: Apache-2.0
import ForecastMethods
import Forecasting
import NumericalMethods
import Testing

/// Sees: errors that look ahead, totals that vary more or less than they did, series that lost their group, draws that depend on others.
/// Does not see: whether the bands of a real company cover what comes (the calibration proof does).
@Suite struct ErrorFactorTests {
  @Test("an origin sees nothing of what came after it, and knows only what has come")
  func measured() throws {
    let values = (0..<24).map { 100 + Double($0 * 7 % 13) }
    let errors = PastErrors.measure(try Series(values, seasonLength: 1), method: .naive, steps: 3, origins: 18)
    #expect(errors.relative.count == 12)
    #expect(errors.relative[0].map(\.isNaN) == [false, true, true])
    #expect(errors.relative[4].allSatisfy { !$0.isNaN })
    for (back, row) in errors.relative.enumerated() {
      let last = values[23 - back - 1]
      for step in 0..<min(3, back + 1) { #expect(abs(row[step] - (values[23 - back + step] - last) / last) < 1e-12) }
    }
    // Another end changes no fold that had ended before it.
    let longer = PastErrors.measure(
      try Series(values + [1_000_000], seasonLength: 1), method: .naive, steps: 3, origins: 18)
    #expect(Array(longer.relative[5...]) == Array(errors.relative[4...11]))
  }

  @Test("errors of origins that had less to learn from are drawn in by what they lacked, and only for methods that estimate")
  func learning() throws {
    let values = (0..<24).map { 100 + Double($0 * 7 % 13) }
    let errors = PastErrors.measure(try Series(values, seasonLength: 1), method: .mean, steps: 1, origins: 12)
    for (back, row) in errors.relative.enumerated() {
      let count = 23 - back
      let mean = values[..<count].reduce(0, +) / Double(count)
      let expected = (values[count] - mean) / mean * ((1 + 1.0 / 24) / (1 + 1 / Double(count))).squareRoot()
      #expect(abs(row[0] - expected) < 1e-12)
    }
  }

  @Test("a unit is half the month's own forecast and half the mean; nothing forecast is no unit")
  func units() {
    let level: Double = 40.0 / 3
    let expected: [Double] = [5 + level / 2, 15 + level / 2, level / 2]
    for (unit, value) in zip(PastErrors.units(of: [10, 30, -5]), expected) { #expect(abs(unit - value) < 1e-12) }
    #expect(PastErrors.units(of: [0, 0]) == [0, 0])
  }

  /// Errors with a common, a group and an own part of known size, the same at every step.
  private func planted(series: Int, origins: Int, common: Double, group: Double, own: Double) -> [PastErrors] {
    var random = RandomStream(seed: 11)
    let shared = (0..<origins).map { _ in common * random.normal() }
    let grouped = (0..<2).map { _ in (0..<origins).map { _ in group * random.normal() } }
    return (0..<series).map { number in
      PastErrors(
        relative: (0..<origins).map { origin in
          let value = shared[origin] + grouped[number % 2][origin] + own * random.normal()
          return [value, value]
        })
    }
  }

  @Test("paths of the total vary as past totals did; series of one group move together more than series of two")
  func variances() {
    let count = 40
    let errors = planted(series: count, origins: 60, common: 0.1, group: 0.1, own: 0.3)
    let factors = ErrorFactors(
      errors, groupOf: (0..<count).map { $0 % 2 }, groupCount: 2, weights: [Double](repeating: 1, count: count), steps: 2)
    let past = (0..<60).map { origin in errors.reduce(0) { $0 + $1.relative[origin][1] } / Double(count) }
    let paths = (0..<4_000).map { path in
      factors.draw { part in
        switch part {
        case .common: RandomStream(seed: UInt64(path) * 1_000)
        case .group(let group): RandomStream(seed: UInt64(path) * 1_000 + 1 + UInt64(group))
        case .series(let series): RandomStream(seed: UInt64(path) * 1_000 + 10 + UInt64(series))
        }
      }
    }
    let totals = paths.map { path in path.reduce(0) { $0 + $1[1] } / Double(count) }
    let ratio = (variance(totals) / variance(past)).squareRoot()
    #expect((0.9...1.15).contains(ratio), "drawn ÷ past: \(ratio)")
    #expect(abs(totals.reduce(0, +) / 4_000) < 0.01)
    func together(_ a: Int, _ b: Int) -> Double { paths.reduce(0) { $0 + $1[a][1] * $1[b][1] } / 4_000 }
    #expect(together(0, 2) > together(0, 1) + 0.002, "\(together(0, 2)) \(together(0, 1))")
    let own = variance(paths.map { $0[0][1] }).squareRoot()
    #expect((0.28...0.38).contains(own), "\(own)")
  }

  @Test("a quarter of the series, each standing for four, draws totals that vary as those of all did")
  func standIns() {
    let count = 400
    let errors = planted(series: count, origins: 60, common: 0.1, group: 0.05, own: 0.4)
    // Blocks of eight: two of them are measured, one of each group.
    let measured = (0..<count).filter { $0 % 8 == 2 || $0 % 8 == 3 }
    let standIns = (0..<count).map { $0 / 8 * 2 + $0 % 2 }
    let factors = ErrorFactors(
      measured.map { errors[$0] }, groupOf: measured.map { $0 % 2 }, groupCount: 2, weights: [Double](repeating: 4, count: measured.count),
      steps: 2, standIns: standIns)
    let path = factors.draw { part in
      switch part {
      case .common: RandomStream(seed: 1)
      case .group(let group): RandomStream(seed: 2 + UInt64(group))
      case .series(let series): RandomStream(seed: 10 + UInt64(series))
      }
    }
    #expect(path.count == count && Swift.Set(path.map { $0[0] }).count > count / 2)
    let totals = (0..<2_000).map { path in
      factors.draw { part in
        switch part {
        case .common: RandomStream(seed: UInt64(path) * 1_000)
        case .group(let group): RandomStream(seed: UInt64(path) * 1_000 + 1 + UInt64(group))
        case .series(let series): RandomStream(seed: UInt64(path) * 1_000 + 10 + UInt64(series))
        }
      }.reduce(0) { $0 + $1[1] } / Double(count)
    }
    let past = (0..<60).map { origin in errors.reduce(0) { $0 + $1.relative[origin][1] } / Double(count) }
    let ratio = (variance(totals) / variance(past)).squareRoot()
    #expect((0.75...1.3).contains(ratio), "drawn ÷ past: \(ratio)")
  }

  private func variance(_ values: [Double]) -> Double {
    let mean = values.reduce(0, +) / Double(values.count)
    return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
  }

  @Test("a series without a past takes the others' rests; nobody with one draws nothing")
  func withoutPast() {
    let errors = planted(series: 6, origins: 12, common: 0, group: 0, own: 0.2) + [PastErrors(relative: [])]
    let factors = ErrorFactors(
      errors, groupOf: [Int](repeating: 0, count: 7), groupCount: 1, weights: [Double](repeating: 1, count: 7), steps: 2)
    let drawn = (0..<50).map { path in factors.draw { _ in RandomStream(seed: UInt64(path)) }[6][0] }
    #expect(Swift.Set(drawn).count > 10)
    let nothing = ErrorFactors([PastErrors(relative: [])], groupOf: [0], groupCount: 1, weights: [1], steps: 2)
    #expect(nothing.isEmpty && nothing.draw { _ in RandomStream(seed: 1) } == [[0, 0]])
  }
}
