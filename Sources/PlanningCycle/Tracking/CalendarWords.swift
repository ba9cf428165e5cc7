// SPDX-License-Identifier: Apache-2.0
import Calendars
import ForecastMethods

/// What a calendar effect is called, and what it does to the months that come.
enum CalendarWords {
  private static let names: [String: (String, String)] = [
    "working-days": ("多一周工作日", "A working week more"), "weekday-off": ("平日放假", "Weekday off"),
    "make-up-day": ("调休上班日", "Make-up working day"),
    "month-end": ("月末冲量", "Month-end push"), "mid-year-sale": ("618 预热", "Before 618"), "618": ("618 大促", "618 sale"),
    "singles-day-lead": ("双11 预热", "Before Double 11"), "double-11": ("双11 大促", "Double 11"), "labour-day": ("五一假期", "Labour Day"),
    "national-day": ("国庆假期", "National Day"), "mid-autumn-lead": ("中秋备货", "Before Mid-Autumn"),
    "spring-festival-holiday": ("春节假期", "Spring Festival holiday"),
    "spring-festival-before-10": ("春节前 10 天", "10 days before Spring Festival"),
    "spring-festival-before-20": ("春节前 20 天", "20 days before Spring Festival"),
    "spring-festival-before-30": ("春节前 30 天到前 8 天", "30 to 8 days before Spring Festival"),
    "spring-festival-rush": ("节前赶货", "Rush before Spring Festival"), "spring-festival-closed": ("春节停工", "Spring Festival shut-down"),
    "spring-festival-week": ("春节一周", "Spring Festival week"),
    "spring-festival-fortnight": ("春节前后一周", "A week either side of Spring Festival"),
    "spring-festival-after-14": ("节后第二周", "Second week after"), "spring-festival-after-20": ("节后 7–20 天", "7 to 20 days after"),
    "spring-festival-after-21": ("节后三周", "Three weeks from Spring Festival"), "spring-festival-after": ("节后复工", "After Spring Festival"),
    "spring-festival-after-fortnight": ("节后 8–21 天", "8 to 21 days after"), "spring-festival-goods": ("年货备货", "New Year goods"),
    "spring-festival-eve-week": ("年前一周", "The week before"),
  ]

  static func label(_ key: String) -> BilingualText { names[key].map { BilingualText($0.0, $0.1) } ?? BilingualText(name: key) }

  /// The months it moves most; below half a percent a month is left as it is.
  static func ahead(_ months: [(month: Month, share: Double)]) -> BilingualText {
    let moved = months.filter { abs($0.share) >= 0.005 }.sorted { abs($0.share) > abs($1.share) }.prefix(3).sorted { $0.month < $1.month }
    guard !moved.isEmpty else { return BilingualText("未来几个月与往年一样，不用另作调整", "the coming months are as in a usual year") }
    let parts = moved.map { one in
      (
        "\(one.month.year) 年 \(one.month.month) 月\(one.share > 0 ? "多" : "少") \(percent(abs(one.share)))",
        "\(one.month) \(percent(abs(one.share))) \(one.share > 0 ? "more" : "less")"
      )
    }
    return BilingualText(
      "春节和工作日使" + parts.map(\.0).joined(separator: "、") + "（与平常年份的同月比）",
      "Spring Festival and working days make " + parts.map(\.1).joined(separator: ", ") + " than in a usual year")
  }

  static func percent(_ share: Double) -> String {
    let tenths = Int((share * 1_000).rounded())
    return tenths % 10 == 0 || abs(tenths) >= 100 ? "\(Int((share * 100).rounded()))%" : "\(tenths / 10).\(abs(tenths % 10))%"
  }
}

/// What is odd about a month, in words.
enum OddWords {
  static func label(_ odd: OddValue, from month: Month) -> BilingualText {
    let size = odd.size.map { Int($0.rounded()) }
    switch odd.kind {
    case .outlier:
      guard let size else { return BilingualText("与前后不符", "unlike its neighbours") }
      return BilingualText(
        "比前后应有的\(size > 0 ? "多" : "少") \(abs(size)) 件", "\(abs(size)) \(size > 0 ? "more" : "fewer") than its neighbours let expect")
    case .levelShift:
      guard let size else { return BilingualText("水平变了", "the level changed") }
      return BilingualText(
        "从这个月起每月\(size > 0 ? "多" : "少")约 \(abs(size)) 件", "from here on about \(abs(size)) a month \(size > 0 ? "more" : "fewer")")
    case .missing: return BilingualText("没有数据", "no data")
    case .zeroRun:
      return BilingualText("连续 \(odd.length) 个月没有销售，之后又有", "nothing sold for \(odd.length) months, then again")
    }
  }
}
