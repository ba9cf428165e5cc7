// SPDX-License-Identifier: Apache-2.0
import Calendars
import FinancialPlanning
import Testing

/// Sees collections on the wrong day and bills counted as cash; does not see whether a profile is realistic.
@Suite("Collections by profile")
struct CollectionProfileTests {
  @Test("Shares come step by step on bank days; bills turn into cash at maturity; the rest stays open")
  func profile() {
    let days = 90
    let calendar = BankCalendar(firstDay: Day(iso: "2026-03-02")!, isBankDay: (0..<days).map { $0 % 7 < 5 })
    var billings = [Double](repeating: 0, count: days)
    billings[0] = 1000
    let shares = [0.1, 0.5, .nan, 0.3]
    var collections = billings
    var bills = billings
    var maturities = billings
    billings.withUnsafeBufferPointer { billings in
      shares.withUnsafeBufferPointer { shares in
        collections.withUnsafeMutableBufferPointer { collections in
          bills.withUnsafeMutableBufferPointer { bills in
            maturities.withUnsafeMutableBufferPointer { maturities in
              collect(
                CollectionRows(
                  billings: billings.baseAddress!, shares: shares.baseAddress!, shareStride: 1, shareCount: 4,
                  collections: collections.baseAddress!, bills: bills.baseAddress!,
                  maturities: maturities.baseAddress!),
                policy: CollectionPolicy(stepDays: 13, billShare: 0.4, billDays: 60), calendar: calendar)
            }
          }
        }
      }
    }
    #expect(collections[0] == 100)
    #expect(collections[14] == 500, "day 13 is a Sunday")
    #expect(collections[39] == 300)
    #expect(abs(collections.reduce(0, +) - 900) < 1e-9, "a tenth is never paid")
    #expect(abs(bills.reduce(0, +) - 360) < 1e-9)
    #expect(maturities[60] == 40, "60 days after day 0")
    #expect(maturities[74] == 200)
    #expect(abs(maturities.reduce(0, +) - 240) < 1e-9, "the last bill matures behind the plan")
  }
}
