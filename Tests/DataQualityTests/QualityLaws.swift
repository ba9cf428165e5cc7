// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import DataQuality
import DemoCompany
import Testing

/// What holds for every batch.
/// Sees: an answer that follows the order of rows, a false alarm on what is known, a score outside its bounds. Does not see: a fault that nobody planted.
@Suite struct QualityLaws {
  static let seeds: [UInt64] = [1, 7, 42, 20_261]

  /// A batch with faults of every sort.
  private func faulty(_ random: inout Stream) -> FactTable {
    Lamps.orders(Lamps.year) { row, _ in
      switch UInt64.random(in: 0..<40, using: &random) {
      case 0: row["customer"] = nil
      case 1: row["amount_incl_tax"] = yuan(9_999_999)
      case 2: row["line_number"] = .number(1)
      case 3: row["due_on"] = .day(day("2020-01-01"))
      case 4: row["item"] = "LAMP-99"
      case 5: row["tax_amount"] = yuan(3)
      case 6: return false
      default: break
      }
      return true
    }
  }

  @Test("the order of rows decides nothing", arguments: seeds)
  func permutation(seed: UInt64) {
    var random = Stream(state: seed)
    let (batch, known) = (faulty(&random), faulty(&random))
    let codes: [FactKind: Set<String>] = [.items: Set(Lamps.items)]
    let report = Lamps.check(batch, known: known, codes: codes)
    #expect(!report.failing.isEmpty)
    for _ in 0..<3 {
      let other = Lamps.check(shuffled(batch, &random), known: shuffled(known, &random), codes: codes)
      #expect(other == report)
    }
  }

  @Test(
    "what is known already is never held: every kind of the example company, as a first import and a second time",
    arguments: [UInt64(1), 9])
  func demo(seed: UInt64) {
    let facts = DemoCompany.generate(seed: seed, today: Lamps.today)
    let known = Dictionary(uniqueKeysWithValues: facts.tables.map { ($0.kind, $0) })
    func knows(_ kind: FactKind, _ code: String) -> Bool? {
      known[kind].map { $0[$0.schema.keys[0]].texts.contains(code) || (kind == .items && $0["alias"].texts.contains(code)) }
    }
    let codes = Dictionary(uniqueKeysWithValues: facts.tables.map { table in (table.kind, Set(table[table.schema.keys[0]].texts)) })
    for batch in facts.tables where batch.rowCount > 0 {
      let rules = ShippedRules.of(batch.kind)
      let first = CheckBatch.check(batch, rules, .empty(today: Lamps.today))
      #expect(!first.isHeld, "\(batch.kind): \(first.failing)")
      let context = QualityContext(
        today: Lamps.today, known: batch, rules: rules, bankBalances: known[.bankBalances], bankTransactions: known[.bankTransactions]
      ) { kind, code in codes[kind].map { $0.contains(code) } }
      let again = CheckBatch.check(batch, rules, context)
      #expect(!again.isHeld, "\(batch.kind): \(again.failing)")
      #expect(again.outcomes.filter { $0.rule.severity == .warn && $0.state == .failed }.isEmpty, "\(batch.kind): \(again.failing)")
      #expect((again.score?.total ?? 100) >= 90, "\(batch.kind): \(again.score?.total ?? -1)")
      #expect(knows(batch.kind, "?") != true)
    }
  }

  @Test("every month of the example company's orders, receipts and bank, brought in one by one, passes without a word")
  func monthByMonth() throws {
    let facts = DemoCompany.generate(seed: 3, today: Lamps.today)
    for kind in [
      FactKind.salesOrderLines, .shipments, .invoices, .receipts, .purchaseOrderLines, .payments, .bankTransactions, .ledgerBalances,
    ] {
      let whole = try #require(facts.tables.first { $0.kind == kind })
      let time = whole[try #require(whole.schema.timeField)]
      func part(_ keep: (Month) -> Bool) -> FactTable {
        var part = FactTable(kind: kind)
        for row in 0..<whole.rowCount {
          guard let on = time.field.type == .day ? time.day(row)?.monthOf : time.month(row), keep(on) else { continue }
          let values = whole.columns.map { column -> FactValue? in
            column.field.type == .text ? column.text(row).map { .text($0) } : column.integer(row).map { .number($0) }
          }
          part.append(values, line: whole.lines[row])
        }
        return part
      }
      for back in 2...13 {
        let one = facts.historyEnd.monthOf.adding(months: -back)
        let rules = ShippedRules.of(kind)
        let context = QualityContext(today: one.lastDay.adding(days: 3), known: part { $0 < one }, rules: rules) { _, _ in nil }
        let report = CheckBatch.check(part { $0 == one }, rules, context)
        #expect(!report.isHeld, "\(kind) in \(one): \(report.failing)")
        #expect(!report.failing.contains { $0.contains(".volume.") }, "\(kind) in \(one): \(report.failing)")
      }
    }
  }

  @Test("a score lies between 0 and 100, falls with each fault, and is at most 40 where a batch is held")
  func scores() throws {
    let clean = Lamps.orders(Lamps.november)
    let fair = try #require(Lamps.check(clean, known: Lamps.orders(Lamps.year)).score)
    #expect(fair.total == 100 && fair.parts.values.allSatisfy { $0 == 100 })
    var last = fair.total
    for missing in [1, 2, 4] {
      let batch = Lamps.orders(Lamps.november) { row, index in
        if index < missing { (row["customer"], row["territory"]) = (nil, nil) }
        return true
      }
      let score = try #require(Lamps.check(batch, known: Lamps.orders(Lamps.year)).score)
      #expect(score.total < last)
      last = score.total
    }
    let rejected = CheckBatch.check(clean, ShippedRules.of(.salesOrderLines), Lamps.context(nil), rowsRead: 50, rejected: 10)
    #expect(try #require(rejected.score).parts[.completeness].map { $0 < 100 } == true, "rows that cannot be read count")
    // By hand: 完整 is customer (2), territory and due (1 each), all 1000, and rejected rows (2): 0, from a tenth on. 4000 ÷ 6 = 666.
    #expect(try #require(rejected.score).parts[.completeness] == 66)
  }

  @Test("a table without rows says nothing and stops nothing")
  func empty() {
    for kind in FactKind.allCases {
      let report = Lamps.check(FactTable(kind: kind))
      #expect(report.outcomes.allSatisfy { $0.state == .unchecked } && report.score == nil)
    }
  }
}
