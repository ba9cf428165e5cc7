// SPDX-License-Identifier: Apache-2.0
import Access
import Formulas
import Planning
import Testing
import WarehouseSQLite

@testable import PlanningCycle

/// What a change of the model does to numbers that facts and people put in. Sees: which are kept, lost, and found again.
@Suite struct ModelInputStories {
  private let company: SmallCompany
  private var workspace: Workspace { company.workspace }
  private let zhou = ModelStories.zhou

  init() throws { company = try SmallCompany(isSample: true) }

  private func replaced(_ pairs: [(String, String)]) -> String {
    pairs.reduce(workspace.plan.model.text) { $0.replacing($1.0, with: $1.1) }
  }

  private func preview(_ text: String) throws -> ModelPreview {
    try workspace.tryModel(try Access.authorize(zhou, to: To.EditModel.self), text: text).preview()
  }

  private func commit(_ text: String) throws {
    _ = try workspace.changeModel(
      try Access.authorize(zhou, to: To.EditModel.self), text: text, context: company.context(zhou, seen: workspace.revision))
  }

  @Test("an input renamed with was: keeps what facts and people put in, through a restart and back")
  func renamed() throws {
    try company.edit("minimum_cash", "15万")
    let before = digest(workspace)
    let rename = workspace.plan.model.text
      .replacing(
        "input minimum_cash 最低资金线 \"Minimum cash\" [] 元", with: "input cash_floor 最低资金线 \"Minimum cash\" [] 元\n  was: minimum_cash"
      )
      .replacing("- minimum_cash", with: "- cash_floor").replacing("(0, minimum_cash", with: "(0, cash_floor")
    #expect(rename.contains("max(0, cash_floor"))
    let said = try preview(rename)
    #expect(said.lost.isEmpty)
    #expect(said.renamed.map(\.from) == ["minimum_cash"] && said.renamed.first?.to == "cash_floor")
    #expect(said.renamed.first?.cells == 1)
    #expect(said.screens.map(\.route).contains("cash"), "the screens that ask for the former id are named")
    #expect(said.figures.isEmpty && said.changedCells == 0)
    try commit(rename)
    #expect(try company.value("cash_floor") == 150_000)
    try company.edit("cash_floor", "16万")
    let restarted = try company.restarted()
    #expect(digest(restarted) == digest(workspace))
    #expect(try company.value("cash_floor", of: restarted) == 160_000)
    #expect(try workspace.verifyPlan().isEqual)
    _ = try company.undo(as: SmallCompany.wang)
    _ = try company.undo(as: zhou)
    #expect(try company.value("minimum_cash") == 150_000)
    #expect(digest(workspace) == before)
  }

  @Test("an input that is taken out is named with its cells and the entries people made; it comes back with the model")
  func lost() throws {
    try company.edit("agreed|Item=FAN-1;Region=EAST@2026-12", "300")
    let before = digest(workspace)
    let without = workspace.plan.model.text
      .replacing("input override 人工调整 \"Override\" [Item, Region, month] 件\n  blank: missing   note: \"人定的绝对数，盖过基线与商机；空白表示没有\"\n", with: "")
      .replacing("  edit: override   note: \"有人工调整用调整数，否则基线 + 商机\"\n", with: "")
      .replacing("  edit: override   note: \"截止月以前是实际，以后是共识预测\"\n", with: "")
      .replacing("   edit: override(value / price)", with: "")
      .replacing(ModelStories.agreed, with: "= baseline + pipeline")
    let said = try preview(without)
    let loss = try #require(said.lost.first { $0.id == "override" })
    #expect(loss.cause == .removed && loss.cells == 1 && loss.entered == 1)
    #expect(said.removed.map(\.id) == ["override"])
    #expect(said.screens.map(\.route).contains("forecast"))
    try commit(without)
    #expect(try company.value("agreed|Item=FAN-1;Region=EAST@2026-12") != 300)
    let restarted = try company.restarted()
    #expect(digest(restarted) == digest(workspace))
    _ = try company.undo(as: zhou)
    #expect(digest(workspace) == before)
    #expect(try company.value("agreed|Item=FAN-1;Region=EAST@2026-12") == 300)
  }

