// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Journal
import WarehouseSQLite

@testable import PlanningCycle

/// What changes around the papers: people, stand-ins, tokens, figures, time.
extension DecisionSearch {
  func changePerson() throws -> String {
    let place = below(people.count)
    let old = people[place]
    // Half of them come back to what they were, so that the company goes on deciding.
    let role = below(2) == 0 ? first[place] : Self.roles[below(Self.roles.count)]
    let isActive = below(6) > 0
    try workspace.changePerson(
      try Access.authorize(.localOperator, to: To.ManageUsers.self), login: old.login, role: role, isActive: isActive,
      context: context(.localOperator))
    guard let new = try company.store.person(login: old.login)?.person else { return "people" }
    former[old.id] = old
    people[place] = new
    law.changed(new)
    return "people"
  }

  func delegate() throws -> String {
    let (giver, other) = (try hand(of: anybody()).person, anybody())
    if below(2) == 0, let open = workspace.delegations.all.last {
      _ = try workspace.endDelegation(
        try Access.authorize(.localOperator, to: To.ViewPlan.self), open.id, context: context(.localOperator))
      endedStandIns[open.standIn] = open.giver
      law.standsIn[open.standIn]?.remove(open.giver)
      return "delegation ended"
    }
    _ = try workspace.delegateApprovals(
      try Access.authorize(giver, to: To.ViewPlan.self), to: other.login, from: SmallCompany.today, through: day("2026-11-27"),
      purposes: [], context: context(giver))
    law.standsIn[other.id, default: []].insert(giver.id)
    return "delegate"
  }

  /// One cell, or several at once: all of them or none.
  func moveFigures() throws -> String {
    let hand = try hand(of: anybody())
    let months = ["2026-11", "2026-12"]
    let places = below(2) == 0 ? [("EAST", months[1])] : [("EAST", months[0]), ("SOUTH", months[1]), ("EAST", months[1])]
    let cells = places.map { region, month in
      TypedCell(cell: "agreed|Item=FAN-1;Region=\(region)@\(month)", value: "\(100 + below(4) * 20_000)", spread: .proportional)
    }
    _ = try workspace.editCells(
      try Access.authorize(hand.person, to: To.ViewPlan.self), cells, holds: [], context: context(hand.person))
    lastWriter = hand.person.id
    return cells.count == 1 ? "edit" : "edit several"
  }

  func undo() throws -> String {
    let person = below(2) == 0 ? people.first { $0.id == lastWriter } ?? anybody() : anybody()
    if hole == .undoneApproval, let key = workspace.budgets.all.first?.key {
      guard let finance = people.first(where: { Access.allows($0, .approve) && Access.allows($0, .viewCompany) }) else { return "undo" }
      _ = try workspace.withdrawBudget(
        try Access.authorize(finance, to: To.Approve.self), form: key.form, year: key.year, context: context(finance))
      return "undo"
    }
    _ = try company.undo(as: person)
    lastUndoer = person.id
    return "undo"
  }

  func redo() throws -> String {
    let person = below(2) == 0 ? people.first { $0.id == lastUndoer } ?? anybody() : anybody()
    _ = try workspace.redoLast(try Access.authorize(person, to: To.ViewPlan.self), context: context(person))
    return "redo"
  }

  /// Rows of a file: what a department pays whatever is sold, what its budget is, or an order that was forgotten in a month that is closed.
  func importFile() throws -> String {
    let hand = try hand(of: anybody())
    imports += 1
    let table =
      switch below(3) {
      case 0:
        SmallCompanyFacts.table(
          .drivers,
          [["name": "fixed_expense", "department": "D02", "value": SmallCompanyFacts.price([1_234, 60_000, 800_000][below(3)])]])
      case 1:
        SmallCompanyFacts.table(
          .budgets,
          [
            [
              "version": "2026", "measure": "部门费用", "month": .month(month("2026-12")), "department": "D02",
              "amount_excl_tax": SmallCompanyFacts.yuan([35_000, 44_000, 900_000][below(3)]),
            ]
          ])
      default:
        SmallCompanyFacts.table(
          .salesOrderLines,
          [
            [
              "channel": "经销", "order_number": "SO-LATE", "line_number": .number(1), "ordered_on": .day(day("2026-10-30")),
              "item": "FAN-1", "customer": "C1", "territory": "EAST", "quantity": SmallCompanyFacts.pieces(10 + below(3)),
              "amount_incl_tax": SmallCompanyFacts.yuan(2_260),
            ]
          ])
      }
    let reading = FactFileReading(
      table: table, rowsRead: 1, rejected: 0, encoding: "UTF-8", headerLine: 1, findings: [], findingsTotal: 0)
    _ = try workspace.record(
      try Access.authorize(hand.person, to: To.ImportFacts.self), reading, fileName: "late.csv", fileBytes: nil, key: "import-\(imports)")
    return "import"
  }

  /// By somebody himself or by one of his scripts; for one region or for all he sees.
  func makeToken() throws -> String {
    // A script that has a token often asks for the next one.
    let newest = below(2) == 0 ? scripts.last : nil
    let maker = people.first { $0.id == newest?.maker.id } ?? anybody()
    let hand = try hand(of: maker, by: newest)
    let asked = below(2) == 0 ? Scope("territory", in: ["EAST"]) : Scope.all
    let digest = Digest.sha256(Array("token \(steps)".utf8))
    _ = try workspace.makeToken(
      try Access.authorize(hand.person, to: To.ViewPlan.self), digest, name: "脚本", days: 30,
      limits: TokenScope(scope: asked, isReadOnly: false), by: hole == .widerToken ? nil : hand.script?.digest, from: nil)
    let reach = Scope(restrictions: asked.restrictions + (hand.script?.reach.restrictions ?? []))
    scripts.append(Script(digest: digest, maker: maker, reach: reach))
    return hand.script == nil ? "token" : "token by a token"
  }

  func endToken() throws -> String {
    guard !scripts.isEmpty else { return "no token" }
    let place = below(scripts.count)
    guard let maker = people.first(where: { $0.id == scripts[place].maker.id }) else { return "no token" }
    try workspace.endToken(
      try Access.authorize(below(4) == 0 ? anybody() : maker, to: To.ViewPlan.self), String(scripts[place].digest.hex.prefix(16)))
    scripts[place].isEnded = true
    return "token ended"
  }

  /// Half a day to three days: reminders, and tasks that go to who stands above.
  func letTimePass() throws -> String {
    company.clock.advance(hours: [12, 25, 73][below(3)])
    try workspace.passApprovals()
    return "time"
  }
}
