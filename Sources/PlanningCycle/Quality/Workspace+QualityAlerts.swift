// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import DataQuality
import Journal

extension Workspace {
  /// Batches that are held: nothing of them is in the plan until somebody says so. One alert for all of one file or source, however often it comes; of the
  /// newest ones.
  func qualityAlerts() -> [Alert] { Self.together(ledgers.quality.waiting).suffix(Self.heldAlertLimit).map { heldAlert($0) } }

  /// Those of one file or source and kind together, in the order in which the first of each came.
  private static func together(_ batches: [CheckedBatch]) -> [[CheckedBatch]] {
    var places: [String: Int] = [:]
    var groups: [[CheckedBatch]] = []
    for batch in batches {
      let key = "\(batch.kind.rawValue) \(batch.origin)"
      if let place = places[key] {
        groups[place].append(batch)
      } else {
        places[key] = groups.count
        groups.append([batch])
      }
    }
    return groups
  }

  /// - Parameter batches: of one file or source, the oldest first.
  private func heldAlert(_ batches: [CheckedBatch]) -> Alert {
    let (batch, count) = (batches[0], batches.count)
    let (file, kind) = (batch.origin, batch.kind.label)
    let owner = name(ofPerson: ledgers.quality.owner(of: batch), else: batch.actor)
    let first = batch.failing.first { $0.rule.severity == .stop }?.rule.condition ?? BilingualText("", "")
    let many = count == 1 ? BilingualText("", "") : BilingualText("（\(count) 批）", " (\(count) batches)")
    return Alert(
      id: "quality-held-\(batch.batch)", code: "quality.held", severity: .critical,
      title: BilingualText(
        "\(kind.chinese)被隔离，没有进入计划：\(file)\(many.chinese)", "\(kind.english) held, not in the plan: \(file)\(many.english)"),
      detail: BilingualText("\(first.chinese)；负责人 \(owner.chinese)", "\(first.english); to be looked at by \(owner.english)"), money: nil,
      since: batch.at.civilDay, link: "#/quality?batch=\(batch.batch)", cell: nil, count: Int64(count))
  }

  private static let heldAlertLimit = 50

  /// What is held and waits for this person: one line for all of one file or source, as with the alerts.
  func qualityTodos(for person: Person) -> [Todo] {
    guard Access.allows(person, .viewCompany) else { return [] }
    return Self.together(ledgers.quality.waiting.filter { ledgers.quality.owner(of: $0) == person.id }).map { batches in
      let (batch, count) = (batches[0], batches.count)
      let many =
        count == 1
        ? BilingualText("\(batch.at.civilDay) 导入", "brought in on \(batch.at.civilDay)")
        : BilingualText("\(count) 批，最早 \(batch.at.civilDay) 导入", "\(count) batches, the first brought in on \(batch.at.civilDay)")
      return Todo(
        id: "quality-\(batch.batch)", kind: "quality",
        title: BilingualText("处理被隔离的\(batch.kind.label.chinese)", "Deal with held \(batch.kind.label.english.lowercased())"),
        detail: BilingualText("\(batch.origin)，\(many.chinese)", "\(batch.origin), \(many.english)"), dueOn: batch.at.civilDay,
        isOverdue: batch.at.civilDay < environment.today(), link: "#/quality?batch=\(batch.batch)")
    }
  }

  /// Of somebody who has a number; the program and the machine have none.
  func name(ofPerson id: Int64?, else actor: Actor) -> BilingualText {
    if let id, id > 0, let record = try? store.person(id: id) { return record.name }
    return actorName(actor)
  }

  func actorName(_ actor: Actor) -> BilingualText {
    switch actor.login {
    case Actor.system.login: BilingualText("系统", "the system")
    case Person.localOperator.login: BilingualText(Person.localOperator.name, Person.localOperator.englishName)
    default: name(of: actor)
    }
  }
}
