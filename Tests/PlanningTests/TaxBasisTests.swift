// SPDX-License-Identifier: Apache-2.0

import Formulas
import Planning
import Testing

/// Sums and differences of figures with and without tax. Sees: a mix that is not said, and one that is said of a tax amount, of a conversion or of
/// what states no basis.
@Suite struct TaxBasisTests {
  private static let head = """
    dimension Item 物料 "Item"
    input orders 订单额 "Orders" [Item, month] 元
      basis: 含税
    input cost 成本 "Cost" [Item, month] 元
      basis: 不含税
    input fee 费用 "Fee" [Item, month] 元
    input rate 税率 "Rate" [Item] %
    measure contracts 合同额 "Contracts" [Item, month] 元
      basis: 不含税
      = orders / (1 + rate)
    measure signed 签约额 "Signed" [Item, month] 元
      basis: 不含税
      = lag(contracts, 1)

    """

  /// Findings of a measure with this formula: place in its line, and subject.
  private func found(_ formula: String, axes: String = "Item, month", basis: String = "none") throws -> [String] {
    let text = Self.head + "measure wanted 所求 \"Wanted\" [\(axes)] 元\n  basis: \(basis)\n  = \(formula)\n"
    let model = PlanningModel.check(ModelText.parse(text))
    #expect(model.isUsable, "\(model.findings)")
    let mixes = model.findings.filter { $0.code == .taxBasesMixed }
    #expect(mixes.allSatisfy { $0.severity == .warning && !$0.advice.chinese.isEmpty && !$0.hint.isEmpty })
    return mixes.map { "\($0.place.line):\($0.place.column) \($0.subject)" }
  }

  @Test("orders with tax less cost without it is neither: it is said where it stands, with what to do")
  func mixed() throws {
    #expect(try found("orders - cost") == ["16:12 orders, cost"])
    #expect(try found("cost + orders", basis: "不含税") == ["16:10 orders, cost"])
    #expect(try found("sum(orders over Item) - max(0, prev(sum(cost over Item)))", axes: "month").count == 1)
    #expect(try found("if orders > fee then orders - cost else cost - lag(orders, 1)").count == 2)
    #expect(try found("rollforward(actual: 0, + orders, - cost)").count == 1)
    #expect(try found("(orders - cost) * rate").count == 1, "inside a product")
    let text = Self.head + "measure wanted 所求 \"Wanted\" [Item, month] 元\n  = orders - cost\n"
    let finding = try #require(PlanningModel.check(ModelText.parse(text)).findings.first { $0.code == .taxBasesMixed })
    #expect(finding.message(inChinese: true).contains("除以（1 + 税率）") && finding.message(inChinese: false).contains("1 + tax rate"))
  }

  @Test("the tax itself, what was converted, and what states no basis are said nothing of")
  func notMixed() throws {
    for formula in [
      "orders / (1 + rate) - cost", "orders - contracts", "orders - signed", "contracts - cost", "orders - fee", "cost + fee - orders",
      "orders - cost * (1 + rate)", "orders * rate - cost", "max(orders, cost)", "0 - cost",
    ] {
      #expect(try found(formula).isEmpty, "\(formula)")
    }
  }
}
