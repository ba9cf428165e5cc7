// SPDX-License-Identifier: Apache-2.0
import Calendars
import PlanningCycle
import Quantities
import Wire

extension JSON {
  /// 含税 or 不含税, the two a model may say.
  static func basis(_ basis: String) -> JSON { .bilingual(basis, basis == "含税" ? "incl. tax" : "excl. tax") }
  static func text(_ text: BilingualText) -> JSON { .bilingual(text.chinese, text.english) }
  static func day(_ day: Day?) -> JSON { day.map { .string($0.description) } ?? .null }
  static func month(_ month: Month?) -> JSON { month.map { .string($0.description) } ?? .null }
  /// 分 as `"1234.50"`.
  static func money(_ minorUnits: Int64) -> JSON {
    .string(FixedPoint(mantissa: minorUnits, scale: 2).description)
  }
  static func money(_ minorUnits: Int64?) -> JSON { minorUnits.map { money($0) } ?? .null }
  /// Pieces ×10⁻⁴.
  static func pieces(_ value: Int64?) -> JSON {
    value.map { .string(FixedPoint(mantissa: $0, scale: 4).description) } ?? .null
  }
  /// A live figure, with `decimals` digits; null when there is none.
  static func figure(_ value: Double?, decimals: Int = 2) -> JSON {
    guard let value, value.isFinite else { return .null }
    guard let scaled = Rounding.toInteger(value * Double(Rounding.powerOfTen(decimals))) else { return .null }
    return .string(FixedPoint(mantissa: scaled, scale: decimals).description)
  }
  /// A share, four decimals: 0.8231.
  static func share(_ value: Double?) -> JSON { figure(value, decimals: 4) }
}
