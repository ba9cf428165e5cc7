// SPDX-License-Identifier: Apache-2.0
import Calendars
import ForecastMethods
import Forecasting
import NumericalMethods

/// Sales made up day by day, with a Spring Festival of known size at its true dates: counted here from the festival's day, without a word of the code
/// under test.
struct MadeUpSales {
  var first = Month(year: 2008, month: 1)
  var months = 144
  /// On the logarithm, when all twenty days from the festival on lie in one period.
  var closed = -0.3
  /// The same for the twenty days before it.
  var before = 0.1
  var noise = 0.03
  var seed: UInt64 = 1

  /// Days of `month` between so many days from its year's festival.
  static func days(_ window: ClosedRange<Int>, in month: Month) -> Int {
    guard let festival = Festival.springFestival.day(in: month.year) else { return 0 }
    return month.days.count { window.contains(festival.distance(to: $0)) }
  }

  /// Logarithm of the festival's factor in `month`.
  func shift(_ month: Month) -> Double {
    closed * Double(MadeUpSales.days(0...20, in: month)) / 21 + before * Double(MadeUpSales.days(-20 ... -1, in: month)) / 20
  }

  /// The same less what is usual in that month of the year.
  func deviation(_ month: Month) -> Double {
    shift(month) - stableMean((1990...2050).map { shift(Month(year: $0, month: month.month)) })
  }

  func month(_ index: Int) -> Month { first.adding(months: index) }
  var periods: DatedPeriods { DatedPeriods(months: first) }

  /// A rising line with a season of the solar year, the festival and noise that goes on for a while.
  func values(_ count: Int? = nil) -> [Double] {
    var random = RandomStream(seed: seed)
    var level = 5.0
    return (0..<(count ?? months)).map { index in
      let month = month(index)
      level += 0.004 + 0.3 * noise * random.normal()
      return exponential(level + 0.15 * cosine(Double(month.month) / 12 * 2 * .pi) + shift(month) + noise * random.normal())
    }
  }

  func series(_ count: Int? = nil) throws -> Series { try Series(values(count), seasonLength: 12, granularity: .month) }
}
