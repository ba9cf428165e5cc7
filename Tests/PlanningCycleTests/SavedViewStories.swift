// SPDX-License-Identifier: Apache-2.0
import Access
import Testing

@testable import PlanningCycle

/// Views of the analysis that follow a person: saved, renamed, put in order, shared, removed, taken back, replayed.
/// Sees: a view that is another one after a restart, a question nobody can ask, a name or member told to whoever may not see it.
@Suite struct SavedViewStories {
  private let company: SmallCompany
  private let sales: Person
  private let east: Person
  private let boss: Person

  init() throws {
    company = try SmallCompany()
    sales = try company.join("lin", .salesDirector, name: "林")
    east = try company.join("dong", .regionalManager, name: "东", Scope("territory", in: ["EAST"]))
    boss = try company.join("zong", .generalManager, name: "总")
  }

  private var workspace: Workspace { company.workspace }

  @discardableResult
  private func save(
    _ name: String, _ parts: [String: String] = ["by": "customer"], id: Int64? = nil, on screen: String = "sales", isShared: Bool = false,
    seen: Int64? = nil, as person: Person
  ) throws -> Int64 {
    try workspace.saveView(
      try Access.authorize(person, to: To.ViewPlan.self), id,
      SavedViewDraft(screen: screen, name: name, parts: parts, isShared: isShared), seen: seen, context: company.context(person)
    ).event
  }

  private func list(as person: Person, of other: Workspace? = nil) throws -> [SavedViewList.Entry] {
    try (other ?? workspace).savedViews(try Access.authorize(person, to: To.ViewPlan.self)).entries
  }

  private func names(as person: Person, of other: Workspace? = nil) throws -> [String] { try list(as: person, of: other).map(\.view.name) }

  private func refusal(_ work: () throws -> Int64) -> CycleError? { failure(work) as? CycleError }

  @Test("saved, renamed, put in order, removed and taken back step by step; another machine and a restart show the same")
  func life() throws {
    let byCustomer = try save(" 按客户 ", ["by": "customer,month", "span": "twelve", "compare": ""], as: sales)
    let byFamily = try save("按产品族", ["by": "family"], as: sales)
    #expect(try names(as: sales) == ["按客户", "按产品族"], "blanks around a name are nobody's name")
    #expect(try list(as: sales)[0].view.question.parts == ["by": "customer,month", "span": "twelve"], "what is empty is not asked")
    let proof = try Access.authorize(sales, to: To.ViewPlan.self)
    _ = try workspace.orderViews(proof, "sales", [byFamily, byCustomer], context: company.context(sales))
    try save("按客户逐月", ["by": "customer,month"], id: byCustomer, as: sales)
    #expect(try names(as: sales) == ["按产品族", "按客户逐月"])
    _ = try workspace.removeView(proof, byFamily, context: company.context(sales))
    #expect(try names(as: sales) == ["按客户逐月"])
    #expect(try names(as: sales, of: company.restarted()) == ["按客户逐月"])
    for expected in [["按产品族", "按客户逐月"], ["按产品族", "按客户"], ["按客户", "按产品族"], ["按客户"], []] {
      _ = try company.undo(as: sales)
      #expect(try names(as: sales) == expected)
    }
    _ = try workspace.redoLast(proof, context: company.context(sales))
    #expect(try names(as: sales, of: company.restarted()) == ["按客户"])
    #expect(try names(as: boss).isEmpty, "nobody else's")
  }

  @Test("a view of a colleague cannot be changed, and one that was changed meanwhile is not overwritten unseen")
  func ownership() throws {
    let id = try save("华东", isShared: true, as: sales)
    #expect(refusal { try save("我的", id: id, as: boss) }?.code == .viewNotKnown)
    let removed = failure {
      try workspace.removeView(try Access.authorize(boss, to: To.ViewPlan.self), id, context: company.context(boss))
    }
    #expect((removed as? CycleError)?.code == .viewNotKnown)
    let seen = try list(as: sales)[0].view.savedIn
    try save("华东一", id: id, isShared: true, seen: seen, as: sales)
    #expect(refusal { try save("华东二", id: id, isShared: true, seen: seen, as: sales) }?.code == .viewChanged)
    let misplaced = failure {
      try workspace.orderViews(try Access.authorize(sales, to: To.ViewPlan.self), "customers", [id], context: company.context(sales))
    }
    #expect((misplaced as? CycleError)?.code == .viewNotKnown, "it is a view of another screen")
  }

