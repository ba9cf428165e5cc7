// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Commerce
import DataQuality
import Journal

extension Workspace {
  /// - Throws: `StoreError`.
  public func qualityView(_ proof: Authorized<To.ViewCompany>) throws -> QualityView {
    let ledger = ledgers.quality
    let people = try store.people()
    let places = QualityPlaces(organisation: organisation, people: people)
    let batches = ledger.batches.filter { $0.releaseOf == nil }
    let bySource = Dictionary(grouping: batches) { SourceKey(kind: $0.kind, source: $0.source) }
    let byDepartment = Dictionary(grouping: batches) { places.key(of: $0) }
    let sources = bySource.map { key, batches in series(key.text, key.name, batches) }
    let departments = byDepartment.map { key, batches in series(key, places.name(key, batches), batches) }
    let waiting = ledger.waiting.reversed()
    let past = ledger.batches.reversed().filter { $0.wasHeld && ledger.fate(of: $0) != .held }.prefix(QualityView.pastLimit)
    return QualityView(
      all: series("", BilingualText("全部", "All"), batches), sources: ordered(sources), departments: ordered(departments),
      failing: failing(bySource), held: try (waiting + past).map { try card($0, proof.person, places) },
      rules: ledger.rules.map { rule in
        (rule, rule.owner.flatMap { places.name(ofPerson: $0) }, rule.by.map { actorName($0) })
      },
      owners: people.compactMap { record in
        record.person.flatMap { Access.allows($0, .viewCompany) ? (record.details.login, record.name) : nil }
      }, revision: revision)
  }

  /// The data-health card of a batch, however long ago it came in.
  ///
  /// - Throws: `CycleError.heldBatchNotKnown`; `StoreError`.
  public func batchCard(_ proof: Authorized<To.ViewCompany>, _ number: Int64) throws -> BatchCard {
    guard let event = try store.events(after: number - 1, limit: 1).first, event.sequence == number, let receipt = FactReceipt(event),
      event.kind == QualityLedger.held || event.kind == "facts.recorded"
    else {
      throw CycleError(
        .heldBatchNotKnown, BilingualText("没有这一批", "there is no such batch"), detail: BilingualText("批次 \(number)", "batch \(number)"),
        hint: BilingualText("在导入记录里选", "choose one of the imports"), parameters: ["batch": "\(number)"])
    }
    let places = QualityPlaces(organisation: organisation, people: try store.people())
    return try card(ledgers.quality.batch(number) ?? CheckedBatch(receipt), proof.person, places)
  }

  /// `kept`, `held`, `released`, `replaced`, `discarded`.
  func qualityState(_ batch: Int64) -> String {
    ledgers.quality.batch(batch).map { BatchCard.State(ledgers.quality.fate(of: $0)).rawValue } ?? BatchCard.State.kept.rawValue
  }

  /// What became of a held batch, in words.
  func qualityWords(of fate: CheckedBatch.Fate) -> BilingualText {
    switch fate {
    case .kept: return BilingualText("没有被隔离", "it is not held")
    case .held: return BilingualText("还在隔离", "it is held")
    case .replaced(let by): return BilingualText("已由批次 \(by) 替换", "batch \(by) stands in for it")
    case .released(let by, let event, _):
      let name = actorName(by)
      return BilingualText("\(name.chinese) 已放行，批次 \(event)", "\(name.english) released it as batch \(event)")
    case .discarded(let by, _, _):
      let name = actorName(by)
      return BilingualText("\(name.chinese) 已弃用", "\(name.english) discarded it")
    }
  }

  private func ordered(_ series: [QualityView.Series]) -> [QualityView.Series] {
    // The worst first: that is where somebody has to look.
    let sorted = series.sorted { left, right in
      let (one, other) = (left.newest?.score ?? 101, right.newest?.score ?? 101)
      return one != other ? one < other : left.key < right.key
    }
    return Array(sorted.prefix(QualityView.seriesLimit))
  }

  private func series(_ key: String, _ name: BilingualText, _ batches: [CheckedBatch]) -> QualityView.Series {
    let checked = batches.filter { $0.score != nil }
    let months = Dictionary(grouping: checked) { $0.at.civilDay.monthOf }.sorted { $0.key < $1.key }
      .suffix(QualityView.Series.monthLimit).map { month, batches in
        let sum = batches.reduce(0) { $0 + ($1.score?.total ?? 0) }
        return QualityView.Series.Month(month: month, score: (sum * 2 + batches.count) / (batches.count * 2), batches: batches.count)
      }
    let newest = checked.last.flatMap { one in one.score.map { (one.batch, $0.total, one.at.stampText) } }
    return QualityView.Series(
      key: key, name: name, months: months, newest: newest,
      change: months.count < 2 ? nil : months[months.count - 1].score - months[months.count - 2].score, batches: batches.count,
      unchecked: batches.count - checked.count, held: batches.count { ledgers.quality.fate(of: $0) == .held })
  }

  private func failing(_ bySource: [SourceKey: [CheckedBatch]]) -> [QualityView.Failing] {
    // Of each source the newest that stands: what was discarded or replaced is nobody's to mend any more.
    let all = bySource.values.compactMap { $0.last { $0.score != nil && stands($0) } }.sorted { $0.batch > $1.batch }.flatMap { batch in
      batch.failing.map { one in
        let known = ledgers.quality.rule(one.rule.id)
        let rule = known.map { StandingRule(one.rule, name: $0.name, isOn: $0.isOn, owner: $0.owner) }
        return QualityView.Failing(
          rule: rule ?? StandingRule(shipped: one.rule), source: batch.origin, batch: batch.batch, failed: one.failed, checked: one.checked)
      }
    }
    return all.enumerated().sorted { left, right in
      let (one, other) = (left.element.rule.rule.severity.weight, right.element.rule.rule.severity.weight)
      return one != other ? one > other : left.offset < right.offset
    }.map(\.element)
  }

