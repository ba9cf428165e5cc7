// SPDX-License-Identifier: Apache-2.0
import Calendars
import Foundation
import Planning
import Testing

/// Random edits of every input; the seed is the test's argument.
struct RandomEdits {
  private var state: UInt64

  init(seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }

  /// How many edits a test makes; `TONGPIN_EDITS` asks for the long proof.
  static func count(otherwise count: Int) -> Int {
    ProcessInfo.processInfo.environment["TONGPIN_EDITS"].flatMap(Int.init) ?? count
  }

  /// One edit of a random input: emptied, scaled, or set to a number that fits its unit.
  mutating func edit(_ company: SampleCompany) throws {
    // A bank line alone, without the balance it leads to, is a fault that `cash_flow_check` must show: the test below.
    let inputs = company.engine.model.measures.filter { $0.kind == .input && !$0.id.hasPrefix("actual_cash_") }
    let measure = inputs[next(inputs.count)]
    let rows = SampleCompany.leaves(measure.dimensions)
    let members = rows[next(rows.count)]
    let period: PlanPeriod?
    switch measure.axis {
    case .none: period = nil
    case .month: period = .month(company.calendar.month(at: next(company.calendar.monthCount)))
    case .day: period = .day(company.calendar.day(at: next(company.calendar.dayCount)))
    }
    let old = try company.engine.value(measure.id, at: Coordinate(members), period: period)
    var value: Double? = number(for: measure.id)
    switch next(8) {
    case 0: value = nil
    case 1...4: if let old, old != 0 { value = old * Double(50 + next(100)) / 100 }
    default: break
    }
    try company.edit(measure.id, members, period, value)
  }

  private mutating func number(for measure: String) -> Double {
    if measure.hasSuffix("_rate") || measure.hasSuffix("_share") || measure.hasSuffix("_profile") {
      return Double(next(30)) / 100
    }
    if measure.hasSuffix("_weight") || measure == "conversion_in_departments" { return Double(next(2)) }
    if measure == "bonus_month" || measure == "term_months" { return Double(next(3)) }
    if measure == "forecast_spreading" || measure == "forecast_rounding" { return Double(next(5)) }
    if measure == "consume_forward_first" { return Double(next(2)) }
    if measure == "lead_time" || measure.hasSuffix("_day") || measure.hasSuffix("_days") {
      return Double(next(31))
    }
    if measure.contains("cash") || measure.contains("capex") || measure.contains("loan") {
      return Double(next(40_000))
    }
    return Double(next(4_000)) / 8
  }
}

/// Sees an edit whose consequences stop short or go astray, and a flow that only balances in the company it was written for.
@Suite("Edits of the manufacturing plan")
struct RandomEditTests {
  @Test("A bank line of a closed month that its balances do not know fails the check of the cash flow, by its amount")
  func bankAgainstLedger() throws {
    let company = try SampleCompany()
    try company.fillWhole()
    company.engine.calculate()
    #expect(company.engine.checks().allSatisfy { $0.name != "cash_flow_check" || $0.passes })
    let month = PlanPeriod.month(company.calendar.cutoff)
    // Without the balance before nothing can be said; with it, the lines of the month must be the difference.
    _ = try company.edit("actual_cash", [:], .month(company.calendar.cutoff.adding(months: -1)), 30_000)
    #expect(company.engine.checks().allSatisfy { $0.name != "cash_flow_check" || $0.passes })
    let change =
      (try company.engine.value("cash", at: .total, period: month) ?? 0)
      - (try company.engine.value("cash", at: .total, period: .month(company.calendar.cutoff.adding(months: -1))) ?? 0)
    _ = try company.edit("actual_cash_in_sales", [:], month, 4_200)
    let check = try #require(company.engine.checks().first { $0.name == "cash_flow_check" })
    #expect(check.failures.first?.value == 4_200 - change && check.failureCount == 1)
  }

  @Test(
    "After every edit the plan balances and equals a calculation from scratch, bit for bit",
    arguments: [1, 2, 3])
  func incrementalEqualsFromScratch(seed: Int) throws {
    // One of the seeds pays and asks in advance: there, what happens later moves what is paid before.
    let company = try SampleCompany(asksAdvances: seed == 3)
    try seed == 3 ? company.fillAdvances() : company.fillWhole()
    company.engine.calculate()
    var edits = RandomEdits(seed: seed)
    for number in 1...RandomEdits.count(otherwise: 100) {
      try edits.edit(company)
      let edited = company.written.last.map { "\($0.measure) \($0.members) \($0.first) = \($0.values)" } ?? ""
      for check in company.engine.checks() where !["backlog_check", "staff_check"].contains(check.name) {
        #expect(check.passes, "edit \(number): \(edited): \(check.name) \(check.failures.prefix(2))")
      }
      let scratch = company.engine.fork()
      scratch.calculate()
      let (now, fresh) = (try company.bits(of: company.engine), try company.bits(of: scratch))
      for (index, measure) in company.engine.model.measures.enumerated() {
        #expect(now[index] == fresh[index], "edit \(number): \(edited): \(measure.id)")
      }
    }
  }
}
