// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Testing

@testable import SalesAnalytics

/// Sees a member in the wrong class, an order that changes from run to run; can't see whether 80 and 95 suit a business.
@Suite("Classes by weight and by steadiness")
struct ClassTests {
  private func member(_ code: String) -> SalesMember { SalesMember(code: code, name: nil, englishName: nil) }

  @Test("The one that crosses 80 % is the last A; alike ones stand by code; nought and less are in no class")
  func abc() throws {
    let classes = try ABCClasses(
      [("D", 50), ("B", 150), ("A", 600), ("C", 150), ("E", 50), ("F", 0), ("G", -30)].map { (member($0.0), Int64($0.1)) })
    #expect(classes.whole == 1000)
    #expect(classes.entries.map(\.member.code) == ["A", "B", "C", "D", "E", "F", "G"])
    // Before C lie 75 %, before D 90 %, before E 95 % exactly.
    #expect(classes.entries.map(\.grade) == [.a, .a, .a, .b, .c, .none, .none])
    #expect(classes.entries[2].cumulativeShare == 0.9)
    #expect(classes.counts.map(\.members) == [3, 1, 1, 2] && classes.counts.map(\.value) == [900, 50, 50, -30])
  }

  @Test("Limits are the company's own; impossible ones are refused")
  func limits() throws {
    let values = [("A", 500), ("B", 300), ("C", 200)].map { (member($0.0), Int64($0.1)) }
    #expect(try ABCClasses(values, a: 500, b: 800).entries.map(\.grade) == [.a, .b, .c])
    #expect(throws: SalesAnalysisError.self) { try ABCClasses(values, a: 900, b: 800) }
  }

  @Test("Steady, wavering and erratic demand; months before the first sale do not count, two months tell nothing")
  func xyz() {
    #expect(VariabilityClass([10, 11, 9, 10]) == .x)
    #expect(VariabilityClass([0, 0, 10, 11, 9, 10]) == .x)
    // Mean 10, deviations ±8.
    #expect(VariabilityClass([2, 18, 2, 18]) == .y && VariabilityClass.variation([2, 18, 2, 18]) == 0.8)
    #expect(VariabilityClass([40, 0, 0, 0]) == .z)
    #expect(VariabilityClass([5, 5]) == .none && VariabilityClass([0, 0, 0]) == .none)
  }

  @Test("At the demo company the classes hold all of the revenue, and one of A weighs more than three of C")
  func demo() throws {
    let question = SalesQuestion([], in: days("2025-11-01", "2026-10-31"), asOf: day("2026-10-31"))
    let classes = try Demo.books.classify(.item, question)
    var ask = question
    ask.measures = [.orderedExclTax]
    #expect(classes.abc.counts.reduce(0) { $0 + $1.value } == (try Demo.books.analyse(ask).total[0].whole))
    let (a, c) = (classes.abc.counts[0], classes.abc.counts[2])
    #expect(Double(a.value) >= 0.8 * Double(classes.abc.whole))
    // One of A sells more than three of C.
    #expect(a.value / Int64(a.members) > 3 * c.value / Int64(c.members))
    #expect(classes.counts().reduce(0) { $0 + $1.members } == classes.abc.entries.count)
    #expect(classes.counts().reduce(0) { $0 + $1.value } == classes.abc.counts.reduce(0) { $0 + $1.value })
  }
}
