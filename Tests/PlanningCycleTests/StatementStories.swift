// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Planning
import Testing

@testable import PlanningCycle

/// Sees: totals that are not the sum of their lines, statements that do not meet, flows of the bank in the wrong line. Does not see: the screen.
@Suite struct StatementStories {
  private let company: SmallCompany
  private var workspace: Workspace { company.workspace }
  private let zhou = Person(id: 4, login: "zhou", name: "周", title: "财务总监", role: .financeDirector)

  init() throws { company = try SmallCompany() }

  private func statement(_ kind: StatementView.Kind, _ month: String, _ layout: StatementView.Layout = .chinese) throws -> StatementView {
    try workspace.statement(try Access.authorize(zhou, to: To.ViewStatements.self), kind, layout: layout, month: Month(iso: month))
  }

  private func value(_ view: StatementView, _ key: String, _ column: String) -> Int64? {
    guard let line = view.lines.first(where: { $0.key == key }), let place = view.columns.firstIndex(where: { $0.key == column })
    else { return nil }
    return line.values[place]
  }

  @Test("totals are sums of their lines to the last 分, in both formats, in every month", arguments: StatementView.Layout.allCases)
  func totalsFoot(layout: StatementView.Layout) throws {
    for kind in StatementView.Kind.allCases {
      for month in ["2026-12", "2027-03", "2027-12"] {
        let view = try statement(kind, month, layout)
        for check in view.checks { #expect(check.holds, "\(kind) \(layout) \(month): \(check.label.english) off by \(check.difference)") }
        for line in StatementFormat.lines(kind, layout) {
          guard case .total(let parts, _) = line.source else { continue }
          let sum = try parts.reduce(Int64(0)) { try $0 + $1.sign * #require(value(view, $1.key, "month")) }
          #expect(value(view, line.key, "month") == sum, "\(kind) \(month) \(line.key)")
        }
      }
    }
  }

  @Test("the year to date is the sum of its months; both formats end at the same profit")
  func cumulates() throws {
    let through = try statement(.income, "2027-03")
    let months = try ["2027-01", "2027-02", "2027-03"].map { try #require(value(try statement(.income, $0), "net_profit", "month")) }
    #expect(value(through, "net_profit", "yearToDate") == months.reduce(0, +))
    let other = try statement(.income, "2027-03", .international)
    #expect(value(other, "net_profit", "yearToDate") == value(through, "net_profit", "yearToDate"))
    #expect(try #require(value(other, "total_cost_of_sales", "month")) <= 0)
  }

  @Test("an edit moves all three statements, and they still meet")
  func follows() throws {
    let keys: [(StatementView.Kind, String)] = [(.income, "total_revenue"), (.balance, "total_assets"), (.cash, "cash_operating")]
    func figures() throws -> [Int64] {
      try keys.map { try #require(value(try statement($0.0, "2027-03"), $0.1, $0.0 == .income ? "yearToDate" : "month")) }
    }
    let before = try figures()
    for month in ["2027-01", "2027-02"] { try company.edit("agreed|Item=FAN-1;Region=EAST@\(month)", "5000") }
    for (old, new) in zip(before, try figures()) { #expect(old != new) }
    for kind in StatementView.Kind.allCases {
      for check in try statement(kind, "2027-03").checks { #expect(check.holds, "\(kind): \(check.label.english)") }
    }
  }

  @Test("a model whose profit is not its lines fails the checks by what is off, and an unknown month claims nothing")
  func failing() throws {
    let formula = "= profit_before_tax - income_tax"
    let text = workspace.plan.model.text
    #expect(text.contains(formula))
    _ = try workspace.changeModel(
      try Access.authorize(zhou, to: To.EditModel.self), text: text.replacing(formula, with: "= (profit_before_tax - income_tax) * 2"),
      context: company.context(zhou, key: nil, seen: workspace.revision, reason: "试"))
    let view = try statement(.income, "2026-12")
    let profit = try #require(value(view, "net_profit", "month"))
    let failed = view.checks.filter { !$0.holds }
    #expect(failed.map(\.key) == ["profit"] && abs((failed.first?.difference ?? 0) + profit) <= 10 && abs(profit) > 100)
    let closed = try statement(.cash, workspace.plan.cutoff.description)
    #expect(closed.checks.isEmpty && closed.lines.allSatisfy { $0.values.allSatisfy { $0 == nil } }, "no bank lines, nothing is known")
  }

  @Test("who may not see cash reads the income statement only; a month outside the plan is named")
  func rights() throws {
    #expect(failure { try Access.authorize(SmallCompany.li, to: To.ViewStatements.self) } is AccessError, "statements are the company's")
    let seller = SmallCompany.chen
    try #require(!Access.allows(seller, .viewCash))
    let proof = try Access.authorize(seller, to: To.ViewStatements.self)
    #expect(try workspace.statement(proof, .income).kind == .income)
    #expect(throws: AccessError.self) { try workspace.statement(proof, .cash) }
    #expect(throws: AccessError.self) { try workspace.statement(proof, .balance) }
    #expect(throws: CycleError.self) { try workspace.statement(proof, .income, month: Month(iso: "1999-01")) }
  }

  @Test(
    "bank lines say in words which line of the statement they belong to; words nobody knows go by their sign",
    arguments: [
      ("销售商品、提供劳务收到的现金", Int64(5), CashFlowMeaning.sales), ("购买商品、接受劳务支付的现金", -5, .goods),
      ("支付给职工以及为职工支付的现金", -5, .staff), ("支付的各项税费", -5, .taxes), ("收到的税费返还", 5, .taxRefunds),
      ("购建固定资产、无形资产和其他长期资产支付的现金", -5, .assets), ("处置固定资产收回的现金净额", 5, .disposals),
      ("取得借款收到的现金", 5, .borrowing), ("偿还债务支付的现金", -5, .repayment),
      ("分配股利、利润或偿付利息支付的现金", -5, .interest), ("吸收投资收到的现金", 5, .capital),
      ("收到其他与筹资活动有关的现金", 5, .capital), ("支付其他与投资活动有关的现金", -5, .assets), ("内部划转", 5, .transfer),
      ("Paid to suppliers", -5, .goods), ("Repayment of borrowings", -5, .repayment), ("", 5, .otherIn), ("???", -5, .otherOut),
    ])
  func meanings(text: String, amount: Int64, meaning: CashFlowMeaning) {
    #expect(CashFlowMeaning(item: text, amount: amount) == meaning)
  }
}
