// SPDX-License-Identifier: Apache-2.0
import Commerce

/// What is told once for a whole column, with how often it happened.
enum NoteKind: Int, CaseIterable {
  case decimalsRounded, rateReadAsPercent, serialReadAsDate, grossTakenAsNet, taxRateMissing, amountMissing
  case referencesNotChecked, duplicatesAdded, valuesCarried

  var code: FindingCode {
    switch self {
    case .decimalsRounded: .decimalsRounded
    case .rateReadAsPercent: .rateReadAsPercent
    case .serialReadAsDate: .serialReadAsDate
    case .grossTakenAsNet: .grossTakenAsNet
    case .taxRateMissing: .taxRateMissing
    case .amountMissing: .amountMissing
    case .referencesNotChecked: .referencesNotChecked
    case .duplicatesAdded: .duplicatesAdded
    case .valuesCarried: .valuesCarried
    }
  }
}

/// Collects what is found in the row at hand, so that a row that turns out to be a total leaves no trace.
final class RowFindings {
  let file: String
  let header: Header
  let plans: [FieldPlan]
  var log: FindingLog
  @exclusivity(unchecked) private(set) var isRejected = false
  @exclusivity(unchecked) private(set) var lacksRequired = false
  @exclusivity(unchecked) private(set) var line = 0
  @exclusivity(unchecked) private var sourceColumn = -1
  @exclusivity(unchecked) private var pending: [Finding] = []
  @exclusivity(unchecked) private var pendingNotes: [PendingNote] = []
  /// By kind and field: what is told once with its count.
  @exclusivity(unchecked) private var tallies: [Tally]

  @exclusivity(unchecked) private var repeatedReferences = 0

  /// Amount columns whose cells had to be rounded.
  private(set) var roundings: [AmountRounding] = []

  private struct PendingNote {
    let slot: Int
    let excerpt: String
    var dropped = DroppedDecimals()
  }
  private struct Tally {
    var line = 0
    var excerpt = ""
    var count = 0
    var dropped = DroppedDecimals()
  }

  init(file: String, header: Header, plans: [FieldPlan], log: FindingLog) {
    self.file = file
    self.header = header
    self.plans = plans
    self.log = log
    tallies = [Tally](repeating: Tally(), count: NoteKind.allCases.count * (plans.count + 1))
  }

  func begin(_ row: SourceRow) {
    line = row.line
    sourceColumn = row.sourceColumn
    isRejected = false
    lacksRequired = false
    if !pending.isEmpty { pending.removeAll(keepingCapacity: true) }
    if !pendingNotes.isEmpty { pendingNotes.removeAll(keepingCapacity: true) }
  }

  func reject(_ problem: SourceRow.Problem) {
    switch problem {
    case .none: break
    case .quoteNotClosed: rowProblem(.quoteNotClosed, [])
    case .cellTooLong: rowProblem(.cellTooLong, [])
    case .tooManyCells:
      rowProblem(.tooManyCells, [.init("columns", String(header.texts.count)), .init("cells", "512+")])
    }
  }

  func rowProblem(_ code: FindingCode, _ parameters: [Finding.Parameter], excerpt: String = "") {
    add(Finding(code: code, file: file, line: line, excerpt: excerpt, parameters: parameters))
  }

  func cell(_ code: FindingCode, _ plan: FieldPlan, _ bytes: UnsafeBufferPointer<UInt8>) {
    cell(code, plan, text: String(decoding: bytes.prefix(200), as: UTF8.self), [])
  }

  func cell(
    _ code: FindingCode, _ plan: FieldPlan, text: String, _ parameters: [Finding.Parameter],
    severity: Finding.Severity? = nil
  ) {
    add(
      Finding(
        code: code, severity: severity, file: file, line: line, column: column(plan), excerpt: text,
        parameters: named(plan) + parameters))
  }

  /// A cell that can't be read as its type: costs the row or, where that is too much, the value.
  func unreadable(_ code: FindingCode, _ plan: FieldPlan, _ bytes: UnsafeBufferPointer<UInt8>) {
    if plan.rejectsUnreadable {
      cell(code, plan, bytes)
      if plan.field.isRequired { lacksRequired = true }
    } else {
      cell(
        .valueLeftEmpty, plan, text: String(decoding: bytes.prefix(200), as: UTF8.self),
        [.init("reason", code.rawValue)])
    }
  }

  func noteRequiredMissing(_ plan: FieldPlan) {
    lacksRequired = true
    cell(.requiredMissing, plan, text: "", [])
  }

  /// A required value that was blank came from elsewhere: the row lacks it no longer.
  func supplied(_ plan: FieldPlan) {
    guard lacksRequired else { return }
    pending.removeAll { finding in
      finding.code == .requiredMissing && finding.parameters.first { $0.name == "field" }?.value == plan.field.name
    }
    isRejected = pending.contains { $0.severity == .rejected }
    lacksRequired = isRejected
  }

