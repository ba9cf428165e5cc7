// SPDX-License-Identifier: Apache-2.0
import Forecasting
import NumericalMethods
import Testing

@testable import ForecastMethods

/// A family that follows an index three months later, by the power of one half, and its members.
/// Sees: an effect of the wrong size, month or sign on a member, one that does not leave and come back whole, a range that takes a guess for knowledge. Does not
/// see: whether families have one effect in common.
@Suite("Drivers of a group") struct SharedDriverTests {
  private static let months = 84
  private static let ahead = 12

  private static let index: [Double] = {
    var random = RandomStream(seed: 3)
    var level = 0.0
    return (0..<(months + ahead)).map { _ in
      level = 0.85 * level + 0.12 * random.normal()
      return 80 * exponential(level)
    }
  }()

  private static func market(_ month: Int, lag: Int = 3) -> Double { exponential(0.5 * logarithm(index[max(0, month - lag)] / 80)) }

  private func sales(_ size: Double, noise: Double, seed: UInt64) throws -> Series {
    var random = RandomStream(seed: seed)
    let values = (0..<Self.months).map { month -> Double in
      let season = 1 + 0.25 * cosine(Double(month) / 6 * .pi)
      return size * season * Self.market(month) * exponential(noise * random.normal())
    }
    return try Series(values, seasonLength: 12, granularity: .month)
  }

  private func learnt() throws -> SharedDriverEffect {
    try SharedDriverEffect(total: try sales(1_000, noise: 0.03, seed: 1), drivers: [Driver("index", Self.index, lags: 0...6)])
  }

  @Test("the index is found at its lag and with its size")
  func found() throws {
    let shared = try learnt()
    let effects = shared.decisions[0].effects
    #expect(shared.isUsed && effects.map(\.lag) == [3] && effects[0].isOfLogarithm && abs(effects[0].coefficient - 0.5) < 0.1)
  }

  @Test("a small member that began late loses what the market did to it, and its forecast has what the market is going to do")
  func member() throws {
    let shared = try learnt()
    let whole = try sales(4, noise: 0, seed: 2)
    let late = try Series(Array(whole.values.suffix(30)), seasonLength: 12, granularity: .month)
    let unsure = [[Double](repeating: 0, count: Self.months + Self.ahead)]
    let effect = try #require(
      shared.onMember([try Driver("index", Self.index)], unsure: unsure, past: Self.months, count: late.count))
    let usual = try effect.removed(from: late)
    // A year apart the season is the same: without the market nothing is left between them.
    for month in 12..<30 {
      let (with, without) = (late.values[month] / late.values[month - 12], usual.values[month] / usual.values[month - 12])
      #expect(abs(without - 1) < 0.25 * abs(with - 1) + 0.02)
    }
    let flat = Forecast(method: "flat", mean: [Double](repeating: 10, count: Self.ahead), scale: [Double](repeating: 1, count: Self.ahead))
    let forecast = effect.restored(flat, floor: 0)
    let parts = try #require(effect.parts(horizon: Self.ahead).first)
    for step in 0..<Self.ahead {
      let planted = Self.market(Self.months + step) / Self.market(Self.months) * forecast.mean[0]
      #expect(abs(forecast.mean[step] / planted - 1) < 0.08)
      // What is left when the part is taken away is the forecast with the driver at its usual value.
      #expect(abs(forecast.mean[step] * (1 - parts.shares[step]) - 10) < 1e-9)
    }
  }

  @Test("what is foretold of the driver widens the range; what is known does not")
  func range() throws {
    let shared = try learnt()
    let known = [Double](repeating: 0, count: Self.months + Self.ahead)
    // Known two months ahead: by a lag of three the forecast rests on what is known for five.
    let guessed = known.indices.map { $0 < Self.months + 2 ? 0 : 20.0 }
    let flat = Forecast(method: "flat", mean: [Double](repeating: 10, count: Self.ahead), scale: [Double](repeating: 1, count: Self.ahead))
    func scale(_ unsure: [Double]) throws -> [Double] {
      let effect = try #require(
        shared.onMember([try Driver("index", Self.index)], unsure: [unsure], past: Self.months, count: Self.months))
      return effect.restored(flat, floor: 0).scale
    }
    let (sure, unsure) = (try scale(known), try scale(guessed))
    #expect(sure[..<5] == unsure[..<5] && zip(sure[5...], unsure[5...]).allSatisfy { $0 < $1 })
  }

  @Test("two years, months without sales and noise learn nothing")
  func nothing() throws {
    let driver = try Driver("index", Self.index, lags: 0...6)
    let short = try Series(Array(try sales(1_000, noise: 0.03, seed: 1).values.prefix(35)), seasonLength: 12)
    #expect(try SharedDriverEffect(total: short, drivers: [driver]).decisions.map(\.verdict) == [.tooFewPeriods])
    let closed = try Series(try sales(1_000, noise: 0.03, seed: 1).values.enumerated().map { $0 == 50 ? 0 : $1 }, seasonLength: 12)
    #expect(try !SharedDriverEffect(total: closed, drivers: [driver]).isUsed)
    var random = RandomStream(seed: 8)
    let noise = try Driver("noise", Self.index.map { _ in 10 + random.normal() }, lags: 0...6)
    let refused = try SharedDriverEffect(total: try sales(1_000, noise: 0.03, seed: 1), drivers: [noise])
    #expect(!refused.isUsed && refused.usual.isEmpty)
    #expect(refused.onMember([noise], unsure: [[]], past: Self.months, count: 12) == nil)
  }
}
