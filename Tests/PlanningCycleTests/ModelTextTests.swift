// SPDX-License-Identifier: Apache-2.0
import Calendars
import Formulas
import Foundation
import Planning
import Testing

@testable import PlanningCycle

@Suite struct ModelTextTests {
  private static let text = """
    model m
    dimension Item 物料 "Item"
      hierarchy product: Family 产品族 "Family"
      property standard_cost 标准成本 "Standard cost": number 元/件
    section sales 销售 "Sales"
    input quantity 数量 "Quantity" [Item, month] 件
    input price 单价 "Price" [Item, month] 元/件
    measure revenue 收入 "Revenue" [Item, month] 元
      basis: 不含税   note: "数量 × 单价"
      = quantity * 单价
    section totals 合计 "Totals"
    measure total 总收入 "Total revenue" [month] 元
      = sum(revenue over Item)
    """

  @Test("the outline names everything in both languages, with lines, shapes, units, and who uses whom")
  func outline() throws {
    let outline = ModelOutline(ModelText.parse(Self.text))
    #expect(outline.sections.map(\.line) == [5, 11])
    #expect(outline.dimensions.first?.levels.first?.english == "Family")
    let revenue = try #require(outline.measures.first { $0.id == "revenue" })
    #expect(revenue.line == 8 && revenue.section == 0 && revenue.unit == "元" && revenue.shape == "[Item, month]")
    #expect(revenue.formula == BilingualText("数量 * 单价", "Quantity * Price"))
    #expect(revenue.uses == ["price", "quantity"] && revenue.usedBy == ["total"])
    #expect(revenue.dimensions.map(\.chinese) == ["物料", "月"])
    #expect(revenue.attributes["note"] == "数量 × 单价")
    #expect(outline.measures.first { $0.id == "price" }?.unit == "元/件")
  }

  @Test("a text with errors still has an outline of what could be read")
  func broken() {
    let outline = ModelOutline(ModelText.parse(Self.text.replacing("quantity * 单价", with: "quantity * (")))
    #expect(outline.measures.contains { $0.id == "total" })
    #expect(outline.sections.count == 2)
  }

  @Test("every function of the guide is described in both languages, and its example is a formula of the language")
  func guide() {
    for function in LanguageGuide.functions {
      let (formula, findings) = ModelText.formula(function.example)
      #expect(formula != nil && findings.isEmpty, "\(function.name): \(findings)")
      #expect(function.example.contains(function.name), "\(function.name)")
      #expect(!function.words.chinese.isEmpty && !function.words.english.isEmpty)
    }
    #expect(Swift.Set(LanguageGuide.functions.map(\.name)).count == LanguageGuide.functions.count)
  }

  @Test("no model that comes along mixes figures with and without tax in one sum")
  func basesOfShippedModels() throws {
    let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Models")
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil).filter {
      $0.pathExtension == "plan"
    }
    #expect(files.count > 5)
    let operators = ManufacturingOperators.all(bill: [], isWorkingDay: { $0.weekday <= 5 }, isBankDay: { $0.weekday <= 5 })
    for file in files {
      let model = PlanningModel.check(
        ModelText.parse(try String(contentsOf: file, encoding: .utf8)), operators: operators.map(\.signature))
      #expect(model.isUsable && !model.findings.contains { $0.code == .taxBasesMixed }, "\(file.lastPathComponent): \(model.findings)")
    }
  }

  @Test("the form that is kept is the same however it was typed, and stays itself")
  func canonical() {
    let kept = ModelInForce.canonical(Self.text)
    #expect(kept.hasSuffix("Item)\n"))
    for other in [
      "\u{FEFF}" + Self.text, Self.text + "\n\n\n", Self.text.replacing("\n", with: "\r\n"), Self.text.replacing("\n", with: "  \n"),
    ] {
      #expect(ModelInForce.canonical(other) == kept)
    }
    #expect(ModelInForce.canonical(kept) == kept)
  }

  @Test("the lines of a difference rebuild both texts", arguments: 0..<40)
  func lineDiff(seed: UInt64) {
    var state = seed &* 6_364_136_223_846_793_005 &+ 1
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let old = (0..<random(30)).map { _ in "line \(random(6))" }
    var new = old
    for _ in 0..<random(8) {
      let at = random(new.count + 1)
      if random(2) == 0 { new.insert("line \(random(6))", at: at) } else if at < new.count { new.remove(at: at) }
    }
    let diff = LineDiff(from: old.map { $0 + "\n" }.joined(), to: new.map { $0 + "\n" }.joined())
    #expect(new.count - old.count == diff.added - diff.removed, "seed \(seed)")
    if old == new { #expect(diff.runs.isEmpty) }
    for line in diff.runs.joined() {
      let source = line.mark == .removed ? old : new
      #expect(source.indices.contains(line.number - 1) && source[line.number - 1] == line.text, "seed \(seed): \(line)")
    }
  }

  @Test("one changed line is one out and one in, with three lines around")
  func oneLine() {
    let old = (1...20).map { "line \($0)" }
    var new = old
    new[9] = "changed"
    let diff = LineDiff(from: old.joined(separator: "\n"), to: new.joined(separator: "\n"))
    #expect(diff.runs.count == 1 && diff.runs[0].count == 8)
    #expect(diff.runs[0].filter { $0.mark != .same }.map(\.text) == ["line 10", "changed"])
    #expect(!diff.isCut)
  }
}
