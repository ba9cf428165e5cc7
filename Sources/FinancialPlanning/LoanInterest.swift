// SPDX-License-Identifier: Apache-2.0

/// Monthly interest on the balance a loan had when the month began, and the balance at its end.
///
/// interest(t) = balance(t−1) × annualRate ÷ 12; balance(t) = balance(t−1) + drawn(t) − repaid(t).
public func accrueInterest(
  drawn: UnsafePointer<Double>, repaid: UnsafePointer<Double>, opening: Double, annualRate: Double,
  months: Int,
  interest: UnsafeMutablePointer<Double>, balance: UnsafeMutablePointer<Double>
) {
  var owed = opening
  for month in 0..<months {
    interest[month] = owed * annualRate / 12
    owed += drawn[month] - repaid[month]
    balance[month] = owed
  }
}
