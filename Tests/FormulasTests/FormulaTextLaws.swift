// SPDX-License-Identifier: Apache-2.0

import Formulas
import Testing

/// Sees: a formula that changes its meaning when it is written and read again. Does not see: what it calculates.
@Suite struct FormulaTextLaws {
  @Test(arguments: [
    "a + b * c - d / e", "(a + b) * (c - d)", "a - (b - c)", "a / (b * c)", "-a * -b", "-(a + b)",
    "if a > 0 and not (b = c or d <> e) then a else if b < 1 then 5% else 0",
    "rollforward(open: y, + a, - b * 2)", "rollforward(actual: z, + a, - (b + c))", "movingsum(x, -2..0)",
    "sum(x over Item, Region)", "sum(x * p by Item.Family)", "discount[by Item.Family]", "Item.supplier.term",
    "lag(x, Item.lead_months, else: same)", "cumulate(x, reset: year)", "Item.kind = \"采购\"", "a <= b",
    "1200.50 * 0.13", "(if a > 0 then 1 else 2) * 3", "monthly(x, take: last)", "销量 * 单价",
  ])
  func writingAndReadingKeepsTheTree(text: String) throws {
    let first = ModelText.formula(text)
    #expect(first.findings == [])
    let tree = try #require(first.formula)
    let written = FormulaText.write(tree)
    let again = try #require(ModelText.formula(written).formula, "\(written)")
    #expect(FormulaText.write(again) == written)
    #expect(shape(tree) == shape(again))
  }

  /// The tree without places, in full brackets.
  private func shape(_ formula: Formula) -> String {
    switch formula {
    case .number(let value, _, _): "\(value)"
    case .text(let text, _): text
    case .name(let name, _): name
    case .path(let path, _): path.joined(separator: ".")
    case .mapped(let name, let path, _): "\(name)[\(path)]"
    case .negative(let inner, _): "-(\(shape(inner)))"
    case .not(let inner, _): "!(\(shape(inner)))"
    case .binary(let sign, let left, let right, _): "(\(shape(left))\(sign.rawValue)\(shape(right)))"
    case .choice(let a, let b, let c, _): "?(\(shape(a)),\(shape(b)),\(shape(c)))"
    case .call(let call):
      call.name
        + call.arguments.map { argument in
          let value =
            switch argument.value {
            case .formula(let formula): shape(formula)
            case .window(let lower, let upper): "\(lower)..\(upper)"
            }
          return "\(argument.label ?? "")\(argument.isSubtracted)\(value)"
        }.joined(separator: ";")
    }
  }

  @Test func fullWidthSignsMeanTheSame() throws {
    let wide = try #require(ModelText.formula("（a ＋ b）× c ÷ 2").formula)
    #expect(FormulaText.write(wide) == "(a + b) * c / 2")
  }

  @Test func namesAreShownInTheReadersLanguage() throws {
    let tree = try #require(ModelText.formula("agreed * price").formula)
    #expect(FormulaText.write(tree) { ["agreed": "共识预测", "price": "单价"][$0] ?? $0 } == "共识预测 * 单价")
  }

  @Test func everyStatementIsReadOnItsOwn() {
    let parsed = ModelText.parse(
      "measure a [month] = 1 +\nmeasure b [month] = 2\ninput c month]\ninput d [month]")
    #expect(parsed.measures.map(\.names.id) == ["b", "d"])
    #expect(parsed.findings.map(\.place.line) == [1, 3])
  }

  @Test func namesUnitsAndAttributesArrive() throws {
    let parsed = ModelText.parse(
      "input p 单价 \"Unit price\" [Item, month] 元/件\n  blank: missing good: up // note\n")
    #expect(parsed.findings == [])
    let measure = try #require(parsed.measures.first)
    #expect(measure.names.chinese == "单价" && measure.names.english == "Unit price")
    #expect(measure.unit.factors.map(\.symbol) == ["元", "件"])
    #expect(measure.attributes.map(\.key) == ["blank", "good"])
  }
}
