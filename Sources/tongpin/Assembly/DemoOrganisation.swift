// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import DemoCompany
import Journal
import PlanningCycle

/// The organisation of the example company, entered through the same verbs as a person's: the group, its company, departments, who heads them, some of
/// them besides another post, and a committee. Two departments have no head, so that one sees what is to be done about it; one gets a head with the new year.
enum DemoOrganisation {
  private struct Entry {
    let id: String
    let kind: OrganisationUnit.Kind
    let parent: String?
    /// nil for a department of the books, which has its own.
    let names: (chinese: String, english: String)?
    var head: String?
    /// The head has another main post.
    var isBesides = false
    var people: [String] = []
  }

  private static let entries: [Entry] = [
    Entry(id: "YSJT", kind: .group, parent: nil, names: ("云杉集团", "Yunshan Group")),
    Entry(id: "YSDQ", kind: .company, parent: "YSJT", names: (DemoCompany.name, DemoCompany.englishName), head: "chenlixin"),
    Entry(id: "XSZX", kind: .department, parent: "YSDQ", names: ("销售中心", "Sales"), head: "zhoumin"),
    department("BM05", "XSZX", head: "liqiang"), department("BM06", "XSZX", head: "huangzhiyuan"),
    department("BM07", "XSZX", people: ["liuyang", "xulei", "luoyong"]), department("BM08", "XSZX", head: "zhoumin", isBesides: true),
    department("BM03", head: "zhaoqian"), department("BM04", head: "zhaoqian", isBesides: true),
    department("BM01"), Entry(id: "JHG", kind: .post, parent: "BM01", names: ("计划岗", "Planning post"), people: ["linyifan"]),
    department("BM02", head: "linyifan", isBesides: true), department("BM09", head: "chenlixin", isBesides: true),
    department("BM10", head: "wangjing"),
    Entry(id: "ZJG", kind: .post, parent: "BM10", names: ("资金岗", "Treasury post"), people: ["sunhao"]),
    department("BM11", head: "wangjing", isBesides: true), department("BM12", head: "chenlixin", isBesides: true),
  ]

  private static func department(
    _ id: String, _ parent: String = "YSDQ", head: String? = nil, isBesides: Bool = false, people: [String] = []
  ) -> Entry {
    Entry(id: id, kind: .department, parent: parent, names: nil, head: head, isBesides: isBesides, people: people)
  }

  static func set(_ workspace: Workspace) throws {
    let proof = try Access.authorize(.localOperator, to: To.ManageUsers.self)
    let today = workspace.planningDay
    func yearStart(_ years: Int) -> Day { Day(year: today.year + years, month: 1, day: 1) ?? today }
    func context(_ what: String) -> CommandContext {
      CommandContext(person: .localOperator, key: "demo-organisation-\(what)", at: SystemClock.now())
    }
    func appoint(_ login: String, _ unit: String, isHead: Bool, isMain: Bool, isMove: Bool = false, from: Day) throws {
      _ = try workspace.appoint(
        proof, login: login, unit: unit, isHead: isHead, isMain: isMain, isMove: isMove, from: from, through: nil,
        context: context("\(login)-\(unit)-\(from)"))
    }
    let names = Dictionary(workspace.plan.catalogue.departments.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })
    for one in entries {
      guard let name = one.names ?? names[one.id].map({ ($0.chinese, $0.english) }) else { continue }
      _ = try workspace.setUnit(
        proof,
        OrganisationUnit(
          id: one.id, kind: one.kind, name: name.chinese, englishName: name.english, parent: one.parent,
          department: one.names == nil ? one.id : nil, from: yearStart(-3)), context: context(one.id))
      for login in one.people { try appoint(login, one.id, isHead: false, isMain: true, from: yearStart(-3)) }
    }
    for isBesides in [false, true] {
      for one in entries where one.isBesides == isBesides {
        if let head = one.head { try appoint(head, one.id, isHead: true, isMain: !isBesides, from: yearStart(-3)) }
      }
    }
    // With the new year one of its regional managers heads the department; what is handed in before still goes to whoever decides now.
    try appoint("luoyong", "BM07", isHead: true, isMain: true, isMove: true, from: yearStart(1))
    _ = try workspace.setGroup(
      proof, "", name: "价格委员会", englishName: "Price committee", members: ["zhoumin", "wangjing", "zhaoqian"], context: context("prices"))
  }
}
