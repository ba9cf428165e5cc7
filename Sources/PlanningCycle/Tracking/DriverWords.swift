// SPDX-License-Identifier: Apache-2.0
import Calendars
import NumericalMethods

/// What a market driver does to sales, or why it does nothing, in words.
enum DriverWords {
  /// - Parameter isOneWay: every family that follows it follows it alike.
  static func line(_ part: DriverPart, isOneWay: Bool) -> BilingualText {
    guard part.isUsed else { return reason(part) }
    guard isOneWay else { return BilingualText("各产品族受它的影响不同", "each product family follows it in its own way") }
    let parts = part.terms.map { term -> (String, String) in
      let effect = effect(term)
      let (by, size) = (
        effect.unit.map { BilingualText(number($0), number($0)) } ?? BilingualText("1%", "1%"), CalendarWords.percent(abs(effect.share))
      )
      let when =
        term.lag == 0 ? ("当月", "in the same month") : ("\(term.lag) 个月后", term.lag == 1 ? "a month later" : "\(term.lag) months later")
      return (
        "每高 \(by.chinese)，\(when.0)销量\(effect.share < 0 ? "少" : "多") \(size)",
        "\(by.english) more: \(when.1) \(size) \(effect.share < 0 ? "less" : "more") is sold"
      )
    }
    return BilingualText(parts.map(\.0).joined(separator: "；"), parts.map(\.1).joined(separator: "; "))
  }

  /// What so much more of a driver does, as a share of sales: one per cent more where it is an elasticity (no unit), else the power of ten that shows.
  static func effect(_ term: DriverPart.Term) -> (unit: Double?, share: Double) {
    if term.isElasticity { return (nil, exponential(term.coefficient * logarithm(1.01)) - 1) }
    var unit = 1.0
    while abs(term.coefficient) * unit < 0.002, unit < 1e12 { unit *= 10 }
    while abs(term.coefficient) * unit > 0.7, unit > 1e-12 { unit /= 10 }
    return (unit, exponential(term.coefficient * unit) - 1)
  }

  private static func number(_ unit: Double) -> String {
    unit >= 1 ? "\(Int64(unit))" : "\(unit)"
  }

  private static func reason(_ part: DriverPart) -> BilingualText {
    let longest = DriverOfFamily.longestLag
    let months = FamilyDrivers.leastMonths
    return switch part.verdict {
    case .used: BilingualText("", "")
    case .noEffect: BilingualText("过去的销量看不出它的影响", "past sales do not speak for an effect")
    case .neverMoved: BilingualText("它一直没有变过", "it never moved")
    case .notDistinct: BilingualText("它与季节或趋势同步，分不出来", "it goes with season or trend and cannot be told from them")
    case .sameAs: BilingualText("它与“\(part.other)”同步，分不出来", "it goes with \"\(part.other)\" and cannot be told from it")
    case .foretoldNothing: BilingualText("从过去几个起点看，用它不比不用预测得准", "at earlier origins it foretold no better than doing without")
    case .tooFewMonths: BilingualText("它或产品族的历史不足 \(months) 个月", "it, or the product family, is known for fewer than \(months) months")
    case .gap: BilingualText("中间缺月份，或不是每个产品和地区都有值", "a month is missing, or it is not known for every item and region")
    case .tooOld: BilingualText("最新的值太旧：最多能滞后 \(longest) 个月", "its newest value is too old: it may lead by \(longest) months at most")
    case .notPositive: BilingualText("产品族有没有销量的月份，按比例的影响无从说起", "the family had months without sales, of which a factor says nothing")
    case .tooMany: BilingualText("动因太多，只试排在前面的", "too many drivers: only the first are tried")
    }
  }

  /// Which drivers the forecast of one series leans on, as the end of a sentence; empty for none.
  static func leaning(_ series: BaselineForecast.SeriesForecast) -> BilingualText {
    let used = series.drivers.filter(\.isUsed)
    guard !used.isEmpty, let month = series.steps.first?.month else { return BilingualText("", "") }
    let parts = used.map { part -> (String, String) in
      let share = part.share(0)
      let size = CalendarWords.percent(abs(share))
      return (
        "“\(part.name)”（\(month.month) 月\(share < 0 ? "少" : "多") \(size)）",
        "\"\(part.name)\" (\(month) \(size) \(share < 0 ? "less" : "more"))"
      )
    }
    return BilingualText(
      "，依据动因" + parts.map(\.0).joined(separator: "、"),
      ", leaning on the market driver" + (used.count > 1 ? "s " : " ") + parts.map(\.1).joined(separator: ", "))
  }

  /// What the drivers that are used do to the coming months, a sentence each.
  static func ahead(_ lines: [ForecastComponents.DriverLine]) -> [BilingualText] {
    lines.filter { $0.verdict == .used }.map { line in
      let moved = line.months.filter { abs($0.share) >= 0.005 }.sorted { (abs($1.share), $0.month) < (abs($0.share), $1.month) }.prefix(3)
        .sorted { $0.month < $1.month }
      guard !moved.isEmpty else {
        return BilingualText(
          "“\(line.name)”接近平常水平，今后几个月几乎不动预测", "\"\(line.name)\" is near its usual level and hardly moves the coming months")
      }
      let parts = moved.map { one -> (String, String) in
        let size = CalendarWords.percent(abs(one.share))
        return (
          "\(one.month.year) 年 \(one.month.month) 月\(one.share > 0 ? "多" : "少") \(size)",
          "\(one.month) \(size) \(one.share > 0 ? "more" : "less")"
        )
      }
      return BilingualText(
        "动因“\(line.name)”使" + parts.map(\.0).joined(separator: "、") + "（与它在平常水平时比）",
        "the driver \"\(line.name)\" makes " + parts.map(\.1).joined(separator: ", ") + " than at its usual level")
    }
  }
}