  @Test("an input whose dimensions change loses its numbers and says so; one whose dimensions change places keeps them")
  func dimensions() throws {
    let swapped = replaced([("\"Price incl. tax\" [Item, Region, month]", "\"Price incl. tax\" [Region, Item, month]")])
    #expect(try preview(swapped).lost.isEmpty)
    #expect(try preview(swapped).figures.isEmpty)
    try company.edit("price|Item=FAN-1;Region=EAST@2027-01", "250")
    let before = try company.value("orders@2027-01")
    try commit(swapped)
    #expect(try company.value("price|Item=FAN-1;Region=EAST@2027-01") == 250)
    #expect(try company.value("orders@2027-01") == before)
    #expect(try workspace.verifyPlan().isEqual)
    _ = try company.undo(as: zhou)
    let narrowed = replaced([("\"Price incl. tax\" [Item, Region, month]", "\"Price incl. tax\" [Item, month]")])
    let loss = try #require(try preview(narrowed).lost.first { $0.id == "price" })
    #expect(loss.cause == .dimensions && loss.cells > 0)
  }

  @Test("a measure somebody adds stands in the table at the end of its section; a new input takes entries and keeps them")
  func added() throws {
    let more = workspace.plan.model.text.replacing(
      "input price 含税单价",
      with:
        "input promotion 促销加量 \"Promotion\" [Item, Region, month] 件\nmeasure promoted 促销后预测 \"Promoted\" [Item, Region, month] 件\n  = agreed + promotion\ninput price 含税单价"
    )
    #expect(try preview(more).added.map(\.id) == ["promotion", "promoted"])
    try commit(more)
    try company.edit("promotion|Item=FAN-1;Region=EAST@2026-12", "40")
    let plain = try #require(try company.value("agreed|Item=FAN-1;Region=EAST@2026-12"))
    #expect(try company.value("promoted|Item=FAN-1;Region=EAST@2026-12") == plain + 40)
    let table = try table()
    let totals = table.rows.filter { $0.parent == nil }.map(\.measure)
    let place = try #require(totals.firstIndex(of: "promotion"))
    #expect(totals[place + 1] == "promoted")
    #expect(table.rows.first { $0.measure == "promoted" }?.section == table.rows.first { $0.measure == "price" }?.section)
    let restarted = try company.restarted()
    #expect(try company.value("promotion|Item=FAN-1;Region=EAST@2026-12", of: restarted) == 40)
    #expect(try workspace.verifyPlan().isEqual)
  }

  @Test("a check that fails is told before the commit, and is a red row of the table afterwards")
  func redCheck() throws {
    #expect(try table().rows.filter { $0.checks?.contains(false) == true }.isEmpty)
    let broken = replaced([("= total_assets - total_liabilities - equity", "= total_assets - total_liabilities - equity - equity")])
    let check = try #require(try preview(broken).checks.first)
    #expect(check.id == "balance_check" && check.isNew && check.failures > 0)
    try commit(broken)
    let row = try #require(try table().rows.first { $0.measure == "balance_check" })
    #expect(row.checks?.contains(false) == true)
    #expect(row.failure?.english.contains("cells fail") == true)
    #expect(try preview(replaced([("equity - equity", "equity - equity - equity")])).checks.first?.isNew == false)
  }

  @Test("a reset of the example puts the first model back with everything else")
  func reset() throws {
    let before = digest(workspace)
    try commit(replaced([(ModelStories.agreed, ModelStories.raised)]))
    try commit(replaced([("\"Agreed forecast\"", "\"Consensus\"")]))
    try company.edit("agreed|Item=FAN-1;Region=EAST@2026-12", "300")
    try workspace.resetSample(try Access.authorize(SmallCompany.wang, to: To.RunCycle.self), context: company.context(SmallCompany.wang))
    #expect(digest(workspace) == before)
    #expect(digest(try company.restarted()) == before)
  }

  private func table() throws -> TableAnswer {
    try workspace.tableView(
      try Access.authorize(zhou, to: To.ViewPlan.self),
      TableRequest(
        from: month("2026-01"), to: month("2027-12"), grain: .month, region: nil, comparesBudget: false, comparesLastYear: false))
  }
}