  func note(_ notes: CellNotes, _ plan: FieldPlan, _ bytes: UnsafeBufferPointer<UInt8>) {
    if notes.contains(.decimalsRounded) { count(.decimalsRounded, plan, bytes, notes.dropped) }
    if notes.contains(.rateReadAsPercent) { count(.rateReadAsPercent, plan, bytes) }
    if notes.contains(.serialReadAsDate) { count(.serialReadAsDate, plan, bytes) }
  }

  private func count(
    _ kind: NoteKind, _ plan: FieldPlan, _ bytes: UnsafeBufferPointer<UInt8>, _ dropped: DroppedDecimals = DroppedDecimals()
  ) {
    let slot = slot(kind, plan.index)
    // Only the first occurrence needs its words.
    let excerpt = tallies[slot].count == 0 ? String(decoding: bytes.prefix(200), as: UTF8.self) : ""
    pendingNotes.append(PendingNote(slot: slot, excerpt: excerpt, dropped: dropped))
  }

  func aggregate(_ kind: NoteKind, _ plan: FieldPlan? = nil, excerpt: @autoclosure () -> String = "") {
    let slot = slot(kind, plan?.index ?? -1)
    pendingNotes.append(PendingNote(slot: slot, excerpt: tallies[slot].count == 0 ? excerpt() : ""))
  }

  private func slot(_ kind: NoteKind, _ field: Int) -> Int { kind.rawValue * (plans.count + 1) + field + 1 }

  /// One more row with a code that was found unknown before.
  func noteRepeatedReference() { repeatedReferences += 1 }

  /// A finding about a whole column.
  func tell(_ code: FindingCode, _ plan: FieldPlan, _ line: Int, _ parameters: [Finding.Parameter]) {
    late(code, plan, line, "", parameters)
  }

  /// A finding about a row read before.
  func late(
    _ code: FindingCode, _ plan: FieldPlan, _ line: Int, _ text: String, _ parameters: [Finding.Parameter]
  ) {
    log.add(
      Finding(
        code: code, file: file, line: line, column: column(plan), excerpt: text,
        parameters: named(plan) + parameters))
  }

  func skip(_ code: FindingCode) {
    log.add(Finding(code: code, file: file, line: line))
  }

  func commitRejected(quietly: Bool) {
    if quietly { return }
    for finding in pending { log.add(finding) }
  }

  func commitAccepted() {
    if !pending.isEmpty { for finding in pending { log.add(finding) } }
    for note in pendingNotes {
      if tallies[note.slot].count == 0 {
        tallies[note.slot] = Tally(line: line, excerpt: note.excerpt, count: 0)
      }
      tallies[note.slot].count += 1
      tallies[note.slot].dropped.add(note.dropped)
    }
  }

  /// Tells what was counted, kind by kind and column by column.
  func finish() {
    log.addUnkept(.optionalReferenceUnknown, count: repeatedReferences)
    repeatedReferences = 0
    for kind in NoteKind.allCases {
      for field in -1..<plans.count {
        let tally = tallies[slot(kind, field)]
        guard tally.count > 0 else { continue }
        let plan = field >= 0 ? plans[field] : nil
        var parameters = [Finding.Parameter("count", String(tally.count))] + (plan.map { named($0) } ?? [])
        if let kind = plan?.field.refersTo { parameters.append(.init("kind", kind.rawValue)) }
        var code = kind.code
        if kind == .decimalsRounded, let plan, plan.type == .amount {
          code = .amountsRounded
          let rounding = AmountRounding(
            field: plan.field.name, column: column(plan), cells: tally.count, difference: tally.dropped.text,
            isExact: tally.dropped.isExact)
          parameters.append(.init("rounding", (rounding.isExact ? "" : "≈ ") + rounding.difference))
          roundings.append(rounding)
        }
        let finding = Finding(
          code: code, file: file, line: tally.line, column: plan.flatMap { column($0) },
          excerpt: tally.excerpt, parameters: parameters)
        log.add(finding, count: tally.count)
      }
    }
  }

  private func add(_ finding: Finding) {
    if finding.severity == .rejected { isRejected = true }
    pending.append(finding)
  }

  private func column(_ plan: FieldPlan) -> FindingColumn? {
    guard plan.column >= 0 else { return nil }
    let isMoving = plan.column >= header.firstMoving && sourceColumn >= 0
    return FindingColumn(index: isMoving ? sourceColumn : header.positions[plan.column], header: header.texts[plan.column])
  }

  private func named(_ plan: FieldPlan) -> [Finding.Parameter] {
    [.init("field", plan.field.name), .init("label", plan.field.label)]
  }
}
