// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import DataQuality
import Testing

/// Each check against faults that were planted.
/// Sees: a fault that passes, an honest row that fails, a count or an example that is not that of the fault. Does not see: what becomes of the batch.
@Suite struct CheckTests {
  @Test("what is required is missing in three rows: they are counted and named by line and key")
  func required() {
    let batch = Lamps.orders(Lamps.november) { row, index in
      if index % 15 == 4 { row["customer"] = nil }
      return true
    }
    let outcome = Lamps.check(batch, .required(field: "customer"))
    #expect(outcome.state == .failed && outcome.checked == 40 && outcome.failed == 3)
    #expect(outcome.examples.map(\.line) == [6, 21, 36])
    #expect(outcome.examples[0].key == "经销 / SO-2026-11 / 5" && outcome.examples[0].value.isEmpty)
    #expect(Lamps.check(batch, .required(field: "customer"), tolerated: 750).state == .passed, "three of forty are 7.5 %")
    #expect(Lamps.check(batch, .required(field: "customer"), tolerated: 749).state == .failed)
  }

  @Test("a day of another century and an amount below nought lie out of range; a bound itself lies within; days are counted from today")
  func range() {
    let batch = Lamps.orders(Lamps.november) { row, index in
      if index == 7 { row["ordered_on"] = .day(day("2206-11-08")) }
      if index == 8 { row["ordered_on"] = .day(Lamps.today.adding(days: 366)) }
      if index == 9 { row["amount_incl_tax"] = yuan(-3) }
      return true
    }
    let days = Lamps.check(batch, .range(field: "ordered_on", low: .fixed(7_305), high: .daysFromToday(366)))
    #expect(
      days.failed == 1 && days.examples == [FailingRow(line: 9, key: "经销 / SO-2026-11 / 8", value: "2206-11-08", expected: "2027-11-24")])
    let money = Lamps.check(batch, .range(field: "amount_incl_tax", low: .fixed(0), high: nil))
    #expect(money.failed == 1 && money.examples.map(\.value) == ["-3.00"] && money.examples.map(\.expected) == ["0.00"])
  }

  @Test("codes that nobody knows are counted by row; where nothing of a kind is known, nothing is said")
  func references() {
    let batch = Lamps.orders(Lamps.november) { row, index in
      if index < 2 { row["item"] = "TYPO" }
      return true
    }
    let known = Lamps.check(batch, .reference(field: "item"), codes: [.items: Set(Lamps.items)])
    #expect(known.failed == 2 && known.checked == 40 && known.examples.map(\.value) == ["TYPO", "TYPO"])
    #expect(Lamps.check(batch, .reference(field: "item")).state == .unchecked)
    let report = Lamps.check(batch, codes: [.items: Set(Lamps.items)])
    #expect(report.coverage.newCodes == [BatchCoverage.NewCodes(field: "item", count: 1, examples: ["TYPO"])])
  }

  @Test("two rows with one key that differ fail, both; a row that is repeated word by word does not")
  func uniqueness() {
    let batch = Lamps.orders(Lamps.november, items: 1...4) { row, index in
      if index == 2 { row["line_number"] = .number(1) }
      return true
    }
    let keys: QualityCheck = .uniqueness(fields: ["channel", "order_number", "line_number"])
    let outcome = Lamps.check(batch, keys)
    #expect(outcome.failed == 2 && outcome.examples.map(\.line) == [2, 4])
    var twice = Lamps.orders(Lamps.november, items: 1...4)
    let again = Lamps.orders(Lamps.november, items: 1...4)
    for row in 0..<4 {
      twice.append(
        again.columns.map { column in
          column.field.type == .text ? column.text(row).map { .text($0) } : column.integer(row).map { .number($0) }
        }, line: Int32(row + 10))
    }
    #expect(Lamps.check(twice, keys).state == .passed)
    let customers = table(
      .customers,
      [["code": "C1", "name": "东方"], ["code": "C2", "name": "东方"], ["code": "C3"], ["code": "C4"], ["code": "C5", "name": "南方"]])
    let names = Lamps.check(customers, .uniqueness(fields: ["name"]))
    #expect(names.failed == 2 && names.checked == 3, "who has no name has none in common")
  }

  @Test("what ends too long ago is stale")
  func freshness() {
    let batch = Lamps.orders(Lamps.year)
    let newest = day("2026-10-20")
    #expect(Lamps.check(batch, .freshness(days: newest.distance(to: Lamps.today))).state == .passed)
    let stale = Lamps.check(batch, .freshness(days: newest.distance(to: Lamps.today) - 1))
    #expect(stale.state == .failed && stale.examples == [FailingRow(line: 0, key: "", value: "2026-10-20", expected: "2026-10-21")])
  }

  @Test("net and tax that are not the gross, a price that is not the amount, a day before another, a list of parts that holds itself")
  func balances() {
    let batch = Lamps.orders(Lamps.november) { row, index in
      row["price_incl_tax"] = .number(Int64(Lamps.unitPrice(index % 40 + 1)) * 1_130_000)
      if index == 0 { row["tax_amount"] = yuan(1) }
      if index == 1 { row["price_incl_tax"] = price(1) }
      if index == 2 { row["due_on"] = .day(day("2026-10-01")) }
      if index == 3 { row["tax_amount"] = nil }
      return true
    }
    let taxes = Lamps.check(
      batch, .balance(.sum(parts: ["amount_excl_tax", "tax_amount"], total: "amount_incl_tax", within: 2)))
    #expect(taxes.failed == 1 && taxes.checked == 39 && taxes.examples.map(\.line) == [2])
    let prices = Lamps.check(
      batch, .balance(.product(quantity: "quantity", price: "price_incl_tax", amount: "amount_incl_tax", within: 0)))
    #expect(prices.failed == 1 && prices.examples.map(\.line) == [3])
    let order = Lamps.check(batch, .balance(.order(first: "ordered_on", last: "due_on")))
    #expect(order.failed == 1 && order.examples.map(\.line) == [4])
    let bill = table(
      .billOfMaterials,
      [["assembly": "A", "component": "B", "quantity_per": pieces(1)], ["assembly": "B", "component": "B", "quantity_per": pieces(1)]])
    let report = Lamps.check(bill)
    #expect(report.stops.map(\.rule.id) == ["bill-of-materials.balance.itself"] && report.stops[0].examples.map(\.line) == [3])
  }

  @Test("a month cut off in the middle, and one told three times, stand out; a month told again, an open month and a quiet season do not")
  func volume() {
    let known = Lamps.orders(month("2025-11")...month("2026-09"))
    let volume: QualityCheck = .volume(low: 60, high: 200)
    let october = month("2026-10")...month("2026-10")
    #expect(Lamps.check(Lamps.orders(october), volume, known: known).state == .passed)
    let cut = Lamps.check(Lamps.orders(october, items: 1...15), volume, known: known)
    #expect(cut.state == .failed && cut.examples == [FailingRow(line: 0, key: "2026-10", value: "15", expected: "40")])
    var many = Lamps.orders(october)
    for mark in ["A", "B"] {
      let more = Lamps.orders(october, mark: mark)
      for row in 0..<more.rowCount {
        many.append(
          more.columns.map { column in
            column.field.type == .text ? column.text(row).map { .text($0) } : column.integer(row).map { .number($0) }
          }, line: 0)
      }
    }
    #expect(Lamps.check(many, volume, known: known).examples.map(\.value) == ["120"])
    #expect(Lamps.check(Lamps.orders(Lamps.november, items: 1...3), volume, known: known).state == .unchecked, "November is not over")
    #expect(Lamps.check(Lamps.orders(month("2026-05")...month("2026-05"), items: 1...20), volume, known: known).state == .unchecked)
  }

  @Test("rows without a day have no months, and nothing is said of how many there are")
  func withoutDays() {
    let deals = table(.deals, [["code": "D-1", "stage": "报价"], ["code": "D-2", "stage": "报价"]])
    for check in [QualityCheck.volume(low: 60, high: 200), .freshness(days: 3)] {
      #expect(Lamps.check(deals, check, known: deals).state == .unchecked)
    }
  }

  @Test("a slip of the pen stands out against the item's own past, and in a first import against the batch itself; a dear item does not")
  func outliers() {
    let price: QualityCheck = .outlier(QualityMeasure("amount_incl_tax", per: "quantity", by: "item"), factor: 5)
    let typo = Lamps.orders(Lamps.november) { row, index in
      if index == 11, case .number(let amount)? = row["amount_incl_tax"] { row["amount_incl_tax"] = .number(amount * 10) }
      return true
    }
    let outcome = Lamps.check(typo, price, known: Lamps.orders(Lamps.year))
    #expect(outcome.failed == 1 && outcome.checked == 40)
    // 200 × 1.13 a piece.
    #expect(outcome.examples.map(\.expected) == ["226"] && outcome.examples.map(\.value) == ["2260"])
    let first = Lamps.orders(Lamps.year) { row, index in
      if index == 11, case .number(let amount)? = row["amount_incl_tax"] { row["amount_incl_tax"] = .number(amount / 10) }
      return true
    }
    #expect(Lamps.check(first, price).failed == 1)
    #expect(Lamps.check(typo, price).state == .unchecked, "one value an item says nothing of what is usual")
  }

  @Test("a file in another unit is held, up or down, with the factor to be seen; one item whose price changed, or another mix, is not")
  func scales() {
    let known = Lamps.orders(Lamps.year)
    for times: Int64 in [100, 1_000, 10_000] {
      let report = Lamps.check(Lamps.orders(Lamps.november, times: times), known: known)
      #expect(
        report.stops.map(\.rule.id) == [
          "sales-order-lines.scale.amount_incl_tax-per-quantity", "sales-order-lines.scale.amount_excl_tax-per-quantity",
        ])
      #expect(report.stops[0].examples.count == RuleOutcome.exampleLimit && (report.score?.total ?? 100) <= QualityScore.heldLimit)
    }
    let small = Lamps.orders(Lamps.november) { row, _ in
      for field in ["amount_incl_tax", "amount_excl_tax", "tax_amount"] {
        if case .number(let amount)? = row[field] { row[field] = .number(amount / 100) }
      }
      return true
    }
    #expect(Lamps.check(small, known: known).isHeld)
    let few = Lamps.orders(Lamps.november) { row, index in
      if index < 15, case .number(let amount)? = row["amount_incl_tax"] { row["amount_incl_tax"] = .number(amount * 10_000) }
      return true
    }
    #expect(!Lamps.check(few, known: known).isHeld, "a third of the rows is a fault of rows, not of the unit")
    #expect(!Lamps.check(Lamps.orders(Lamps.november, items: 38...40), known: known).isHeld, "the dearest alone are another mix")
    #expect(!Lamps.check(Lamps.orders(Lamps.november, times: 10_000)).isHeld, "nothing is known to hold it against")
  }
}