  @Test("what the screen does not understand is refused in words, all of it at once")
  func refused() throws {
    let refusal = try #require(
      refusal {
        try save(
          "",
          [
            "planet": "mars", "by": "territory,luck", "measures": "orderedInclTax,luck", "filter": "month:2026-10", "first": "2026-13",
          ], as: sales)
      })
    #expect(refusal.code == .viewRefused)
    for word in ["名字", "planet", "territory,luck", "orderedInclTax,luck", "month:2026-10", "2026-13", "first 和 last"] {
      #expect(refusal.detail.chinese.contains(word), "\(word)")
    }
    for word in ["name", "planet", "territory,luck", "month:2026-10", "come together"] {
      #expect(refusal.detail.english.contains(word), "\(word)")
    }
    for (screen, parts) in [
      ("sales", ["first": "2026-10", "last": "2026-01"]), ("sales", ["sort": "-luck"]), ("sales", ["cell": "AQ"]),
      ("sales", ["by": "customer,,item"]), ("customers", ["by": "customer"]), ("customers", ["sort": "orderedInclTax"]),
      ("customers", ["words": String(repeating: "字", count: 201)]), ("cash", [:]),
      ("sales", ["filter": "customer:" + String(repeating: "C1,", count: 1_500)]),
    ] {
      #expect(self.refusal { try save("名", parts, on: screen, as: sales) }?.code == .viewRefused, "\(screen) \(parts.keys)")
    }
    try save("全部", Self.everything, as: sales)
    try save("客户", Self.everythingOfCustomers, on: "customers", as: sales)
  }

  private static let everything = [
    "view": "growth", "by": "territory,month", "measures": "orderedInclTax,collected", "span": "two", "first": "2026-01",
    "last": "2026-10-31", "asOf": "2026-10-31", "filter": "territory:EAST,SOUTH;customer:A%2CB", "compare": "festival", "hierarchy": "then",
    "sort": "-growth.collected", "shown": "collected", "of": "item", "rank": "orderedExclTax", "cell": "A–", "measure": "collected",
    "grain": "week", "alike": "workdays",
  ]
  private static let everythingOfCustomers = [
    "view": "bridge", "span": "twelve", "filter": "family:风扇", "sign": "lost,atRisk", "segment": "champion", "territory": "EAST",
    "words": "百货", "owes": "overdue", "sort": "-attention", "grain": "quarter", "of": "customer", "rank": "collected",
  ]

  @Test("names are taken once, and a hundred views are enough")
  func bounds() throws {
    try save("一", as: sales)
    #expect(refusal { try save("一", as: sales) }?.detail.english.contains("already") == true)
    try save("一", [:], on: "customers", as: sales)
    for number in 2..<SavedViewLimits.person { try save("视图 \(number)", as: sales) }
    #expect(refusal { try save("多的", as: sales) }?.detail.chinese.contains("\(SavedViewLimits.person)") == true)
    try save("一改", id: try #require(try list(as: sales).first).view.id, as: sales)
    #expect(refusal { try save(String(repeating: "长", count: SavedViewLimits.name + 1), as: boss) }?.code == .viewRefused)
  }

  @Test("a shared view is a question: it names nothing to a colleague that is not theirs to see, and goes with whoever shared it")
  func sharing() throws {
    try save("各地区", ["by": "territory"], isShared: true, as: sales)
    try save("华东客户", ["filter": "territory:EAST;customer:C1"], isShared: true, as: sales)
    try save("华南", ["filter": "territory:EAST,SOUTH"], isShared: true, as: sales)
    try save("南方商场", ["filter": "customer:C2"], isShared: true, as: sales)
    try save("找百货", ["words": "南方"], on: "customers", isShared: true, as: sales)
    try save("毛利", ["measures": "orderMargin"], isShared: true, as: boss)
    try save("自己的", as: sales)
    #expect(try names(as: boss).first == "毛利", "one's own come first")
    #expect(try Swift.Set(names(as: boss)) == ["毛利", "华东客户", "华南", "南方商场", "各地区", "找百货"])
    let seen = try list(as: east)
    #expect(Swift.Set(seen.map(\.view.name)).isSuperset(of: ["各地区", "华东客户"]))
    #expect(Swift.Set(seen.map(\.view.name)).isDisjoint(with: ["华南", "南方商场", "找百货", "自己的"]))
    #expect(seen.allSatisfy { !$0.isMine && $0.view.isShared })
    #expect(try list(as: boss).first { $0.view.name == "华南" }?.owner.chinese == "林")
    #expect(try list(as: east).contains { $0.view.name == "毛利" } == Access.allows(east, .viewCost))
    let salesperson = try company.join("yuan", .salesperson, name: "员")
    if !Access.allows(salesperson, .viewCost) {
      #expect(failure { try save("我的毛利", ["sort": "-growth.orderMargin"], as: salesperson) } is AccessError)
    }
  }

  @Test("everybody hears of the event, and its label says nothing of the view")
  func labels() throws {
    let id = try save("秘密的视图", ["filter": "customer:C2"], as: sales)
    _ = try workspace.removeView(try Access.authorize(sales, to: To.ViewPlan.self), id, context: company.context(sales))
    #expect(company.changes.suffix(2).allSatisfy { $0.kind.hasPrefix("saved-view.") && !$0.label.chinese.contains("秘密") })
  }
}
