// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Planning
import Testing

@testable import PlanningCycle

/// What was typed into a view elsewhere comes back as one change, the same as if it had been typed into the table.
/// Sees: a figure that is taken over silently, a file that is believed though it is not ours, a right that is forgotten. Does not see: how a file is read
/// (the tests of the reading rooms do).
@Suite struct ReturnedSheetStories {
  private let desk: SheetCompany
  private var company: SmallCompany { desk.company }
  private let fan = "agreed|Item=FAN-1"

  init() throws { desk = try SheetCompany() }

  private func opened(_ request: ViewSheetRequest? = nil, as person: Person = SmallCompany.wang) throws -> OpenedView {
    OpenedView(try desk.download(request ?? desk.request(), as: person))
  }

  @Test("a file that nobody changed changes nothing; moved rows and columns are found again")
  func untouched() throws {
    let view = try opened()
    for shift in [0, 3] {
      let answer = try desk.upload(view.file(shift: shift))
      #expect(answer.changes.isEmpty && answer.refusals.isEmpty && answer.missing == 0 && answer.alreadySo == 0)
      #expect(answer.unchanged == view.entryCount && view.entryCount > 20)
      #expect(answer.exportedRevision == company.workspace.revision && answer.exportedBy.login == "wang")
    }
  }

  @Test("what was typed elsewhere and applied is the plan that typing it by hand gives, bit for bit, and one undo takes it back")
  func sameAsByHand() throws {
    let other = try SheetCompany()
    let start = digest(company.workspace)
    let typed = [(fan + "@2026-12", 123.0), (fan + "@2027-01", 0.1), ("headcount|Department=D01@2027-02", 7)]
    var view = try opened()
    for (cell, value) in typed { try view.type(cell, value) }
    let answer = try desk.upload(view.file())
    #expect(
      answer.changes.map(\.cell)
        == typed.map(\.0).sorted { a, b in (a.hasPrefix("agreed") ? 0 : 1, a) < (b.hasPrefix("agreed") ? 0 : 1, b) })
    #expect(answer.refusals.isEmpty && answer.changes.allSatisfy { !$0.isConflict && $0.exported == $0.now })
    try desk.apply(answer.changes)
    for (cell, value) in typed { try other.company.edit(cell, value == 0.1 ? "0.1" : "\(Int(value))") }
    #expect(digest(company.workspace) == digest(other.company.workspace))
    #expect(digest(company.workspace) != start)
    _ = try company.undo(as: SmallCompany.wang)
    #expect(digest(company.workspace) == start)
  }

  @Test("money in 万元 comes back in 元, a share as a share, a cleared cell clears; quarters and totals are spread")
  func units() throws {
    let (orders, rate) = ("orders|Item=FAN-1", "price|Item=FAN-1;Region=EAST")
    var view = try opened(desk.request(rows: [orders], unit: .wan))
    try view.type(orders + "@2027-01", .number(1.25, text: "1.25"))
    let wan = try #require(try desk.upload(view.file()).changes.first)
    #expect(wan.value == "12500" && wan.typed == 12_500 && wan.unit == "元")

    try company.edit("override|Item=FAN-1;Region=EAST@2027-01", "50")
    let override = "override|Item=FAN-1;Region=EAST"
    view = try opened(desk.request(region: "EAST", rows: [override, rate]))
    try view.type(override + "@2027-01", nil)
    try view.type(override + "@2027-02", 80)
    let cleared = try desk.upload(view.file())
    #expect(cleared.changes.map(\.value) == ["", "80"] && cleared.changes[0].typed == nil && cleared.changes[0].now == 50)
    try desk.apply(cleared.changes)
    #expect(try company.value(override + "@2027-01") == nil && company.value(override + "@2027-02") == 80)

    view = try opened(desk.request(.quarter, rows: [fan]))
    try view.type(fan + "@2027Q1", 900)
    let quarter = try desk.upload(view.file())
    #expect(quarter.changes.map(\.isTotal) == [true])
    try desk.apply(quarter.changes)
    #expect(try company.value(fan + "@2027Q1") == 900)
  }

  @Test("where the plan moved meanwhile both figures are told; what the file left alone follows the plan; what agrees by now is no change")
  func conflicts() throws {
    var view = try opened()
    for (month, value) in [("2026-12", 111.0), ("2027-01", 222), ("2027-02", 333)] { try view.type("\(fan)@\(month)", value) }
    try company.edit(fan + "@2027-01", "200", as: SmallCompany.chen)
    try company.edit(fan + "@2027-02", "333", as: SmallCompany.chen)
    try company.edit(fan + "@2027-03", "444", as: SmallCompany.chen)
    let answer = try desk.upload(view.file())
    #expect(answer.changes.map(\.isConflict) == [false, true] && answer.alreadySo == 1)
    let conflict = answer.changes[1]
    #expect(conflict.now == 200 && conflict.typed == 222 && conflict.exported != 200)
    #expect(answer.exportedRevision < answer.revision)
    try desk.apply([answer.changes[0]])
    #expect(try company.value(fan + "@2027-01") == 200 && company.value(fan + "@2027-03") == 444)
  }

  @Test("text, errors, formulas without a result, copied rows and two ways to the same input are refused one by one; the rest goes on")
  func refusals() throws {
    var view = try opened(desk.request(rows: [fan, "orders|Item=FAN-1", "override|Item=FAN-1", "capex"]))
    try view.type(fan + "@2026-11", .text("一百"))
    try view.type(fan + "@2026-12", .error("#REF!"))
    try view.type(fan + "@2027-01", .nothing, isFormula: true)
    try view.type(fan + "@2027-02", .boolean(true))
    try view.type(fan + "@2027-03", .number(120, text: "120"), isFormula: true)
    try view.type("orders|Item=FAN-1@2027-03", 99_000)
    try view.type("capex@2027-01", .number(-5, text: "-5"))
    let answer = try desk.upload(view.file())
    let reasons = Dictionary(answer.refusals.map { ($0.cell, $0.reason) }, uniquingKeysWith: { first, _ in first })
    #expect(reasons[fan + "@2026-11"] == .notANumber && reasons[fan + "@2026-12"] == .formulaError)
    #expect(reasons[fan + "@2027-01"] == .notCalculated && reasons[fan + "@2027-02"] == .notANumber)
    let taken = Dictionary(answer.changes.map { ($0.cell, $0) }, uniquingKeysWith: { first, _ in first })
    let both = [fan + "@2027-03", "orders|Item=FAN-1@2027-03"]
    #expect(both.count { taken[$0] != nil } == 1 && both.count { reasons[$0] == .overlaps } == 1)
    #expect(
      answer.refusals.allSatisfy {
        !$0.words.chinese.isEmpty && !$0.words.english.isEmpty && !$0.hint.chinese.isEmpty && !$0.hint.english.isEmpty
      })

    var copied = try opened()
    try copied.type(fan + "@2027-01", 5)
    try copied.copyRow(fan)
    try copied.removeRow("price|Item=FAN-2")
    let second = try desk.upload(copied.file())
    #expect(second.changes.isEmpty && second.refusals.map(\.reason) == [.rowTwice] && second.missing > 0)
  }

  @Test("the value of a formula is taken as a value and told")
  func formulas() throws {
    var view = try opened()
    try view.type(fan + "@2027-01", .number(120, text: "120"), isFormula: true)
    let answer = try desk.upload(view.file())
    #expect(answer.changes.map(\.isFormula) == [true] && answer.changes.map(\.value) == ["120"])
  }

  @Test(
    "who uploads may do no more than in the table: somebody else's region, a driver, a closed month are refused; figures that are not theirs are not told"
  )
  func rights() throws {
    var view = try opened(desk.request(region: "SOUTH", rows: ["agreed|Item=FAN-1;Region=SOUTH"]))
    let south = "agreed|Item=FAN-1;Region=SOUTH@2027-01"
    try view.type(south, 70)
    let answer = try desk.upload(view.file(), as: SmallCompany.chen)
    #expect(answer.changes.map(\.cell) == [south])
    #expect { try desk.upload(view.file(), as: SmallCompany.li) } throws: { $0 is AccessError }

    var whole = try opened()
    try whole.type(fan + "@2027-01", 70)
    try whole.type("headcount|Department=D01@2027-02", 7)
    let east = try desk.upload(whole.file(), as: SmallCompany.li)
    #expect(east.changes.isEmpty && Swift.Set(east.refusals.map(\.reason)) == [.notInPlan])
    let sales = try desk.upload(whole.file(), as: SmallCompany.chen)
    #expect(sales.changes.map(\.cell) == [fan + "@2027-01"] && sales.refusals.count == 1)
  }

  @Test(
    "a file of another company, one without the hidden sheet, one whose hidden sheet was changed: a clear refusal each, and nothing is told of the plan"
  )
  func notOurs() throws {
    var view = try opened()
    let other = try SheetCompany()
    #expect { try other.upload(view.file()) } throws: { ($0 as? CycleError)?.code == .sheetOfAnother }
    let bare = SheetFile(view.file().sheets.dropLast())
    #expect { try desk.upload(bare) } throws: { ($0 as? CycleError)?.code == .sheetNotOurs }
    let hidden = SheetFile([try #require(view.file().sheets.last)])
    #expect { try desk.upload(hidden) } throws: { ($0 as? CycleError)?.code == .sheetDamaged }
    for line in [1, 2, view.kept.count - 1] {
      let before = view.kept
      view.kept[line][view.kept[line].count - 1] += "1"
      #expect { try desk.upload(view.file()) } throws: { ($0 as? CycleError)?.code == .sheetDamaged }
      view.kept = before
    }
    #expect(throws: Never.self) { try desk.upload(view.file()) }
    for refusal in [SheetMarks.notOurs, SheetMarks.damaged] {
      for words in [refusal.title, refusal.detail, refusal.hint] { #expect(!words.chinese.isEmpty && !words.english.isEmpty) }
    }
  }

  @Test("a view of a scenario goes back into the scenario and leaves the plan alone")
  func scenarios() throws {
    let proof = try Access.authorize(SmallCompany.wang, to: To.ViewPlan.self)
    let scenario = try company.workspace.createScenario(
      proof, name: "旺季", isShared: false, context: company.context(SmallCompany.wang)
    ).event
    let before = digest(company.workspace)
    var view = try opened(desk.request(beside: [.difference], scenario: scenario))
    try view.type(fan + "@2027-01", 321)
    let answer = try desk.upload(view.file())
    #expect(answer.scenario == scenario && answer.changes.count == 1)
    try desk.apply(answer.changes, scenario: scenario)
    #expect(digest(company.workspace) == before)
    #expect(try desk.upload(view.file()).alreadySo == 1)
  }

  @Test("decimals keep their digits when their point moves")
  func decimals() {
    for (text, places, shifted) in [
      ("12.5", 4, "125000"), ("0.00005", 4, "0.5"), ("-1.25", 4, "-12500"), ("7", 8, "700000000"), ("0.13", 2, "13"),
      ("0.1234", 2, "12.34"),
      ("0", 4, "0"), ("", 4, ""), ("12.5", 0, "12.5"),
    ] {
      #expect(DecimalText.shifted(text, by: places) == shifted)
    }
  }
}
