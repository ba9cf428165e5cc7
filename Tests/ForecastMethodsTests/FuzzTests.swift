// SPDX-License-Identifier: Apache-2.0
import Forecasting
import Foundation
import Testing

/// Thousands of series that nobody would make on purpose, given to everything that forecasts.
/// Sees: traps, NaN, infinities, intervals that do not nest, units or a future that leave a trace, other bits for the same series. Does not see: whether a forecast
/// is a good one.
///
/// `TONGPIN_FUZZ_SERIES` asks for more of them, `TONGPIN_FUZZ_FIRST` for others; a broken promise names the number of its series.
@Suite struct FuzzTests {
  static let count = number("TONGPIN_FUZZ_SERIES") ?? 2_400
  static let first = number("TONGPIN_FUZZ_FIRST") ?? 0
  /// Each kind is in each of them.
  static let pieces = 8

  private static func number(_ name: String) -> Int? { ProcessInfo.processInfo.environment[name].flatMap { Int($0) } }

  @Test("everything that forecasts keeps its promises of series drawn at random", arguments: 0..<pieces)
  func promises(_ piece: Int) throws {
    var broken: [BrokenPromise] = []
    for number in stride(from: Self.first + piece, to: Self.first + Self.count, by: Self.pieces) where broken.count < 20 {
      broken += try FuzzSubjects.broken(number)
    }
    #expect(broken.isEmpty, "\(broken.map(\.description).joined(separator: "\n"))")
  }

  @Test("every kind of series is drawn, with gaps and without, shorter and longer than its season")
  func drawn() throws {
    var kinds: [FuzzSeries.Kind: Int] = [:]
    var (gaps, short, far) = (0, 0, 0)
    for number in 0..<2_400 {
      let fuzz = FuzzSeries(number)
      kinds[fuzz.kind, default: 0] += 1
      if fuzz.values.contains(where: { $0 == nil }) { gaps += 1 }
      if fuzz.values.count < fuzz.seasonLength { short += 1 }
      if fuzz.horizon == ForecastLimits.horizon { far += 1 }
      #expect(try fuzz.series() == FuzzSeries(number).series())
    }
    #expect(FuzzSeries.Kind.allCases.allSatisfy { kinds[$0, default: 0] > 40 })
    #expect(gaps > 400 && short > 400 && far > 30)
  }
}
