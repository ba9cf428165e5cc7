// SPDX-License-Identifier: Apache-2.0
import Calendars
import Forecasting

/// What a history is made of, said in sentences.
struct ComponentWords {
  let read: ReadComponents
  let calendar: ForecastComponents.CalendarPart?
  let drivers: [ForecastComponents.DriverLine]

  var sentences: [BilingualText] {
    guard read.decomposition != nil else {
      return [
        BilingualText(
          "历史只有 \(read.observed.count) 个月；满 25 个月后这里会分出水平、季节和余下的波动",
          "only \(read.observed.count) months of history; from 25 months on level, season and what is left are told apart")
      ]
    }
    return [trend, season, calendar?.words].compactMap { $0 } + DriverWords.ahead(drivers) + [newestOdd].compactMap { $0 }
  }

  private var trend: BilingualText? {
    guard let change = read.trendChange else { return nil }
    guard abs(change) >= 0.01 else {
      return BilingualText("近 12 个月的水平与之前 12 个月相当", "the level of the last twelve months is that of the twelve before")
    }
    let size = CalendarWords.percent(abs(change))
    return BilingualText(
      "近 12 个月的水平比之前 12 个月\(change > 0 ? "高" : "低") \(size)",
      "the level of the last twelve months is \(size) \(change > 0 ? "above" : "below") the twelve before")
  }

  private var season: BilingualText? {
    guard let strength = read.seasonStrength else { return nil }
    let profile = read.seasonProfile
    guard strength >= 0.3, let high = profile.max(by: { $0.share < $1.share }), let low = profile.min(by: { $0.share < $1.share }) else {
      return BilingualText("看不出季节", "no season is to be seen")
    }
    return BilingualText(
      "季节明显：\(high.month) 月最高，比平常多 \(CalendarWords.percent(high.share))；\(low.month) 月最低，少 \(CalendarWords.percent(-low.share))",
      "a clear season: highest in \(Self.english(high.month)), \(CalendarWords.percent(high.share)) above the level; lowest in \(Self.english(low.month)), \(CalendarWords.percent(-low.share)) below"
    )
  }

  private var newestOdd: BilingualText? {
    guard let odd = read.odd.first, let last = read.months.last, odd.month >= last.adding(months: -5) else { return nil }
    return BilingualText("\(odd.month.year) 年 \(odd.month.month) 月\(odd.label.chinese)", "\(odd.month): \(odd.label.english)")
  }

  private static func english(_ month: Int) -> String {
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"][month - 1]
  }
}
