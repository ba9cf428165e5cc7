// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
public import DataQuality
public import Journal

/// One import as the ledger of quality keeps it: what came, and how good it was.
struct CheckedBatch: Sendable {
  struct Failing: Sendable, Hashable {
    let rule: QualityRule
    let failed: Int
    let checked: Int
  }

  /// What became of it.
  enum Fate: Sendable, Hashable {
    /// Its rows are facts.
    case kept
    /// Nothing of it is a fact, and somebody has to say what shall be.
    case held
    case released(by: Actor, event: Int64, reason: String)
    case replaced(by: Int64)
    case discarded(by: Actor, event: Int64, reason: String)
  }

  let batch: Int64
  let kind: FactKind
  let fileName: String
  let source: String
  let actor: Actor
  let at: Moment
  let wasHeld: Bool
  /// nil where it was not checked: from before there were rules, a release of one that was, the example company.
  let score: QualityScore?
  let failing: [Failing]
  /// Rules that had something to look at and found nothing.
  let passed: Int
  let owner: Int64?
  /// The batch that was released with this one, and why: for ever.
  let releaseOf: Int64?
  let releaseReason: String?

  /// The file as people know it; of rows without one, where they came from.
  var origin: String { fileName.isEmpty ? source : fileName }

  init(_ receipt: FactReceipt) {
    let command = receipt.command
    (batch, kind, fileName) = (receipt.batch, receipt.kind, receipt.fileName)
    (actor, at, wasHeld) = (receipt.event.draft.actor, receipt.recordedAt, receipt.isHeld)
    let named = command["source"]?.text ?? ""
    source = named.isEmpty ? ImportOrigin.sourceName(ofFile: fileName) : named
    let release = command["release"]
    (releaseOf, releaseReason) = (release?["of"]?.integer, release?["reason"]?.text)
    let report = releaseOf == nil ? QualityReport(receipt) : nil
    score = report?.score
    failing = (report?.outcomes ?? []).filter { $0.state == .failed }.map {
      Failing(rule: $0.rule, failed: $0.failed, checked: $0.checked)
    }
    passed = (report?.outcomes ?? []).count { $0.state == .passed }
    owner = command["owner"]?.integer
  }
}

extension FactReceipt {
  /// A batch that a rule stopped: its file is kept, none of its rows is a fact.
  public var isHeld: Bool { event.kind == QualityLedger.held }
}

/// A rule as it stands: one that comes along, perhaps set otherwise, or one that people made.
public struct StandingRule: Sendable, Hashable {
  public let rule: QualityRule
  /// Given by whoever made it; empty: its sentence says it.
  public let name: String
  public let isOn: Bool
  /// Who has to look at what it stops; nil: whoever brought the rows in.
  public let owner: Int64?
  /// The event that set it, and by whom; nil for one that is as it came.
  public let savedIn: Int64?
  public let by: Actor?

  public var isShipped: Bool { !rule.id.hasPrefix("own-") }
  /// Of one that people made.
  var number: Int64 { Int64(rule.id.dropFirst(4)) ?? 0 }

  init(shipped rule: QualityRule) {
    (self.rule, name, isOn, owner, savedIn, by) = (rule, "", true, nil, nil, nil)
  }

  init(_ rule: QualityRule, name: String, isOn: Bool, owner: Int64?) {
    (self.rule, self.name, self.isOn, self.owner, savedIn, by) = (rule, name, isOn, owner, nil, nil)
  }

  var canonical: CanonicalValue {
    var fields: [String: CanonicalValue] = ["rule": rule.canonical, "name": .text(name), "on": .boolean(isOn)]
    fields["owner"] = owner.map { .integer($0) }
    return .map(fields)
  }

  init?(_ value: CanonicalValue?, id: String, savedIn event: Event) {
    guard let rule = QualityRule(value?["rule"], id: id) else { return nil }
    self.rule = rule
    name = value?["name"]?.text ?? ""
    isOn = value?["on"]?.boolean ?? true
    owner = value?["owner"]?.integer
    (savedIn, by) = (event.sequence, event.draft.actor)
  }
}
