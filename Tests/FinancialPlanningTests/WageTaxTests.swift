// SPDX-License-Identifier: Apache-2.0
import Calendars
import FinancialPlanning
import Testing

/// Sees: a wrong step, an allowance counted twice, tax given back within the year. Does not see: whether deductions are those of the person.
@Suite("Tax on wages")
struct WageTaxTests {
  private let january = Month(iso: "2026-01")!

  @Test("30,000 a month with 4,500 own contributions and 2,000 additional deductions: the published example, month by month")
  func published() throws {
    // 国家税务总局 2018 年第 61 号公告解读, 例: 每月应发 30,000, 减除费用 5,000, 三险一金等专项扣除 4,500, 专项附加扣除 2,000.
    let months = [WageTax.Wages](repeating: .init(gross: 3_000_000, deductions: 650_000), count: 12)
    let withheld = try #require(WageTax.withheld(months, from: january))
    #expect(Array(withheld.prefix(3)) == [55_500, 62_500, 185_000], "555.00, 625.00, 1,850.00")
    // The year's tax: 12 × 18,500 = 222,000 taxable, 20 % less 16,920.
    #expect(withheld.reduce(0, +) == 2_748_000)
  }

  @Test("The year's sum is the tax on the year, however it was earned; nothing is given back on the way")
  func cumulates() throws {
    let uneven: [Int64] = [5_000_000, 200_000, 200_000, 9_000_000, 0, 1_234_567, 700_000, 0, 0, 3_000_000, 100_000, 8_000_001]
    let withheld = try #require(WageTax.withheld(uneven.map { .init(gross: $0, deductions: 10_000) }, from: january))
    #expect(withheld.allSatisfy { $0 >= 0 })
    // 274,345.68 earned less 12 × 5,100: 213,145.68 is taxed at 20 % less 16,920.
    let taxable = uneven.reduce(0, +) - 12 * 510_000
    #expect(taxable == 21_314_568)
    let ofYear = (Double(taxable) * 0.2).rounded() - 1_692_000
    #expect(withheld.reduce(0, +) >= Int64(ofYear), "what was withheld too early waits for the settlement of the year")
    #expect(withheld[4] == 0, "a month without wages withholds nothing")
  }

  @Test("Under the allowance nothing is due; who begins in July has half the allowances; a law before 2019 is not known")
  func edges() throws {
    let small = [WageTax.Wages](repeating: .init(gross: 500_000, deductions: 0), count: 12)
    #expect(WageTax.withheld(small, from: january) == [Int64](repeating: 0, count: 12))
    let july = try #require(Month(iso: "2026-07"))
    let half = try #require(WageTax.withheld([.init(gross: 1_000_000, deductions: 0)], from: july))
    #expect(half == [15_000], "5,000 above one month's allowance, at 3 %")
    #expect(WageTax.withheld(small, from: july) == nil, "the year ends before twelve months")
    #expect(WageTax.withheld(small, from: Month(iso: "2018-12")!) == nil)
  }

  @Test("The bonus by itself: a twelfth of it chooses the rate, and the next yuan may cost thousands")
  func bonus() {
    let day = Day(iso: "2027-01-25")!
    #expect(WageTax.onBonus(3_600_000, paidOn: day) == 108_000)
    #expect(WageTax.onBonus(3_600_100, paidOn: day) == 339_010)
    #expect(WageTax.onBonus(14_400_000, paidOn: day) == 1_419_000)
    #expect(WageTax.onBonus(100_000_000, paidOn: day) == 43_484_000, "a million: 45 % less 15,160")
    #expect(WageTax.onBonus(0, paidOn: day) == 0)
    #expect(WageTax.onBonus(3_600_000, paidOn: Day(iso: "2028-01-20")!) == nil, "then it counts among the wages of the year")
  }

  @Test("By month of payment: each year begins anew, employment with the first wages, a bonus is taxed by itself through 2027")
  func rows() {
    // 2026-11 … 2028-02: nothing before December, then 12,000 a month; 36,001 as a bonus in January 2027 and again in January 2028.
    let wages = (0..<16).map { $0 == 0 ? 0.0 : 12_000 }
    let bonus = (0..<16).map { $0 == 2 || $0 == 14 ? 36_001.0 : 0 }
    let deductions = [Double](repeating: 1_000, count: 16)
    var (tax, onBonus) = ([Double](repeating: -1, count: 16), [Double](repeating: -1, count: 16))
    withholdWageTax(
      wages: wages, deductions: deductions, bonus: bonus, from: Month(iso: "2026-11")!, months: 16, wageTax: &tax, bonusTax: &onBonus)
    #expect(tax[0] == 0 && tax[1] == 180, "one month of employment in 2026: 6,000 at 3 %")
    #expect(
      Array(tax[2...7]) == [180, 180, 180, 180, 180, 180] && tax[8] == 600, "42,000 in July 2027: 10 % less 2,520, less what was withheld")
    #expect(onBonus[2] == 3_390.10 && onBonus[14] == 0)
    #expect(tax[14] == 1_680.10, "in 2028 the bonus counts among the wages: 42,001 of January")
  }

  @Test("Both tables are continuous: at each step the tax below and above meets", arguments: [WageTax.yearly, WageTax.monthly])
  func continuous(table: [TaxBracket]) {
    for (below, above) in zip(table, table.dropFirst()) {
      let step = below.upTo ?? 0
      #expect(step * below.percent / 100 - below.quickDeduction == step * above.percent / 100 - above.quickDeduction)
    }
  }
}
