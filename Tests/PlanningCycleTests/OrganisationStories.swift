// SPDX-License-Identifier: Apache-2.0
import Access
import Approvals
import Calendars
import Journal
import Testing

@testable import PlanningCycle

/// The administrator enters the organisation, and approvals follow it.
/// Sees: an organisation that nobody may rest on, a superior of yesterday, a change that does not come back whole. Does not see: the tree's own rules,
/// which are told in AccessTests.
@Suite struct OrganisationStories {
  private let company: SmallCompany
  private var workspace: Workspace { company.workspace }
  private let wang: Person
  private let chen: Person
  private let qian: Person
  private let root: Authorized<To.ManageUsers>

  init() throws {
    company = try SmallCompany(facts: BudgetCompany.facts)
    wang = try company.join("wang", .generalManager, name: "王")
    chen = try company.join("chen", .salesDirector, name: "陈")
    qian = try company.join("qian", .regionalManager, name: "钱")
    root = try Access.authorize(.localOperator, to: To.ManageUsers.self)
  }

  private func set(
    _ id: String, _ kind: OrganisationUnit.Kind, under parent: String?, department: String? = nil, from: String = "2026-01-01",
    isClosed: Bool = false
  ) throws {
    _ = try workspace.setUnit(
      root,
      OrganisationUnit(
        id: id, kind: kind, name: "单元" + id, englishName: "Unit " + id, parent: parent, department: department, from: day(from),
        isClosed: isClosed),
      context: company.context(.localOperator))
  }

  private func appoint(_ login: String, _ unit: String, isHead: Bool = false, from: String = "2026-01-01") throws {
    _ = try workspace.appoint(
      root, login: login, unit: unit, isHead: isHead, isMain: nil, from: day(from), through: nil, context: company.context(.localOperator))
  }

  private func build() throws {
    try set("C", .company, under: nil)
    try set("S", .department, under: "C", department: "D02")
    try appoint("wang", "C", isHead: true)
    try appoint("qian", "S", isHead: true)
    try appoint("chen", "S")
  }

  private func refusal(_ action: () throws -> Void) -> CycleError? {
    do {
      try action()
      return nil
    } catch { return error as? CycleError }
  }

  private func read(on text: String? = nil, in other: Workspace? = nil) throws -> OrganisationView {
    try (other ?? workspace).readOrganisation(try Access.authorize(qian, to: To.ViewPlan.self), on: text.map { day($0) })
  }

  @Test("everybody reads it: units under one another, the head first, people counted once; who works nowhere is named")
  func reading() throws {
    #expect(try read().units.isEmpty && read().unplaced.count == 3)
    try build()
    let view = try read()
    #expect(view.units.map(\.unit.id) == ["C", "S"] && view.units.map(\.depth) == [0, 1] && view.units.map(\.headcount) == [3, 2])
    #expect(view.units[1].people.map(\.login) == ["qian", "chen"] && view.units[1].department?.chinese.isEmpty == false)
    #expect(view.unplaced.isEmpty)
    #expect(try read(on: "2025-12-31").units.isEmpty)
    #expect(try read(in: company.restarted()).units.map(\.unit) == view.units.map(\.unit))
  }

