// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import FinancialPlanning
import Journal
import Planning
import Quantities
import Testing

@testable import PlanningCycle

/// Sees words of payment terms that the plan does not follow: another day, another share, a bill as cash, an open invoice due on a guessed day.
/// Does not see whether a partner keeps them.
@Suite("Payment terms in the plan")
struct TermsStories {
  /// The small company with some of its tables replaced or added to.
  static func workspace(_ tables: [FactTable]) throws -> Workspace {
    let company = try SmallCompany()
    for (number, table) in tables.enumerated() {
      let draft = EventDraft(kind: "facts.recorded", actor: .system, idempotencyKey: "more-\(number)")
      _ = try company.store.record(
        FactBatch(table: table, recordedOn: SmallCompany.today), for: draft, at: company.workspace.environment.now())
    }
    return try company.restarted()
  }

  static func supplier(_ terms: String) -> FactTable {
    SmallCompanyFacts.table(.suppliers, [["code": "S1", "name": "电机厂", "terms": .text(terms)]])
  }

  /// Days and amounts above zero of a measure of the motor.
  static func days(_ plan: PlanState, _ measure: String, _ engine: PlanEngine? = nil) throws -> [(day: Day, amount: Double)] {
    let motor = plan.sources.members.items[try #require(plan.sources.catalogue.itemIndex("MOTOR"))]
    let values = try (engine ?? plan.engine).values(measure, at: ["Item": motor])
    return values.enumerated().filter { $0.element > 0 }.map { (plan.calendar.firstDay.adding(days: $0.offset), $0.element) }
  }

  @Test("Words that one rule of numbers can say become numbers; purchases are paid on the 10th after the statement, or the next bank day")
  func asNumbers() throws {
    let plan = try Self.workspace([Self.supplier("月结30天 截止25 付款日10")]).plan
    let supplier = plan.sources.members.suppliers[0]
    for (measure, value) in [("term_cutoff_day", 25.0), ("term_days", 30), ("term_pay_day", 10)] {
      #expect(try plan.engine.value(measure, at: ["Supplier": supplier], period: nil) == value)
    }
    let paid = try Self.days(plan, "supplier_transfers")
    #expect(!paid.isEmpty)
    for (day, _) in paid {
      let tenth = day.monthOf.firstDay.adding(days: 9)
      #expect(day == WorkingDays.china.nextWorkday(onOrAfter: tenth), "\(day)")
    }
  }

  @Test("Words that numbers cannot say are followed part by part; a number that somebody types takes their place")
  func literally() throws {
    let words = "预付30% 验收40% 60天 银承50% 6个月 质保30% 3个月"
    let plan = try Self.workspace([Self.supplier(words)]).plan
    let agreement = try #require(PaymentAgreement.read(words).agreement)
    let receipts = try Self.days(plan, "purchases_payable")
    let last = plan.calendar.day(at: plan.calendar.dayCount - 1)
    var expected: [String: [Day: Double]] = [:]
    for (day, amount) in receipts {
      // Released so many working days before the goods are there.
      var ordered = day
      var left = 10
      while left > 0 {
        if WorkingDays.china.isWorkday(ordered) { left -= 1 }
        ordered = ordered.adding(days: -1)
      }
      while !WorkingDays.china.isWorkday(ordered) { ordered = ordered.adding(days: -1) }
      // What should have been ordered before the plan begins is ordered on its first day.
      ordered = max(ordered, plan.calendar.firstDay)
      let anchors = Dictionary(uniqueKeysWithValues: TermsAnchor.allCases.map { ($0, $0 == .order ? ordered : day) })
      let money = Amount(minorUnits: hundredths(amount), currency: .cny)
      for payment in try agreement.schedule(money, anchors: anchors, bankDays: .china) {
        let measure = payment.bill == nil ? "supplier_transfers" : "supplier_bills"
        if payment.settledOn <= last {
          expected[measure, default: [:]][payment.settledOn, default: 0] += Double(payment.amount.minorUnits) / 100
        }
        guard payment.bill != nil, payment.cashOn <= last else { continue }
        expected["supplier_bills_paid", default: [:]][payment.cashOn, default: 0] += Double(payment.amount.minorUnits) / 100
      }
    }
    #expect(expected.count == 3)
    for (measure, wanted) in expected {
      var found: [Day: Double] = [:]
      for (day, amount) in try Self.days(plan, measure) { found[day] = amount }
      #expect(found.keys.sorted() == wanted.keys.sorted(), "\(measure)")
      for (day, amount) in wanted {
        let difference: Double = abs((found[day] ?? 0) - amount)
        #expect(difference < 0.05, "\(measure) \(day)")
      }
    }
    let typed = plan.engine.fork()
    _ = try typed.apply([
      InputEdit(
        measure: "term_days", coordinate: ["Supplier": plan.sources.members.suppliers[0]], period: nil, value: 15, source: .constant)
    ])
    #expect(try Self.days(plan, "supplier_bills", typed).isEmpty)
    #expect(try Self.days(plan, "supplier_transfers", typed).map(\.amount).reduce(0, +) > 0)
  }

  @Test("Words that cannot be read leave the numbers beside them in force")
  func unreadable() throws {
    let terms = SmallCompanyFacts.table(
      .paymentTerms, [["code": "NET30", "name": "月结30天", "text": "月结30天 截止40", "days": .number(45)]])
    let plan = try Self.workspace([terms]).plan
    #expect(try plan.engine.value("term_days", at: ["Supplier": plan.sources.members.suppliers[0]], period: nil) == 45)
  }

  @Test(
    "Customers pay what they agreed, each by its weight, unless somebody gave a profile; open invoices without a due day are due part by part"
  )
  func customers() throws {
    let customers = SmallCompanyFacts.table(
      .customers,
      [
        ["code": "C1", "name": "东方百货", "territory": "EAST", "terms": "月结30天 截止25 付款日10"],
        ["code": "C2", "name": "南方商场", "territory": "SOUTH", "terms": "发货40% 验收60% 20天 银承50% 3个月"],
      ])
    let noProfile = SmallCompanyFacts.table(.drivers, [["name": "collection_profile_1", "value": .number(0)]])
    let invoices = SmallCompanyFacts.table(
      .invoices,
      [("I1", "C1", "2026-10-20"), ("I2", "C2", "2026-10-30")].map { number, customer, on in
        [
          "invoice_number": .text(number), "line_number": .number(1), "customer": .text(customer), "invoiced_on": .day(day(on)),
          "amount_incl_tax": SmallCompanyFacts.yuan(1_000), "amount_excl_tax": SmallCompanyFacts.yuan(885), "item": "FAN-1",
        ]
      })
    let plan = try Self.workspace([customers, noProfile, invoices]).plan
    func days(_ measure: String, _ region: String) throws -> [(day: Day, amount: Double)] {
      let id = plan.sources.members.regions[try #require(plan.sources.catalogue.regionIndex(region))]
      return try plan.engine.values(measure, at: ["Region": id]).enumerated().filter { $0.element != 0 }
        .map { (plan.calendar.firstDay.adding(days: $0.offset), $0.element) }
    }
    let due = try days("receivables_due", "EAST") + days("receivables_due", "SOUTH")
    let texts: [String] = due.map { part in "\(part.day) \(hundredths(part.amount))" }
    let expected: [String] = [
      "2026-12-10 100000", "2026-11-07 10000", "2026-11-14 10000", "2026-11-19 60000", "2026-11-21 10000", "2026-11-28 10000",
    ]
    #expect(texts == expected)
    for (day, _) in try days("collections", "EAST") {
      #expect(day == WorkingDays.china.nextWorkday(onOrAfter: day.monthOf.firstDay.adding(days: 9)), "\(day) is the 10th")
    }
    func total(_ measure: String) throws -> Double { try days(measure, "SOUTH").reduce(0) { $0 + $1.amount } }
    let (billed, bills, all) = (try total("billing_day"), try total("bills_received"), try total("collections"))
    let isHalfOfTheRest = bills > 0.25 * billed && bills < 0.3 * billed + 1_000
    #expect(isHalfOfTheRest, "half of the sixty per cent, less what comes behind the plan")
    #expect(all <= billed + 1_000)
  }
}
