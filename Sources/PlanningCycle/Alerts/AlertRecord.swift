// SPDX-License-Identifier: Apache-2.0
import Access
import Alerting
import Calendars
import Journal

/// One transition as an event holds it: what changed, and for news the words of the alert, so that the log reads the same years later.
struct AlertRecord {
  let transition: AlertTransition
  let alert: Alert?

  init(_ transition: AlertTransition, _ alert: Alert?) {
    self.transition = transition
    self.alert = transition.kind.isNews ? alert : nil
  }

  init?(_ value: CanonicalValue) {
    guard let kind = value["kind"]?.text.flatMap({ AlertTransition.Kind(rawValue: $0) }), let key = value["key"]?.text,
      let code = value["code"]?.text, let severity = value["severity"]?.text.flatMap({ AlertSeverity(rawValue: $0) })
    else { return nil }
    let level = AlertLevel(
      severity: severity, money: value["money"]?.integer, count: value["count"]?.integer, urgentBy: value["by"]?.day,
      words: value["words"]?.text ?? "")
    transition = AlertTransition(kind, key: key, code: code, level: level)
    alert = Alert(value, key: key, code: code, level)
  }

  /// Those of one event.
  static func all(in event: Event) -> [AlertRecord] { (event.payload["transitions"]?.list ?? []).compactMap { AlertRecord($0) } }

  var canonical: CanonicalValue {
    let level = transition.level
    var fields: [String: CanonicalValue] = [
      "kind": .text(transition.kind.rawValue), "key": .text(transition.key), "code": .text(transition.code),
      "severity": .text(level.severity.rawValue),
    ]
    if let money = level.money { fields["money"] = .integer(money) }
    if let count = level.count { fields["count"] = .integer(count) }
    if let urgentBy = level.urgentBy { fields["by"] = .day(urgentBy) }
    if !level.words.isEmpty { fields["words"] = .text(level.words) }
    if let alert { fields.merge(alert.words) { mine, _ in mine } }
    return .map(fields)
  }
}

extension Alert {
  fileprivate var words: [String: CanonicalValue] {
    var fields: [String: CanonicalValue] = [
      "title_zh": .text(title.chinese), "title_en": .text(title.english), "detail_zh": .text(detail.chinese),
      "detail_en": .text(detail.english), "since": .day(since), "link": .text(link),
    ]
    if let cell { fields["cell"] = .text(cell) }
    if id != key { fields["id"] = .text(id) }
    if let asks { fields["asks"] = .text(asks.rawValue) }
    if let viewer { fields["viewer"] = viewer.canonical }
    if !places.isEmpty { fields["places"] = .map(places.mapValues { .list($0.map { .text($0) }) }) }
    return fields
  }

  fileprivate init?(_ value: CanonicalValue, key: String, code: String, _ level: AlertLevel) {
    guard let chinese = value["title_zh"]?.text, let english = value["title_en"]?.text, let since = value["since"]?.day,
      let link = value["link"]?.text
    else { return nil }
    let id = value["id"]?.text ?? key
    self.init(
      id: id, code: code, severity: Severity(rawValue: level.severity.rawValue) ?? .info, title: BilingualText(chinese, english),
      detail: BilingualText(value["detail_zh"]?.text ?? "", value["detail_en"]?.text ?? ""), money: level.money, since: since, link: link,
      cell: value["cell"]?.text, count: level.count, urgentBy: level.urgentBy,
      places: (value["places"]?.map ?? [:]).mapValues { ($0.list ?? []).compactMap(\.text) },
      asks: value["asks"]?.text.flatMap { Permission(rawValue: $0) }, viewer: Viewer(value["viewer"]), lifeKey: id == key ? nil : key)
  }
}

extension Alert.Viewer {
  fileprivate var canonical: CanonicalValue {
    .map([
      "person": .integer(person), "rights": .list(rights.map { .text($0.rawValue) }),
      "scope": .list(
        scope.restrictions.map { .map(["dimension": .text($0.dimension), "members": .list($0.members.map { .text($0) })]) }),
    ])
  }

  /// nil for an alert that is everybody's.
  fileprivate init?(_ value: CanonicalValue?) {
    guard let person = value?["person"]?.integer else { return nil }
    self.init(
      person: person,
      scope: Scope(
        restrictions: (value?["scope"]?.list ?? []).map {
          Scope.Restriction(dimension: $0["dimension"]?.text ?? "", members: ($0["members"]?.list ?? []).compactMap(\.text))
        }), rights: (value?["rights"]?.list ?? []).compactMap { $0.text.flatMap { Permission(rawValue: $0) } })
  }
}