  @Test("the superior of an approval is the head of the unit, from the day on which it is so; without an organisation it is the role's")
  func superiors() throws {
    func superior(_ person: Person, in other: Workspace) throws -> Int64? { try other.approvalPeople(.budget).member(person.id)?.superior }
    #expect(try superior(chen, in: workspace) == wang.id && superior(qian, in: workspace) == chen.id)
    try build()
    #expect(
      try superior(chen, in: workspace) == qian.id && superior(qian, in: workspace) == wang.id, "the regional manager heads the department")
    #expect(try workspace.approvalPeople(.budget).member(qian.id)?.leads == ["D02"])
    #expect(try superior(chen, in: company.restarted()) == qian.id)
    // What is planned for later does not count today.
    try set("S", .department, under: "C", department: "D02", from: "2027-01-01", isClosed: false)
    #expect(try superior(chen, in: workspace) == qian.id && read().units[1].later.count == 1)
  }

  @Test("what cannot be is refused with every reason, and nothing is kept; whoever does not manage people changes nothing")
  func refused() throws {
    try build()
    let events = workspace.revision
    let circle = refusal { try set("C", .company, under: "S", from: "2026-02-01") }
    #expect(
      circle?.code == .organisationRefused && circle?.detail.chinese.contains("自己的下级") == true
        && circle?.detail.chinese.contains("不能放在") == true)
    let closed = refusal { try set("S", .department, under: "C", from: "2026-06-01", isClosed: true) }
    #expect(
      closed?.detail.english.contains("is closed on 2026-06-01 while") == true
        && closed?.detail.english.contains("end the appointment") == true)
    #expect(refusal { try appoint("chen", "S", isHead: true) }?.detail.chinese.contains("负责人") == true)
    #expect(refusal { try appoint("nobody", "S") }?.detail.chinese.contains("nobody") == true)
    #expect(refusal { try set("S 1", .department, under: "C", department: "D99") }?.detail.chinese.contains("没有部门“D99”") == true)
    #expect(throws: AccessError.self) { try Access.authorize(qian, to: To.ManageUsers.self) }
    #expect(workspace.revision == events)
  }

  @Test("each refusal says what is wrong, where, from when on and what to do, in both languages")
  func sentences() throws {
    try build()
    let events = workspace.revision
    func says(_ words: String, _ english: String, _ action: () throws -> Void) {
      let problem = refusal(action)
      #expect(
        problem?.code == .organisationRefused && problem?.detail.chinese.contains(words) == true,
        "\(words): \(problem?.detail.chinese ?? "–")")
      #expect(problem?.detail.english.contains(english) == true, "\(problem?.detail.english ?? "–")")
    }
    says("单元S从 2026-03-01 起会成为自己的下级：换一个上级单元", "would lie below itself from 2026-03-01: choose") {
      try set("S", .department, under: "S", from: "2026-03-01")
    }
    says("上级“X”不存在：先建它", "is not there: make it first") { try set("T", .department, under: "X") }
    says("从 2026-01-01 起才有", "begins on 2026-01-01") { try set("T", .department, under: "C", from: "2025-06-01") }
    says("对应同一个预算部门（2026-01-01 起）：只留一个对应", "let one of them go") { try set("", .department, under: "C", department: "D02") }
    says("没有单元“Q”可撤销", "no unit “Q” to close") { try set("Q", .department, under: nil, isClosed: true) }
    says("单元S从 2026-01-01 起才有，不能在 2025-06-01 撤销", "cannot close on 2025-06-01") {
      try set("S", .department, under: "C", from: "2025-06-01", isClosed: true)
    }
    says("没有编码为“X”的单元", "no unit “X”") { try appoint("chen", "X") }
    says("不能从 2025-06-01 起在那里任职：选那天或以后", "choose that day or a later one") { try appoint("chen", "S", from: "2025-06-01") }
    says("选“调岗”，或把新的设为兼任", "move them, or make the new one an appointment besides") {
      _ = try workspace.appoint(
        root, login: "chen", unit: "C", isHead: false, isMain: true, from: day("2026-03-01"), through: nil,
        context: company.context(.localOperator))
    }
    says("结束日不早于开始日", "the last day is not before the first") {
      _ = try workspace.appoint(
        root, login: "chen", unit: "C", isHead: false, isMain: nil, from: day("2026-03-01"), through: day("2026-02-01"),
        context: company.context(.localOperator))
    }
    let place = try #require(try read().units[1].people.last?.appointment)
    says("不能在 2025-12-31 结束：选那天或以后，或者作为误录删除", "remove it as a mistake") {
      _ = try workspace.endAppointment(root, place.id, through: day("2025-12-31"), context: company.context(.localOperator))
    }
    says("没有编号 999 的任职", "no appointment 999") {
      _ = try workspace.endAppointment(root, 999, through: day("2026-12-31"), context: company.context(.localOperator))
    }
    #expect(workspace.revision == events, "nothing was kept")
  }

  @Test("a move ends the main appointment the day before, in one event; what begins later is listed; a mistake never was")
  func moving() throws {
    try build()
    try set("T", .department, under: "C")
    let events = workspace.revision
    _ = try workspace.appoint(
      root, login: "chen", unit: "T", isHead: true, isMain: nil, isMove: true, from: day("2026-12-01"), through: nil,
      context: company.context(.localOperator))
    #expect(workspace.revision == events + 1)
    let before = try read(on: "2026-11-30"), after = try read(on: "2026-12-01")
    #expect(before.units[1].people.map(\.login) == ["qian", "chen"] && before.units[1].people[1].appointment.through == day("2026-11-30"))
    #expect(before.units[2].comingPeople.map(\.login) == ["chen"])
    #expect(after.units[1].people.map(\.login) == ["qian"] && after.units[2].people.map(\.login) == ["chen"])
    #expect(try read(on: "2026-12-01", in: company.restarted()).units.map(\.headcount) == after.units.map(\.headcount))
    let coming = try #require(before.units[2].comingPeople.first?.appointment)
    _ = try workspace.endAppointment(root, coming.id, through: nil, context: company.context(.localOperator))
    let again = try read(on: "2026-12-01")
    #expect(
      again.units[2].people.isEmpty && again.units[1].people.map(\.login) == ["qian", "chen"], "the move never was: the old post goes on")
    #expect(again.units[1].people[1].appointment.through == nil)
    let idle = try company.join("idle", .treasurer)
    #expect(
      refusal {
        _ = try workspace.appoint(
          root, login: idle.login, unit: "T", isHead: false, isMain: nil, isMove: true, from: day("2026-12-01"), through: nil,
          context: company.context(.localOperator))
      }?.detail.chinese.contains("谈不上调岗") == true)
  }

  @Test(
    "whoever manages people is told where approvals would stumble: no head, a head who left, a group without anybody, a flow that asks it")
  func notices() throws {
    let manager = try company.join("root", .administrator)
    func told() throws -> [String] {
      try workspace.readOrganisation(try Access.authorize(manager, to: To.ViewPlan.self), on: nil).notices.map {
        "\($0.kind.rawValue) \($0.subject)"
      }
    }
    try build()
    #expect(try told().isEmpty && read().notices.isEmpty)
    try set("T", .department, under: "C", department: "D03")
    #expect(try told() == ["no-head T"])
    _ = try workspace.setGroup(root, "", name: "价格", englishName: "", members: ["chen"], context: company.context(.localOperator))
    let flow = FlowDefinition(
      ApprovalFlow(
        key: "prices", version: 0,
        nodes: [
          FlowNode("start", .start(next: "a")), FlowNode("a", .approve(ApprovalStep([.group("G1")]), next: "end")), FlowNode("end", .end),
        ]),
      for: .change, name: BilingualText("价格审批", "Prices"), labels: [:])
    _ = try workspace.saveFlow(root, flow, context: company.context(.localOperator))
    _ = try workspace.bindFlow(root, .change, "prices", context: company.context(.localOperator))
    for login in ["chen", "qian"] {
      try workspace.changePerson(root, login: login, isActive: false, context: company.context(.localOperator))
    }
    #expect(try told() == ["flow prices", "group-left G1", "head-left S", "person-left S", "no-head T"])
    let words = try workspace.readOrganisation(try Access.authorize(manager, to: To.ViewPlan.self), on: nil).notices
    #expect(words[0].words.chinese.contains("“价格”里的人都已停用") && words[2].words.chinese.contains("审批会转给上一级"))
    #expect(words[4].words.chinese == "单元T没有负责人，部门负责人的审批由王办：任命一位")
    #expect(words.allSatisfy { !$0.words.english.isEmpty })
    #expect(refusal { _ = try workspace.bindFlow(root, .change, "prices", context: company.context(.localOperator)) }?.code == .flowFaulty)
    #expect(try read().notices.isEmpty, "whoever cannot mend it is not bothered")
  }

  @Test("a change is taken back and done again, unless something rests on it by now")
  func undo() throws {
    try build()
    let proof = try Access.authorize(.localOperator, to: To.ViewPlan.self)
    _ = try workspace.undoLast(proof, context: company.context(.localOperator))
    #expect(try read().units[1].people.map(\.login) == ["qian"])
    _ = try workspace.redoLast(proof, context: company.context(.localOperator))
    #expect(try read().units[1].people.map(\.login) == ["qian", "chen"])
    let again = try company.restarted()
    #expect(again.organisation == workspace.organisation)
    // Somebody else appoints into a unit, and its making can no longer be taken back.
    try set("T", .department, under: "C")
    let other = try company.join("root", .administrator)
    _ = try workspace.appoint(
      try Access.authorize(other, to: To.ManageUsers.self), login: "root", unit: "T", isHead: false, isMain: nil, from: day("2026-01-01"),
      through: nil, context: company.context(other))
    #expect(refusal { _ = try workspace.undoLast(proof, context: company.context(.localOperator)) }?.code == .organisationRefused)
  }

  @Test("a group is asked by a flow; one that a flow in force asks is not dissolved")
  func groups() throws {
    func setGroup(_ id: String, _ members: [String]) throws {
      _ = try workspace.setGroup(root, id, name: "价格委员会", englishName: "Prices", members: members, context: company.context(.localOperator))
    }
    #expect(refusal { try setGroup("", []) }?.code == .organisationRefused)
    try setGroup("", ["wang", "chen"])
    #expect(refusal { try setGroup("", ["qian"]) }?.detail.chinese.contains("已有用户组") == true)
    let flow = FlowDefinition(
      ApprovalFlow(
        key: "prices", version: 0,
        nodes: [
          FlowNode("start", .start(next: "a")), FlowNode("a", .approve(ApprovalStep([.group("G1")], .all), next: "end")),
          FlowNode("end", .end),
        ]),
      for: .change, name: BilingualText("价格审批", "Prices"), labels: [:])
    _ = try workspace.saveFlow(root, flow, context: company.context(.localOperator))
    _ = try workspace.bindFlow(root, .change, "prices", context: company.context(.localOperator))
    #expect(refusal { try setGroup("G1", []) }?.detail.chinese.contains("价格审批") == true)
    let reader = try Access.authorize(wang, to: To.ViewCompany.self)
    let preview = try #require(try workspace.checkFlow(reader, flow, sample: FlowSample(submitter: "qian", fields: [:])).preview)
    #expect(preview.steps.filter { $0.act == "asked" }.map(\.person?.chinese) == ["王", "陈"])
    let unknown = FlowDefinition(
      ApprovalFlow(
        key: "other", version: 0,
        nodes: [
          FlowNode("start", .start(next: "a")), FlowNode("a", .approve(ApprovalStep([.group("G9")]), next: "end")), FlowNode("end", .end),
        ]),
      for: .change, name: BilingualText("别的", "Other"), labels: [:])
    #expect(try workspace.checkFlow(reader, unknown, sample: nil).faults.map(\.code) == ["group-not-known"])
  }

  @Test("whoever manages people names a stand-in for somebody who is ill, never themselves")
  func illness() throws {
    let other = try company.join("root", .administrator)
    func give(_ person: Person, of giver: String?, to standIn: String) throws {
      _ = try workspace.delegateApprovals(
        try Access.authorize(person, to: To.ViewPlan.self), of: giver, to: standIn, from: day("2026-11-23"), through: day("2026-11-27"),
        purposes: [],
        context: company.context(person))
    }
    #expect(throws: AccessError.self) { try give(qian, of: "chen", to: "qian") }
    #expect(refusal { try give(other, of: "chen", to: "root") }?.detail.chinese.contains("不能指定自己") == true)
    #expect(refusal { try give(other, of: "nobody", to: "qian") }?.code == .delegationRefused)
    try give(other, of: "chen", to: "qian")
    #expect(try workspace.approvalPeople(.budget).member(chen.id)?.standIn == qian.id)
    #expect(try workspace.delegationList(try Access.authorize(chen, to: To.ViewPlan.self)).first?.isOwn == true)
  }
}
