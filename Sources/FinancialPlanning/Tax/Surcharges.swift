// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Quantities

/// Rates of the taxes raised on VAT paid: city construction 城建税, education 教育费附加, local education 地方教育附加.
public struct VatSurcharge: Hashable, Sendable {
  /// 0.07
  public let cityConstruction: FixedPoint
  public let education: FixedPoint
  public let localEducation: FixedPoint

  public init(cityConstruction: FixedPoint, education: FixedPoint, localEducation: FixedPoint) {
    self.cityConstruction = cityConstruction
    self.education = education
    self.localEducation = localEducation
  }

  private static func place(_ percent: Int64) -> VatSurcharge {
    VatSurcharge(
      cityConstruction: FixedPoint(mantissa: percent, scale: 2), education: FixedPoint(mantissa: 3, scale: 2),
      localEducation: FixedPoint(mantissa: 2, scale: 2))
  }

  /// A place in a city: 7 % + 3 % + 2 % = 12 %.
  public static let city = place(7)
  /// A county town or township: 5 % + 3 % + 2 %.
  public static let county = place(5)
  /// Elsewhere: 1 % + 3 % + 2 %.
  public static let elsewhere = place(1)

  /// All three together, for a plan that does not tell them apart.
  public var rate: Double { cityConstruction.doubleValue + education.doubleValue + localEducation.doubleValue }
}

/// Surcharges on VAT paid, exact to the 分.
public struct Surcharges: Hashable, Sendable {
  /// 城市维护建设税
  public let cityConstruction: Amount
  /// 教育费附加
  public let education: Amount
  /// 地方教育附加
  public let localEducation: Amount

  /// Each of the three is rounded once, half away from zero.
  ///
  /// - Parameter isHalved: small taxpayers 小型微利企业、小规模纳税人 pay half; `isHalved(small:on:)` knows until when.
  /// - Returns: nil when it leaves 64 bits.
  public init?(onVat vat: Amount, _ place: VatSurcharge, isHalved: Bool = false) {
    func part(_ rate: FixedPoint) -> Amount? {
      guard isHalved else { return vat.multiplied(by: rate) }
      // Half of a decimal is five tenths of it.
      let (mantissa, overflow) = rate.mantissa.multipliedReportingOverflow(by: 5)
      return overflow ? nil : vat.multiplied(by: FixedPoint(mantissa: mantissa, scale: rate.scale + 1))
    }
    guard let city = part(place.cityConstruction), let education = part(place.education), let local = part(place.localEducation),
      city.adding(education)?.adding(local) != nil
    else { return nil }
    cityConstruction = city
    self.education = education
    localEducation = local
  }

  public var total: Amount {
    Amount(
      minorUnits: cityConstruction.minorUnits + education.minorUnits + localEducation.minorUnits, currency: cityConstruction.currency)
  }

  /// The rules behind the halves, newest last.
  public static let halvedBy = "财政部 税务总局公告2022年第10号、2023年第12号"

  /// The relief of 六税两费 for small taxpayers: 2022-01-01 to 2027-12-31 (``halvedBy``). Later days are not known: full rate.
  public static func isHalved(small: Bool, on day: Day) -> Bool {
    small && day >= Month(year: 2022, month: 1).firstDay && day <= Month(year: 2027, month: 12).lastDay
  }
}
