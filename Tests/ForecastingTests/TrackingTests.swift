// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Forecasting

/// Forecasts that are watched: do they lean, since when, and were people's changes worth it?
/// Sees: a lean of the wrong side, a drift where chance is enough or that ended, one that is seen late, a change credited that made things worse.
/// Does not see: how often a drift is called on real series by chance.
@Suite struct TrackingTests {
  /// Even numbers drawn from a fixed rule, between −1 and 1.
  private static func noise(_ count: Int, seed: UInt64) -> [Double] {
    var state = seed
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(Int64(state >> 33)) / Double(1 << 30) - 1
    }
  }

  @Test("a forecast that is always too low has a signal of as many periods as there were; one that misses either way has none")
  func signal() {
    #expect(TrackingSignal(errors: [5, 5, 5, 5, 5, 5]).value == 6)
    #expect(TrackingSignal(errors: [5, 5, 5, 5, 5, 5]).lean == .low)
    #expect(TrackingSignal(errors: [-3, -1, -2, -4, -2, -3]).lean == .high)
    #expect(TrackingSignal(errors: [3, -3, 2, -2, 4, -4]).lean == .even)
    #expect(TrackingSignal(errors: [3, 3, 3]).lean == .unknown)
    // By chance one signal in twenty goes beyond the limit, over six months as over thirty-six.
    for count in [6, 12, 36] {
      let leaning = (UInt64(1)...400).count { ![.even].contains(TrackingSignal(errors: Self.noise(count, seed: $0 &* 104_729)).lean) }
      #expect(leaning < 40, "\(count)")
    }
    #expect(TrackingSignal(errors: [0, 0, 0, 0, 0, 0]) == TrackingSignal(errors: [0, .nan, 0, 0, 0, 0, 0]))
    #expect(TrackingSignal(errors: [0, 0, 0, 0, 0, 0]).lean == .even)
  }

  @Test("units leave no trace in the signal, not even those next to the end of the range of numbers")
  func units() {
    let errors = Self.noise(24, seed: 3)
    for unit in [0x1p-900, 0x1p900] {
      #expect(TrackingSignal(errors: errors.map { $0 * unit }) == TrackingSignal(errors: errors))
      #expect(
        ForecastDrift.found(in: (errors + [3, 3, 3, 3]).map { $0 * unit })?.start == ForecastDrift.found(in: errors + [3, 3, 3, 3])?.start)
    }
  }

  @Test("the smoothed signal knows of the last periods what the sum has not seen yet")
  func smoothed() {
    let turned = TrackingSignal(errors: [-2, -2, -2, -2, -2, -2, 2, 2, 2, 2, 2, 2])
    #expect(abs(turned.value) < 1e-12)
    #expect(turned.smoothed > 0.4)
  }

  @Test("a shift of two usual errors is found within five periods, with where it began; by chance hardly ever anything is")
  func drift() throws {
    var late = 0
    var early = 0
    for seed in UInt64(1)...60 {
      let quiet = Self.noise(30, seed: seed)
      let shifted = quiet + Self.noise(5, seed: seed + 1_000).map { $0 + 1.4 }
      guard let found = ForecastDrift.found(in: shifted) else {
        late += 1
        continue
      }
      #expect(found.size > 0.7)
      if found.start < 28 { early += 1 }
    }
    #expect(late < 15 && early < 6)
    let alarms = (UInt64(1)...300).count { ForecastDrift.found(in: Self.noise(24, seed: $0 &* 7_919)) != nil }
    #expect(alarms < 18)
  }

  @Test("a drift that ended is none, and one wild month makes none")
  func ended() {
    #expect(ForecastDrift.found(in: Self.noise(12, seed: 5) + [3, 3, 3, 3] + Self.noise(24, seed: 6).map { $0 - 0.3 }) == nil)
    #expect(ForecastDrift.found(in: Self.noise(20, seed: 9) + [60]) == nil)
    #expect(ForecastDrift.found(in: [1, 2, 3]) == nil)
    #expect(ForecastDrift.found(in: [Double](repeating: 0, count: 30)) == nil)
  }

  @Test("somebody who always adds twice what was missing is advised to keep about half; somebody who is right keeps all")
  func worth() throws {
    var (hopeful, right, harmful) = (OverrideWorth(), OverrideWorth(), OverrideWorth())
    for month in 0..<40 {
      let missing = Double(10 + month % 7)
      hopeful.add(before: 100, after: 100 + 2 * missing, actual: 100 + missing, weight: 3)
      right.add(before: 100, after: 100 + missing, actual: 100 + missing)
      harmful.add(before: 100, after: 100 + missing, actual: 100 - missing)
    }
    let keep = try #require(hopeful.shareToKeep)
    #expect(keep > 0.5 && keep < 0.6)
    #expect(right.shareToKeep == 1)
    #expect(right.better == 40 && harmful.better == 0)
    let harm = try #require(harmful.shareToKeep)
    #expect(harm < 0.15)
    #expect(try #require(harmful.valueAdded) < 0 && (try #require(right.valueAdded)) > 0)
  }

  @Test("few changes suggest nothing, and a change of nothing is none")
  func few() {
    var worth = OverrideWorth()
    for _ in 0..<5 { worth.add(before: 10, after: 20, actual: 10) }
    for _ in 0..<9 { worth.add(before: 10, after: 10, actual: 50) }
    #expect(worth.count == 5)
    #expect(worth.shareToKeep == nil)
    #expect(OverrideWorth().valueAdded == nil)
  }
}
