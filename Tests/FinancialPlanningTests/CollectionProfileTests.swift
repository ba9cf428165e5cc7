// SPDX-License-Identifier: Apache-2.0
import Calendars
import FinancialPlanning
import Testing

/// Sees collections on the wrong day and bills counted as cash; does not see whether a profile is realistic.
@Suite("Collections by profile")
struct CollectionProfileTests {
  /// A row of zeros with some days set; the caller frees it.
  func row(_ days: Int, _ values: [Int: Double] = [:]) -> UnsafeMutablePointer<Double> {
    let result = UnsafeMutablePointer<Double>.allocate(capacity: days)
    result.initialize(repeating: 0, count: days)
    for (day, value) in values { result[day] = value }
    return result
  }

  @Test("Shares come step by step on bank days; bills turn into cash at maturity; the rest stays open")
  func profile() {
    let days = 90
    let calendar = BankCalendar(firstDay: Day(iso: "2026-03-02")!, isBankDay: (0..<days).map { $0 % 7 < 5 })
    let billings = row(days, [0: 1000])
    let due = row(days, [5: 50, 6: .nan])
    let shares = row(4, [0: 0.1, 1: 0.5, 2: .nan, 3: 0.3])
    let (collections, bills, maturities) = (row(days), row(days), row(days))
    defer { for row in [billings, due, shares, collections, bills, maturities] { row.deallocate() } }
    collect(
      CollectionRows(
        billings: billings, due: due, shares: shares, shareCount: 4, collections: collections, bills: bills,
        maturities: maturities),
      policy: CollectionPolicy(stepDays: 13, billShare: 0.4, billDays: 60), calendar: calendar)
    func sum(_ row: UnsafeMutablePointer<Double>) -> Double { (0..<days).reduce(0) { $0 + row[$1] } }
    #expect(collections[0] == 100)
    #expect(collections[7] == 50, "an old debt expected on Saturday comes on Monday")
    #expect(collections[14] == 500, "day 13 is a Sunday")
    #expect(collections[39] == 300)
    #expect(abs(sum(collections) - 950) < 1e-9, "a tenth is never paid")
    #expect(abs(sum(bills) - 380) < 1e-9)
    #expect(maturities[60] == 40, "60 days after day 0")
    #expect(maturities[67] == 20)
    #expect(maturities[74] == 200)
    #expect(abs(sum(maturities) - 260) < 1e-9, "the last bill matures behind the plan")
  }
}
