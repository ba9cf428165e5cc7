// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Testing

@testable import SalesAnalytics

/// Sees a question that should be refused and is not, or is refused without saying why in both languages.
@Suite("A question that cannot be answered is refused with words")
struct QuestionTests {
  private func refusal(_ question: SalesQuestion) -> SalesAnalysisError? {
    do throws(SalesAnalysisError) {
      _ = try LampTrade.trade.analyse(question)
      return nil
    } catch { return error }
  }

  @Test("No measure, a dimension twice, two times, time as a filter, a period of centuries, a limit of nought")
  func refused() {
    let (period, asOf) = (days("2026-01-01", "2026-12-31"), day("2026-12-31"))
    let cases: [(SalesQuestion, SalesAnalysisError.Code)] = [
      (SalesQuestion([], in: period, asOf: asOf), .nothingAsked),
      (SalesQuestion([.orders], by: [.item, .item], in: period, asOf: asOf), .dimensionTwice),
      (SalesQuestion([.orders], by: [.month, .year], in: period, asOf: asOf), .twoTimes),
      (SalesQuestion([.orders], in: period, asOf: asOf, filters: [SalesFilter(.month, ["2026-01"])]), .filterOnTime),
      (SalesQuestion([.orders], in: days("1900-01-01", "2026-12-31"), asOf: asOf), .periodTooLong),
      (SalesQuestion([.orders], in: period, asOf: asOf, rowLimit: 0), .limitNotPossible),
      (SalesQuestion([.orders], in: period, asOf: asOf, graceDays: -1), .limitNotPossible),
      (SalesQuestion([.orders], by: [.item], in: period, asOf: asOf, rowLimit: 1), .tooManyGroups),
    ]
    for (question, code) in cases {
      let error = refusal(question)
      #expect(error?.code == code)
      #expect(error?.chinese.isEmpty == false && error?.english.isEmpty == false)
    }
  }

  @Test("Amounts whose sum leaves what can be held are refused, not wrapped around")
  func overflow() {
    let rows = (1...2).map { line -> [String: FactValue] in
      [
        "order_number": .text("1"), "line_number": .number(Int64(line)), "ordered_on": .on("2026-01-02"), "item": .text("X"),
        "quantity": .pieces(1), "amount_incl_tax": .number(.max - 1), "amount_excl_tax": .number(1),
      ]
    }
    let trade = books([table(.salesOrderLines, rows)])
    #expect(throws: SalesAnalysisError.self) {
      try trade.analyse(SalesQuestion([.orderedInclTax], in: days("2026-01-01", "2026-01-31"), asOf: day("2026-01-31")))
    }
  }

  @Test("Every measure and dimension has a name in both languages, no two alike")
  func names() {
    #expect(Set(SalesMeasure.allCases.map(\.chineseName)).count == SalesMeasure.allCases.count)
    #expect(Set(SalesMeasure.allCases.map(\.englishName)).count == SalesMeasure.allCases.count)
    #expect(Set(SalesDimension.allCases.map(\.chineseName)).count == SalesDimension.allCases.count)
    #expect(Set(SalesDimension.allCases.map(\.englishName)).count == SalesDimension.allCases.count)
  }
}
