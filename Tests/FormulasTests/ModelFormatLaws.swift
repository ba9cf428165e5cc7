// SPDX-License-Identifier: Apache-2.0

import Formulas
import Foundation
import Testing

/// Sees: a format that changes what a model says, loses a comment, or is not stable. Does not see: whether it is beautiful.
@Suite struct ModelFormatLaws {
  private struct Random {
    var state: UInt64
    mutating func next(_ bound: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((z ^ (z >> 31)) >> 33) % bound
    }
    mutating func pick(_ words: [String]) -> String { words[next(words.count)] }
  }

  // MARK: a model without places

  private func describe(_ names: Names) -> String { "\(names.id)|\(names.chinese ?? "")|\(names.english ?? "")" }

  private func describe(_ formula: Formula?) -> String {
    switch formula {
    case nil: ""
    case .number(let value, _, _)?: "\(value)"
    case .text(let text, _)?: "'\(text)'"
    case .name(let name, _)?: name
    case .path(let path, _)?: path.joined(separator: ".")
    case .mapped(let name, let path, _)?: "\(name)[\(path)]"
    case .negative(let inner, _)?: "-(\(describe(inner)))"
    case .not(let inner, _)?: "!(\(describe(inner)))"
    case .binary(let sign, let left, let right, _)?: "(\(describe(left))\(sign.rawValue)\(describe(right)))"
    case .choice(let a, let b, let c, _)?: "?(\(describe(a)),\(describe(b)),\(describe(c)))"
    case .call(let call)?:
      call.name + "<" + call.arguments.map(describe).joined(separator: ";") + ">" + describe(call.scope)
    }
  }

  private func describe(_ argument: FunctionArgument) -> String {
    let value: String =
      switch argument.value {
      case .formula(let formula): describe(formula)
      case .window(let lower, let upper): "\(lower)..\(upper)"
      }
    return "\(argument.label ?? "")\(argument.isSubtracted)\(value)"
  }

  private func describe(_ scope: AggregationScope?) -> String {
    switch scope {
    case nil: ""
    case .over(let paths, _)?: "over\(paths)"
    case .by(let path, _)?: "by\(path)"
    }
  }

  private func describe(_ unit: UnitText) -> String {
    unit.isPercent ? "%" : unit.factors.map { ($0.isDivided ? "/" : "*") + $0.symbol }.joined()
  }

  private func describe(_ model: ParsedModel) -> [String] {
    var lines = [model.name.map(describe) ?? "", "\(model.findings.map(\.detail))"]
    lines += (model.units + model.sections).map(describe)
    for dimension in model.dimensions {
      lines.append(describe(dimension.names) + "\(String(describing: dimension.numbers))")
      lines += dimension.hierarchies.map { describe($0.names) + ":" + $0.levels.map(describe).joined(separator: ",") }
      for property in dimension.properties {
        let kind: String =
          switch property.kind {
          case .number(let unit): "number" + describe(unit)
          case .text: "text"
          case .reference(let target): target
          }
        lines.append(describe(property.names) + kind)
      }
    }
    for measure in model.measures {
      lines.append("\(measure.kind) " + describe(measure.names) + "\(measure.axes.map(\.path))" + describe(measure.unit))
      lines += measure.attributes.map { "\($0.key):\($0.value):\($0.isQuoted):" + describe($0.argument) }
      lines.append("=" + describe(measure.formula) + " in \(measure.section ?? -1)")
      lines += measure.scoped.map { "where " + describe($0.condition) + ":" + describe($0.formula) }
    }
    for call in model.calls {
      lines.append("\(call.results.map { $0?.id ?? "_" })\(call.name)" + call.arguments.map(describe).joined(separator: ";"))
    }
    for totals in model.totals {
      lines.append(describe(totals.names) + "\(totals.axes.map(\.path))\(totals.measures.map(\.name)) at \(totals.position)")
    }
    for loop in model.loops {
      lines.append(describe(loop.names) + "\(loop.variables.map(\.name))\(loop.tolerance)\(loop.limit)")
    }
    return lines
  }

