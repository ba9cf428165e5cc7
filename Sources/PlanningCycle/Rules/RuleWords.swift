// SPDX-License-Identifier: Apache-2.0
import Calendars
import Planning
import Quantities

/// Numbers and stretches of time in the words of an alert.
struct RuleWords {
  let currency: String

  /// In the unit of a figure: 320.5 万元, 12.3%, 1,250 件.
  func number(_ value: Double, _ found: FoundFigure, isShare: Bool = false) -> BilingualText {
    if isShare || found.isPercent { return percent(value) }
    if found.isMoney { return money(value) }
    let plain = MoneyFormat(decimals: value.magnitude < 100 && value.rounded() != value ? 1 : 0, zeroIsDash: false)
      .text(FixedPoint(mantissa: hundredths(value), scale: 2))
    let chinese = found.unit.replacing("元", with: currency == "CNY" ? "元" : currency)
    return BilingualText(
      chinese.isEmpty ? plain : "\(plain) \(chinese)", found.unit.isEmpty ? plain : "\(plain) \(Self.english(found.unit, currency))")
  }

  func money(_ value: Double) -> BilingualText {
    let amount = FixedPoint(mantissa: hundredths(value), scale: 2)
    let (unit, decimals): (DisplayUnit, Int) =
      value.magnitude >= 1e8 ? (.hundredMillion, 2) : value.magnitude >= 1e4 ? (.tenThousand, 1) : (.yuan, 2)
    let chinese = Self.plain(MoneyFormat(unit: unit, decimals: decimals, zeroIsDash: false).text(amount))
    let name = currency == "CNY" ? unit.chineseName : unit.chineseName.dropLast() + " \(currency)"
    let millions = value.magnitude >= 1e6
    let english = MoneyFormat(decimals: millions ? 2 : 0, zeroIsDash: false)
      .text(millions ? FixedPoint(mantissa: hundredths(value / 1e6), scale: 2) : amount)
    return BilingualText("\(chinese) \(name)", "\(currency) \(Self.plain(english))" + (millions ? " million" : ""))
  }

  /// Without a fraction of noughts: 500.0 → 500.
  private static func plain(_ text: String) -> String {
    guard let point = text.firstIndex(of: "."), text[point...].dropFirst().allSatisfy({ $0 == "0" }) else { return text }
    return String(text[..<point])
  }

  /// A share as per cent: 0.123 → 12.3%.
  func percent(_ share: Double) -> BilingualText {
    BilingualText(
      name: Self.plain(MoneyFormat(decimals: 1, zeroIsDash: false).text(FixedPoint(mantissa: hundredths(share * 100), scale: 2))) + "%")
  }

  private static func english(_ unit: String, _ currency: String) -> String {
    unit.split(separator: "/").map { part in
      switch part {
      case "件": "pcs"
      case "人": "people"
      case "天": "days"
      case "月": "months"
      case "元": currency
      default: String(part)
      }
    }.joined(separator: "/")
  }

  /// 2026年12月, or 2026年12月至2027年2月 with how many there are.
  func time(_ first: PlanPeriod, _ last: PlanPeriod, count: Int) -> BilingualText {
    guard first != last else { return first.label }
    let isDays = if case .day = first { true } else { false }
    return BilingualText(
      "\(first.label.chinese)至\(last.label.chinese)（\(count) \(isDays ? "天" : "个月")）",
      "\(first.label.english) to \(last.label.english) (\(count) \(isDays ? "days" : "months"))")
  }
}

extension PlanPeriod {
  /// The day on which it begins.
  var begins: Day? {
    switch self {
    case .day(let day), .week(let day): day
    case .month(let month): month.firstDay
    case .quarter, .year: nil
    }
  }

  /// The month it begins in, which names a hit: a balance that falls under its line on another day of the month is the same hit.
  var monthOfHit: Month? { begins?.monthOf }
}
