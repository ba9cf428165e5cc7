// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Formulas
import Journal
import Planning

/// Threads in the words of one reader. Whether they may see one is asked before, by `ThreadGate`.
struct ThreadReader {
  private let workspace: Workspace
  private let reader: Person
  private let records: [Int64: PersonRecord]

  init(_ reader: Person, _ workspace: Workspace) throws {
    self.reader = reader
    self.workspace = workspace
    records = Dictionary(try workspace.store.people().map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  func name(_ id: Int64) -> BilingualText { records[id]?.name ?? BilingualText(name: "\(id)") }

  private func person(_ id: Int64, login: String = "") -> ThreadView.Person {
    ThreadView.Person(login: records[id]?.details.login ?? login, name: records[id]?.name ?? BilingualText(name: login))
  }

  /// A comment for a place that shows no more than words: people by their names, one line.
  func plain(_ text: String) -> BilingualText {
    var (chinese, english) = (text.replacing("\n", with: " "), text.replacing("\n", with: " "))
    for login in CommentText(text).logins {
      guard let name = records.values.first(where: { $0.details.login == login })?.name else { continue }
      chinese = chinese.replacing("@{\(login)}", with: "@" + name.chinese)
      english = english.replacing("@{\(login)}", with: "@" + name.english)
    }
    func short(_ words: String) -> String { words.count > 80 ? words.prefix(79) + "…" : words }
    return BilingualText(short(chinese), short(english))
  }

  func view(_ thread: ThreadLedger.Thread) -> ThreadView {
    let cell = found(thread)
    return ThreadView(
      id: thread.id, subject: subject(thread) ?? gone(thread), comments: thread.comments.map { comment($0, in: thread) },
      newest: thread.newest,
      resolved: thread.resolved.map { (person($0.by.id, login: $0.by.login), $0.at) }, waitsForReader: thread.waits(for: reader.id) != nil,
      unit: cell.map { $0.measure.unit.description }, valueThen: cell == nil ? nil : thread.value,
      valueNow: cell.flatMap { (try? workspace.plan.engine.value($0.measure.id, at: $0.coordinate, period: $0.period)) ?? nil })
  }

  private func comment(_ comment: ThreadLedger.Comment, in thread: ThreadLedger.Thread) -> ThreadView.Comment {
    let isOwn = comment.by.id == reader.id
    return ThreadView.Comment(
      event: comment.event, by: person(comment.by.id, login: comment.by.login), at: comment.at, text: comment.text,
      mentions: comment.mentions.map { id in
        let isTold = isOwn ? records[id]?.person.map { $0.isActive && ThreadGate($0, workspace).admits(thread) } ?? false : nil
        return ThreadView.Mention(person: person(id), isTold: isTold)
      },
      isOwn: isOwn, earlier: comment.earlier)
  }

  /// The cell of the plan as it stands; nil for what is none, or was taken out of the model.
  private func found(_ thread: ThreadLedger.Thread) -> FoundCell? {
    guard case .cell(let measure, let members, let column) = thread.subject, !column.isEmpty else { return nil }
    let plan = workspace.plan
    let present = plan.model.history.present(measure, since: thread.id)
    guard let index = plan.engine.model.measure(named: present) else { return nil }
    let (coordinate, period) = (Coordinate(members), PlanPeriod(column: column))
    return FoundCell(
      address: plan.address(present, coordinate, period), measure: plan.engine.model.measures[index], coordinate: coordinate, period: period
    )
  }

  /// What it is about, as it is called now; nil for a cell that the model no longer has.
  func subject(_ thread: ThreadLedger.Thread) -> ThreadView.Subject? { subject(thread.subject, since: thread.id, thread: thread.id) }

  /// - Parameters:
  ///   - event: the event that names it: its measures are those of the model of then.
  ///   - thread: the link opens this one; nil: none.
  func subject(_ about: ThreadSubject, since event: Int64, thread: Int64?) -> ThreadView.Subject? {
    let plan = workspace.plan
    func named(_ key: String, _ label: BilingualText, _ screen: String, _ query: [String: String]) -> ThreadView.Subject {
      ThreadView.Subject(key: key, kind: about.kind, label: label, link: link(screen, query, thread), cell: nil)
    }
    switch about {
    case .cell(let measure, let members, let column):
      let present = plan.model.history.present(measure, since: event)
      guard let index = plan.engine.model.measure(named: present) else { return nil }
      let (coordinate, period) = (Coordinate(members), PlanPeriod(column: column))
      let address = plan.address(present, coordinate, period).text
      let (name, when) = (plan.label(plan.engine.model.measures[index], coordinate), period?.label)
      return ThreadView.Subject(
        key: "cell:" + address, kind: about.kind,
        label: BilingualText(
          ([name.chinese] + [when?.chinese].compactMap(\.self)).joined(separator: " · "),
          ([name.english] + [when?.english].compactMap(\.self)).joined(separator: " · ")),
        link: link("table", ["cell": address], thread), cell: address)
    case .scenario(let id):
      let name = workspace.scenarios[id]?.name ?? "\(id)"
      let isOpen = workspace.scenarios[id]?.status == .open
      return named("scenario:\(id)", BilingualText("情景 \(name)", "scenario \(name)"), "table", isOpen ? ["scenario": "\(id)"] : [:])
    case .budget(let key):
      return named(
        "budget:\(key.form)/\(key.year)", workspace.title(of: .budget(key, .budget, BudgetLimits(nil))), "budgets",
        ["form": key.form, "period": "\(key.year)"])
    case .approval(let id):
      let title = workspace.approvals[id].map { workspace.title(of: $0.subject) } ?? BilingualText(name: "\(id)")
      return named("approval:\(id)", title, "inbox", ["approval": "\(id)"])
    case .deal(let code):
      let name = plan.deals.first { $0.code == code }?.name ?? BilingualText(name: code)
      return named("deal:\(code)", BilingualText("商机 \(name.chinese)", "deal \(name.english)"), "deals", ["deal": code])
    }
  }

  private func gone(_ thread: ThreadLedger.Thread) -> ThreadView.Subject {
    var name = ""
    if case .cell(let measure, _, let column) = thread.subject { name = [measure, column].filter { !$0.isEmpty }.joined(separator: " · ") }
    return ThreadView.Subject(
      key: "gone:\(thread.id)", kind: "gone", label: BilingualText("\(name)（模型里已没有）", "\(name) (no longer in the model)"),
      link: link("table", [:], thread.id), cell: nil)
  }

  private func link(_ screen: String, _ query: [String: String], _ thread: Int64?) -> String {
    let pairs = query.sorted { $0.key < $1.key }.map { $0.key + "=" + Self.escaped($0.value) } + (thread.map { ["thread=\($0)"] } ?? [])
    return "#/\(screen)?" + pairs.joined(separator: "&")
  }

  /// As a query of an address is written: everything but letters, digits and `-._~` by its bytes.
  private static func escaped(_ text: String) -> String {
    text.utf8.reduce(into: "") { written, byte in
      let isPlain =
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || [0x2D, 0x2E, 0x5F, 0x7E].contains(byte)
      written += isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
  }
}
