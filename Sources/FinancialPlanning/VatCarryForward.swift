// SPDX-License-Identifier: Apache-2.0

/// VAT to pay month by month: output − input − 留抵 carried; what is below zero is carried on, and nothing is paid.
///
/// payable(t) = max(0, output(t) − input(t) − carried(t−1)); carried(t) = max(0, carried(t−1) + input(t) − output(t)).
///
/// - Parameters:
///   - opening: 留抵 carried into the first month, not below zero.
///   - payable, carried: rows to write, as many months as `months`.
/// - Complexity: O(months); a prefix scan, so a change in one month can move every later one.
public func carryVatForward(
  output: UnsafePointer<Double>, input: UnsafePointer<Double>, opening: Double, months: Int,
  payable: UnsafeMutablePointer<Double>, carried: UnsafeMutablePointer<Double>
) {
  var open = opening > 0 ? opening : 0
  for month in 0..<months {
    let due = output[month] - input[month] - open
    payable[month] = due > 0 ? due : 0
    open = due < 0 ? -due : 0
    carried[month] = open
  }
}

/// Taxes raised on the VAT paid: city construction 城建税, education 教育费附加, local education 地方教育附加.
public struct VatSurcharge: Hashable, Sendable {
  public let cityConstruction: Double
  public let education: Double
  public let localEducation: Double

  public init(cityConstruction: Double, education: Double, localEducation: Double) {
    self.cityConstruction = cityConstruction
    self.education = education
    self.localEducation = localEducation
  }

  /// A place in a city: 7 % + 3 % + 2 % = 12 %.
  public static let city = VatSurcharge(cityConstruction: 0.07, education: 0.03, localEducation: 0.02)
  /// A county town or township: 5 % + 3 % + 2 %.
  public static let county = VatSurcharge(cityConstruction: 0.05, education: 0.03, localEducation: 0.02)
  /// Elsewhere: 1 % + 3 % + 2 %.
  public static let elsewhere = VatSurcharge(cityConstruction: 0.01, education: 0.03, localEducation: 0.02)

  public var rate: Double { cityConstruction + education + localEducation }
}