  private func comments(in text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      line.range(of: "//").map { line[$0.lowerBound...].trimmingCharacters(in: .whitespaces) }
    }
  }

  private func check(_ text: String, _ where: String) {
    let once = ModelFormat.format(text)
    #expect(ModelFormat.format(once) == once, "not stable: \(`where`)\n\(text)")
    #expect(describe(ModelText.parse(once)) == describe(ModelText.parse(text)), "says something else: \(`where`)\n\(text)\n\(once)")
    #expect(comments(in: once).sorted() == comments(in: text).sorted(), "comments: \(`where`)\n\(text)\n\(once)")
  }

  // MARK: generated models

  private func formula(_ random: inout Random, _ depth: Int) -> String {
    let next = depth + 1
    if depth > 4 || random.next(3) == 0 {
      return random.pick(["a", "销量", "12", "5%", "1e-9", "Item.cost", "rate[by Item.Family]", "prev(a)", "month.number"])
    }
    func inner() -> String { formula(&random, next) }
    switch random.next(9) {
    case 0: return inner() + random.pick([" + ", "+", " -\n    ", " * ", "/ "]) + inner()
    case 1: return "(" + inner() + random.pick([" - ", " / ", "  +  "]) + inner() + ")"
    case 2: return "if " + inner() + " > " + inner() + " then " + inner() + " else " + inner()
    case 3: return "-" + "(" + inner() + ")"
    case 4: return "max(0 ,  " + inner() + ")"
    case 5: return "sum(" + inner() + " over Region,Item)"
    case 6: return "rollforward(open: " + inner() + ", + a,- (" + inner() + "))"
    case 7: return "movingsum(" + inner() + ", -2..0)"
    default: return "lag(" + inner() + ",1 , else: same)"
    }
  }

  private func statement(_ random: inout Random, _ number: Int) -> String {
    let comment = random.next(3) == 0 ? "   // 注 \(number)" : ""
    switch random.next(10) {
    case 0: return "section s\(number) \"Part \(number)\"" + comment
    case 1: return "unit u\(number)" + comment
    case 2:
      return
        "dimension D\(number) 维\(number)\(comment)\n  property  cost : number 元/件\n\n   // levels\n  hierarchy  h: Family 族 , Category\n  property kind: text"
    case 3: return "dimension N\(number) : 0..3" + comment
    case 4: return "totals t\(number) 合计 [Item.Family,month] : a,b ,\n   c" + comment
    case 5: return "loop l\(number) ( a,b )" + random.pick(["", " until 1e-6", " until 0.001 max 20"]) + comment
    case 6: return "( r\(number) , _ ) =  op( x : \(formula(&random, 2)), y: 3)" + comment
    case 7:
      return "input i\(number) 输入 \"Input\" [ Item,month ]" + random.pick(["", " 元/件", " %"]) + "\n  blank : missing  note: \"a, b\""
        + comment
    default:
      var text = "measure m\(number) \"M \(number)\" [Item , month] 元" + comment
      if random.next(2) == 0 { text += "\n    total: ratio(a / b)  // why\n time: last good: down" }
      if random.next(4) == 0 { text += "\n  // 整行注释" }
      text += "\n  =  " + formula(&random, 0)
      if random.next(3) == 0 { text += "   // 尾" }
      if random.next(3) == 0 { text += "\n  where  Item = \"A\" or Item.Family = \"F\" : \(formula(&random, 3))   // 例外" }
      return text
    }
  }

  @Test func aFormattedModelSaysTheSameAndStaysAsItIs() {
    var random = Random(state: 5)
    for round in 0..<400 {
      let count = 1 + random.next(12)
      var text = random.next(2) == 0 ? "// head\n\n\nmodel  m 模型\n" : ""
      for number in 0..<count {
        text += statement(&random, number) + "\n"
        if random.next(3) == 0 { text += "\n\n// between \(number)\n" }
      }
      check(text, "round \(round)")
    }
  }

  @Test func theModelsOfTheHouseKeepTheirMeaning() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let models = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/Models").filter { $0.hasSuffix(".plan") }
    #expect(!models.isEmpty)
    for name in models.sorted() {
      check(try String(contentsOfFile: folder.path + "/Models/" + name, encoding: .utf8), name)
    }
  }

  @Test func whatCannotBeReadStaysAsItIs() {
    let text = "measure a [month] = 1 +   // half\n  \nmeasur b\n"
    #expect(ModelFormat.format(text) == "measure a [month] = 1 +   // half\n\nmeasur b\n")
  }

  @Test func theHouseForm() {
    let given = """
      measure sales 销售额 "Sales" [Item,Region,month] 元   // by order
        total: sum
        // gross
        = units*price
        where Region="E" : units*price*0.95
      """
    let wanted = """
      measure sales 销售额 "Sales" [Item, Region, month] 元   // by order
        total: sum
        // gross
        = units * price
        where Region = "E": units * price * 0.95

      """
    #expect(ModelFormat.format(given) == wanted)
  }
}
