// SPDX-License-Identifier: Apache-2.0

import Calendars
import Formulas
import Planning
import Testing

/// Sees: contributions that do not add up, a lost source. Does not see: whether a sentence reads well.
@Suite struct ExplanationTests {
  private func month(_ text: String) throws -> PlanPeriod { .month(try #require(Month(iso: text))) }

  /// Every node whose children carry contributions: they sum to its amount.
  private func check(_ node: Explanation, amount: (Explanation) -> Double, _ seen: inout Int) {
    let shares = node.children.compactMap(\.contribution)
    if !shares.isEmpty {
      let whole = amount(node)
      #expect(abs(shares.reduce(0, +) - whole) <= 1e-9 * max(1, abs(whole)), "\(node.label)")
      seen += 1
    }
    // Only an operator may keep a change to itself; elsewhere a remainder is a hole in the explanation.
    if node.kind != .derived {
      #expect(!node.children.contains { $0.kind == .interplay }, "\(node.label) \(node.children)")
    }
    for child in node.children { check(child, amount: amount, &seen) }
  }

  @Test func everyMeasureExplainsItsValueAtLeafParentAndYear() throws {
    let engine = try SampleModel.engine()
    var seen = 0
    for measure in engine.model.measures {
      let isDaily = measure.axis == .day
      let period: PlanPeriod = isDaily ? .day(engine.calendar.day(at: 40)) : try month("2026-06")
      let leaf = engine.coordinate(
        ofRow: 1 % engine.rowCount(of: measure.id), measure: engine.model.measure(named: measure.id) ?? 0)
      for (at, period) in [(leaf, period), (.total, period), (.total, .year(2026))] {
        let node = try engine.explain(measure.id, at: at, period: period)
        #expect(node.value == (try engine.value(measure.id, at: at, period: period)))
        check(node, amount: { $0.value ?? 0 }, &seen)
      }
    }
    #expect(seen > 100)
  }

  @Test func anExplanationEndsAtInputsWithTheirSource() throws {
    let engine = try SampleModel.engine()
    let node = try engine.explain("revenue", at: ["Item": 101, "Region": 1], period: month("2026-06"))
    var sources: [InputSource] = []
    func walk(_ node: Explanation) {
      if let source = node.source { sources.append(source) }
      node.children.forEach(walk)
    }
    walk(node)
    #expect(sources.contains(.fact(kind: "sales-order-lines", key: "SO-1", batch: 7)))
  }

  @Test func contributionsSumToTheChangeAfterRandomEdits() throws {
    var random = RecalculationOracleTests.Random(state: 31)
    let suite = RecalculationOracleTests()
    var seen = 0
    for _ in 0..<20 {
      let engine = try SampleModel.engine()
      let earlier = engine.fork()
      _ = try engine.apply((0..<3).map { _ in suite.edit(&random, engine.calendar) })
      for name in [
        "cash", "margin", "margin_rate", "revenue_ytd", "stock", "purchases", "outflow", "agreed",
        "receivable",
      ] {
        let places: [(Coordinate, PlanPeriod)] = [
          (.total, try month("2027-02")), (.total, .year(2026)),
          (["Item": 101, "Region": 1], try month("2026-06")),
        ]
        for (at, period) in places {
          let node = try engine.explainChange(name, at: at, period: period, since: earlier)
          check(node, amount: \.change, &seen)
        }
      }
    }
    #expect(seen > 100)
  }

  @Test func aProductSplitsIntoPriceAndVolumeWithoutRest() throws {
    let engine = try SampleModel.engine()
    let earlier = engine.fork()
    let at: Coordinate = ["Item": 101, "Region": 1]
    let period = try month("2026-06")
    _ = try engine.apply([
      InputEdit(measure: "override", coordinate: at, period: period, value: 500, source: .person(event: 1)),
      InputEdit(
        measure: "price", coordinate: ["Item": 101], period: period, value: 120, source: .person(event: 2)),
    ])
    let node = try engine.explainChange("gross", at: at, period: period, since: earlier)
    let q0 = try #require(try earlier.value("agreed", at: at, period: period))
    let p0 = try #require(try earlier.value("price", at: at, period: period))
    let volume = try #require(node.children.first { $0.label == "agreed" }?.contribution)
    let price = try #require(node.children.first { $0.label == "price" }?.contribution)
    #expect(abs(volume - (500 - q0) * (p0 + 120) / 2) < 1e-9)
    #expect(abs(price - (120 - p0) * (q0 + 500) / 2) < 1e-9)
    let override = try #require(node.children.first { $0.label == "agreed" }?.children.first)
    #expect(override.label == "override" && override.before == nil && override.value == 500)
    #expect(override.source == .person(event: 1))
  }

  @Test func betweenTwoCapturedStates() throws {
    let engine = try SampleModel.engine()
    let before = engine.captureInputs()
    _ = try engine.apply([
      InputEdit(
        measure: "opening_cash", coordinate: .total, period: nil, value: 300_000, source: .person(event: 1))
    ])
    let after = engine.captureInputs()
    let node = try engine.explainChange("cash", at: .total, period: month("2025-10"), from: before, to: after)
    #expect(node.change == 50_000)
    #expect(node.children.first?.label == "opening_cash")
  }
}
