// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Journal

extension Workspace {
  /// Sources that fail or are late, as whoever answers for them is told. They say the same as long as it lasts, so that nobody is told twice, and are
  /// gone by themselves.
  func sourceAlerts(for person: Person) -> [Alert] {
    guard Access.allows(person, .viewCompany), !sourceLedger.sources.isEmpty else { return [] }
    return troubledSources().compactMap { source, health in
      guard isAnswerable(person, for: source) else { return nil }
      var alert = Self.alert(source, health)
      alert.viewer = Alert.Viewer(person: person.id, scope: person.scope, rights: [.viewCompany])
      alert.lifeKey = "\(alert.id)@\(person.id)"
      return alert
    }
  }

  /// Which sources say something to somebody now: a look at people is made again when it changes, for time alone makes a source late.
  func sourceTroubles() -> [String] { troubledSources().map { "\($0.source.id) \($0.health.state.rawValue)" } }

  private func troubledSources() -> [(source: DataSource, health: SourceHealth)] {
    guard !sourceLedger.sources.isEmpty, let secrets = try? store.channelSecrets() else { return [] }
    return sourceLedger.standing.map { ($0, health(of: $0, secrets)) }.filter { [.failing, .late].contains($0.1.state) }
  }

  /// Its owner; the administrators, where the owner has left or may not import any more.
  private func isAnswerable(_ person: Person, for source: DataSource) -> Bool {
    if person.id == source.content.owner { return true }
    guard Access.allows(person, .manageUsers) else { return false }
    return (try? ownerProof(of: source)) == nil
  }

  private static func alert(_ source: DataSource, _ health: SourceHealth) -> Alert {
    let name = source.content.name
    let link = "#/sources?source=\(source.id)"
    if health.state == .failing {
      let fault = health.fault ?? SourceFault(.unreachable)
      return Alert(
        id: "source-\(source.id)", code: "source.failing", severity: .warning,
        title: BilingualText("数据源读取失败：\(name.chinese)", "Source cannot be read: \(name.english)"),
        detail: BilingualText("\(fault.title.chinese)；\(fault.hint.chinese)", "\(fault.title.english); \(fault.hint.english)"), money: nil,
        since: (health.failingSince ?? source.savedAt).civilDay, link: link, cell: nil)
    }
    let last = health.lastSuccess
    return Alert(
      id: "source-\(source.id)", code: "source.late", severity: .warning,
      title: BilingualText("数据源迟到：\(name.chinese)", "Source is late: \(name.english)"),
      detail: BilingualText(
        "应\(source.content.schedule.words.chinese)读取；" + (last.map { "上次成功 \($0.minuteText)" } ?? "还没有成功过"),
        "to be read \(source.content.schedule.words.english); " + (last.map { "last read on \($0.minuteText)" } ?? "never read so far")),
      money: nil, since: (health.lateSince ?? source.savedAt).civilDay, link: link, cell: nil)
  }
}
