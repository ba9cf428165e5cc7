// SPDX-License-Identifier: Apache-2.0
import Commerce
import DataQuality
import Testing

/// Which rules can be checked at all.
/// Sees: a rule about a field that is not there, a name that is given twice. Does not see: whether a rule is wise.
@Suite struct RuleTests {
  private func faults(_ kind: FactKind, _ check: QualityCheck, tolerated: Int = 0) -> [RuleFault] {
    QualityRule(id: "own-1", kind: kind, check: check, severity: .warn, tolerated: tolerated).faults
  }

  @Test("every kind has rules that come along, each with its own name")
  func shipped() {
    #expect(Set(ShippedRules.all.map(\.id)).count == ShippedRules.all.count)
    for kind in FactKind.allCases { #expect(!ShippedRules.of(kind).isEmpty) }
    for form in QualityCheck.Form.allCases { #expect(ShippedRules.all.contains { $0.check.form == form }, "\(form)") }
  }

  @Test("what a rule cannot look at is said, all of it")
  func refused() {
    #expect(faults(.stock, .required(field: "colour")) == [.noField("colour")])
    #expect(faults(.stock, .range(field: "item", low: .fixed(1), high: nil)) == [.wrongType(field: "item", needs: .number)])
    #expect(faults(.stock, .range(field: "quantity", low: nil, high: nil)) == [.noBound])
    #expect(faults(.stock, .range(field: "quantity", low: .fixed(2), high: .fixed(1))) == [.boundsReversed])
    #expect(faults(.stock, .range(field: "quantity", low: .daysFromToday(1), high: nil)) == [.wrongType(field: "quantity", needs: .day)])
    #expect(faults(.stock, .reference(field: "location")) == [.namesNothing("location")])
    #expect(faults(.stock, .uniqueness(fields: [])) == [.fieldCount(most: 8)])
    #expect(faults(.items, .freshness(days: 3)) == [.noDay])
    #expect(faults(.stock, .freshness(days: -1)) == [.number(name: "days", low: 0, high: 3_660)])
    #expect(faults(.stock, .balance(.zeroSum)) == [.otherKind(.ledgerBalances)])
    #expect(faults(.stock, .balance(.bankRoll)) == [.otherKind(.bankBalances)])
    #expect(
      faults(.stock, .outlier(QualityMeasure("quantity", by: "quantity"), factor: 1)) == [
        .wrongType(field: "quantity", needs: .text), .number(name: "factor", low: 2, high: 1_000_000),
      ])
    #expect(faults(.stock, .required(field: "quantity"), tolerated: 10_001) == [.number(name: "tolerated", low: 0, high: 10_000)])
    #expect(faults(.stock, .volume(low: 101, high: 99)).count == 2)
  }
}
