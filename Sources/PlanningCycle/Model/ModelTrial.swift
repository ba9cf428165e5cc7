// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Formulas
import Journal
import Planning

/// A candidate model beside a copy of the present plan. It shares nothing that changes, so that it may be calculated on another
/// thread while commands and reads go on; one thread at a time.
public final class ModelTrial: @unchecked Sendable {
  /// The form that would be kept.
  let text: String
  let parsed: ParsedModel
  let checked: CheckedModel
  let renames: [String: String]
  let present: PlanState
  let standard: String
  let year: Int
  private let model: ModelInForce
  private let entries: [(sequence: Int64, edits: RecordedEdits)]

  fileprivate init(
    text: String, parsed: ParsedModel, checked: CheckedModel, present: PlanState, step: ModelHistory.Step, standard: String,
    year: Int, entries: [(sequence: Int64, edits: RecordedEdits)]
  ) {
    self.text = text
    self.parsed = parsed
    self.checked = checked
    self.present = present
    self.renames = step.renames
    self.standard = standard
    self.year = year
    self.entries = entries
    model = present.model.changed(to: text, by: step)
  }

  /// The whole plan of the candidate: facts, baseline, pipeline, everybody's entries, one calculation. The same work as opening the
  /// workspace with it.
  func build(includesBudget: Bool) throws -> PlanState {
    var plan = try BuildPlan.build(
      present.sources, model: model, standard: standard, work: present.engine.workers ?? SerialWork(), includesBudget: includesBudget)
    plan.replay(entries.flatMap { $0.edits.inputs(of: $0.sequence, known: plan) })
    if !plan.engine.isCalculated { plan.engine.calculate() }
    // Entered prices came after the facts the pipeline was first derived from.
    _ = try plan.derivePipeline()
    return plan
  }
}

extension Workspace {
  /// Prepares what a text would change; ``ModelTrial/preview()`` says it.
  ///
  /// - Throws: `ModelRefused` with all findings; `CycleError.modelTooLarge`; `StoreError`.
  public func tryModel(_ proof: Authorized<To.EditModel>, text: String) throws -> ModelTrial {
    try proof.requireEverything()
    return try trial(of: text, present: plan.forked())
  }

  /// - Parameter renames: nil: as the text says with `was:`.
  func trial(of text: String, present: PlanState, renames: [String: String]? = nil) throws -> ModelTrial {
    let text = ModelInForce.canonical(text)
    let (parsed, checked) = ModelInForce.check(text, operators: present.sources.operators)
    guard checked.isUsable, !checked.measures.isEmpty else {
      throw ModelRefused(findings: checked.findings.isEmpty ? [Self.emptyText] : checked.findings)
    }
    let cells = ModelSize.cells(checked, members: present.members.tables, calendar: present.calendar)
    guard cells <= ModelSize.cellLimit else {
      throw CycleError(
        .modelTooLarge, BilingualText("模型太大", "the model is too large"),
        detail: BilingualText(
          "它有 \(cells) 个单元格，上限 \(ModelSize.cellLimit)", "it has \(cells) cells; the limit is \(ModelSize.cellLimit)"),
        hint: BilingualText("减少维度，或用产品族代替物料", "take a dimension away, or families instead of items"))
    }
    let step = ModelHistory.Step(
      event: try store.head().sequence + 1, at: Moment(millisecondsSinceEpoch: 0), actor: .system, reason: "", label: BilingualText("", ""),
      renames: renames ?? ModelRenames.between(present.engine.model, checked), undoes: nil)
    return ModelTrial(
      text: text, parsed: parsed, checked: checked, present: present, step: step, standard: environment.modelText,
      year: planningDay.year, entries: try recordedEntries())
  }

  /// Every event that wrote cells, oldest first.
  private func recordedEntries() throws(StoreError) -> [(sequence: Int64, edits: RecordedEdits)] {
    var entries: [(sequence: Int64, edits: RecordedEdits)] = []
    try store.eachEvent(after: 0) { event in
      if let edits = RecordedEdits(event) { entries.append((event.sequence, edits)) }
    }
    return entries
  }

  private static let emptyText = TextFinding(
    .textNotUnderstood, at: TextPlace(line: 1, column: 1), subject: "model",
    Wording("文本没有声明任何指标。", "The text declares no measure."),
    hint: Wording("从现行模型开始。", "Start from the model in force."))
}

/// Which measures of one model another one calls differently.
enum ModelRenames {
  /// Former id → new id: `was:` names a measure of the old model, and the new id was not there yet.
  static func between(_ old: CheckedModel, _ new: CheckedModel) -> [String: String] {
    let known = Swift.Set(old.measures.map(\.id))
    var renames: [String: String] = [:]
    for measure in new.measures {
      guard let former = measure.formerID, former != measure.id, known.contains(former), !known.contains(measure.id) else { continue }
      renames[former] = renames[former] ?? measure.id
    }
    return renames
  }
}