  private func stands(_ batch: CheckedBatch) -> Bool {
    switch ledgers.quality.fate(of: batch) {
    case .kept, .held, .released: true
    case .replaced, .discarded: false
    }
  }

  private func card(_ batch: CheckedBatch, _ person: Person, _ places: QualityPlaces) throws -> BatchCard {
    let receipt = try heldReceipt(batch.batch)
    let (ledger, fate) = (ledgers.quality, ledgers.quality.fate(of: batch))
    var report = QualityReport(receipt)
    // A release was checked when it was held.
    if report == nil, let held = batch.releaseOf { report = QualityReport(try heldReceipt(held)) }
    let accepted = receipt.command["rows"]?.integer.map { Int(clamping: $0) } ?? receipt.keptRows + receipt.unchangedRows
    let owner = ledger.owner(of: batch).flatMap { id in places.login(ofPerson: id).map { ($0, name(ofPerson: id, else: batch.actor)) } }
    return BatchCard(
      batch: batch.batch, kind: batch.kind, fileName: batch.fileName, source: batch.source, by: actorName(batch.actor),
      at: batch.at.stampText, department: places.department(of: batch).map { BilingualText($0.name, $0.englishName) },
      state: BatchCard.State(fate), report: report, accepted: accepted, added: receipt.newRows, corrected: receipt.correctedRows,
      unchanged: receipt.unchangedRows, owner: batch.wasHeld ? owner : nil, end: try end(fate),
      release: batch.releaseReason.map { (batch.releaseOf, $0) }, actions: fate == .held ? try actions(person, batch) : [])
  }

  private func endEvent(_ number: Int64) throws(StoreError) -> Event? { try store.events(after: number - 1, limit: 1).first }

  private func end(_ fate: CheckedBatch.Fate) throws -> BatchCard.End? {
    switch fate {
    case .kept, .held: return nil
    case .released(let by, let event, let reason), .discarded(let by, let event, let reason):
      return BatchCard.End(by: actorName(by), at: try endEvent(event)?.recordedAt.stampText ?? "", reason: reason, event: event)
    case .replaced(let by):
      let event = try endEvent(by)
      return BatchCard.End(
        by: event.map { actorName($0.draft.actor) } ?? BilingualText("", ""), at: event?.recordedAt.stampText ?? "", reason: "", event: by)
    }
  }

  private func actions(_ person: Person, _ batch: CheckedBatch) throws -> [String] {
    let mayRelease = Access.allows(person, .releaseData)
    let isHand = mayRelease || person.id == batch.actor.id || person.id == ledgers.quality.owner(of: batch)
    var actions: [String] = []
    if mayRelease, try maySettle(batch.actor, person) { actions.append("release") }
    if isHand { actions += ["discard", "assign"] }
    if Access.allows(person, .importFacts) { actions.append("replace") }
    return actions
  }
}

extension BatchCard.State {
  init(_ fate: CheckedBatch.Fate) {
    switch fate {
    case .kept: self = .kept
    case .held: self = .held
    case .released: self = .released
    case .replaced: self = .replaced
    case .discarded: self = .discarded
    }
  }
}

/// What files of one sort, or one connection, have in common.
struct SourceKey: Hashable {
  let kind: FactKind
  let source: String

  var text: String { kind.rawValue + "|" + source }
  var name: BilingualText {
    source.isEmpty ? kind.label : BilingualText("\(kind.label.chinese) · \(source)", "\(kind.label.english) · \(source)")
  }
}

/// Where people worked when they brought something in.
struct QualityPlaces {
  private let organisation: Organisation
  private let people: [Int64: PersonRecord]

  init(organisation: Organisation, people: [PersonRecord]) {
    self.organisation = organisation
    self.people = Dictionary(people.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  func name(ofPerson id: Int64) -> BilingualText? { people[id]?.name }
  func login(ofPerson id: Int64) -> String? { people[id]?.details.login }

  /// The department of the importer's main place on the day of the import: the unit itself, or the nearest one above it; nil for none.
  func department(of batch: CheckedBatch) -> OrganisationUnit? {
    let day = batch.at.civilDay
    guard batch.actor.id > 0, let place = organisation.appointments(of: batch.actor.id, on: day).first,
      let unit = organisation.unit(place.unit, on: day)
    else { return nil }
    return ([unit] + organisation.path(above: unit.id, on: day)).first { $0.kind == .department } ?? unit
  }

  func key(of batch: CheckedBatch) -> String {
    if let unit = department(of: batch) { return unit.id }
    return batch.actor.id > 0 ? "?" : batch.actor.login
  }

  func name(_ key: String, _ batches: [CheckedBatch]) -> BilingualText {
    if let unit = batches.last.flatMap({ department(of: $0) }) { return BilingualText(unit.name, unit.englishName) }
    switch key {
    case "?": return BilingualText("没有归属部门", "No department")
    case Actor.system.login: return BilingualText("系统", "The system")
    default: return BilingualText("本机", "At the machine")
    }
  }
}
